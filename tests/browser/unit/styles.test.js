import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';

const FOLDER = new URL('../../../www/css/', import.meta.url);
/** What a browser moves without laying out or painting anything anew. */
const CHEAP = ['transform', 'opacity'];
/** Marks of a few letters whose colour goes over into the next one: a few times in a game, and that is all that is painted. */
const SMALL = [
  ['status.css', 'color'],
  ['feed.css', 'color'],
].map(String);

/** The names of the style sheets with their rules, comments left out. */
async function sheets() {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.css'));
  return Promise.all(
    names.map(
      async (name) =>
        /** @type {const} */ ([name, (await readFile(new URL(name, FOLDER), 'utf8')).replace(/\/\*.*?\*\//gs, '')]),
    ),
  );
}

/** The properties named in the `transition` declarations. @param {string} css */
function transitioned(css) {
  return [...css.matchAll(/[^-\w]transition(?:-property)?:([^;}]*)/g)]
    .flatMap(([, value = '']) => value.replace(/\([^()]*\)/g, '').split(','))
    .map((part) => part.trim().split(/\s+/)[0] ?? '')
    .filter((property) => property !== 'none');
}

/** The properties set in `@keyframes`. @param {string} css */
function animated(css) {
  return [...css.matchAll(/@keyframes\s+[\w-]+\s*{((?:[^{}]*{[^{}]*})*)\s*}/g)].flatMap(([, frames = '']) =>
    [...frames.matchAll(/([\w-]+)\s*:/g)].map(([, property = '']) => property),
  );
}

test('only transforms and opacity move', async () => {
  let moves = 0;
  for (const [name, css] of await sheets()) {
    const frames = (css.match(/@keyframes/g) ?? []).length;
    const found = [...transitioned(css), ...animated(css)];
    moves += found.length;
    assert.ok(frames === 0 || animated(css).length >= frames, `${name}: its keyframes are read.`);
    for (const property of found)
      assert.ok(CHEAP.includes(property) || SMALL.includes(String([name, property])), `${name} moves ${property}`);
  }
  assert.ok(moves > 20, 'The style sheets were read.');
});

test('what would move something else is found', () => {
  assert.deepEqual(transitioned('a { transition: color 1s cubic-bezier(0, 1, 2, 3), transform 2s; }'), [
    'color',
    'transform',
  ]);
  assert.deepEqual(animated('@keyframes x { from { width: 0; } 50% { opacity: 1; } }'), ['width', 'opacity']);
});
