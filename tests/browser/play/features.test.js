// What is served asks no more of a browser than the oldest that people play in have.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { namesIn, newInScript, newInSheet } from '../support/features.js';
import { startServer } from '../support/server.js';

/** What the pages do without where it is missing: asked for before it is used, or no harm when it is passed over. */
const OPTIONAL = [
  /^(startViewTransition|skipTransition|view-transition-name|:view-transition\S*)\b/, // A picture of the view that goes.
  /^(Segmenter|segment):/, // Otherwise the first code point.
  /^share:/, // Otherwise the result is copied.
  /^(wakeLock|released):/, // Otherwise a silent video.
  /^(userActivation|hasBeenActive):/, // Otherwise a phone vibrates without asking.
  /^:focus-visible:/, // Otherwise every focus is shown.
  /^outline:/, // It follows rounded corners.
  /^(text-wrap|hyphens|text-underline-offset)\b/, // Where lines break, and how far a line is below its text.
  /^(overscroll-behavior|scroll-snap|scrollbar-width)/, // How far a list scrolls on.
  /^(field-sizing|resize|cursor)\b/, // The size of a field, and what has no meaning under a finger.
  /^forced-color-adjust\b/, // Without it the system's colours stand in all places.
  /^align-(content|self): (start|end):/, // In grids it is as old as they are.
];

/** @param {string[]} found */
const required = (found) => found.filter((feature) => !OPTIONAL.some((pattern) => pattern.test(feature)));

/** The names of all fields of all messages. */
const contract = await readFile(new URL('../../../www/protocol.json', import.meta.url), 'utf8');
const messages = [...contract.matchAll(/"(\w+)":/g)].map(([, name = '']) => name);

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
before(async () => {
  server = await startServer();
});
after(() => server.stop());

/** By a connection of its own: the server closes those that nobody uses, and a test may take longer than it waits. @param {string | URL} url */
const textAt = async (url) => (await fetch(url, { headers: { connection: 'close' } })).text();

for (const path of ['/', '/api/spyster/host', '/api/spyster/player', '/api/spyster/history']) {
  test(`${path} has no style and no script that the oldest browsers lack`, async () => {
    const html = await textAt(server.url + path);
    assert.deepEqual(required(newInSheet(/<style>([^]*)<\/style>/.exec(html)?.[1] ?? 'none {')), []);
    const scripts = [...html.matchAll(/<script (type="module"|defer) src="([^"]*)"/g)];
    assert.equal(scripts.length, 2, 'The page’s own module, and the script that watches over its start.');
    for (const [, kind, src = ''] of scripts) {
      const url = new URL(src, server.url + path);
      const code = await textAt(url);
      assert.deepEqual(required(newInScript(code, kind === 'defer' ? 'script' : 'module', messages)), [], src);
      for (const [, late = ''] of code.matchAll(/import\('(.*?)'\)/g)) {
        assert.deepEqual(
          required(newInScript(await textAt(new URL(late, url)), 'module', messages, namesIn(code).methods)),
          [],
          late,
        );
      }
    }
  });
}

test('what is too new in a script is found', () => {
  for (const [code, feature] of [
    ['f().findLast(g);', 'findLast'],
    ['f({ at: 1 }).at(-1);', 'at'],
    ['f().replaceChildren();', 'replaceChildren'],
    ['f().checkVisibility();', 'checkVisibility'],
    ['structuredClone(f());', 'structuredClone'],
    ['Object.hasOwn(f(), g());', 'hasOwn'],
    ['class A { static { f(); } }', 'static {}'],
  ])
    assert.deepEqual(
      newInScript(code ?? '', 'module').map((found) => found.split(':')[0]),
      [feature],
    );
  assert.throws(() => newInScript('await f();', 'script'));
  assert.throws(() => newInScript('var a = () => 1;', 'script'), 'A plain script is ES5.');
  assert.deepEqual(
    newInScript('const at = 1; let { a, ...b } = c?.d ?? {}; a ??= b.filter(at); class A { #x() {} }', 'module'),
    [],
  );
});

test('what is too new in a style sheet is found, unless something older stands before it', () => {
  for (const [css, feature] of [
    ['a:has(b) {}', ':has'],
    ['a:is(b, c) {}', ':is'],
    ['a:not(b, c) {}', ':not(a, b)'],
    ['a { inset: 0 }', 'inset'],
    ['a { padding-inline: 0 }', 'padding-inline'],
    ['a { color: color-mix(in srgb, red, blue) }', 'color-mix()'],
    ['a { height: calc(100dvh - 1px) }', 'dvh'],
    ['a { overflow-x: clip }', 'overflow-x: clip'],
    ['a { aspect-ratio: 1 }', 'aspect-ratio'],
    ['a { mask-image: none }', 'mask-image'],
    ['@container (width > 1px) { a { color: red } }', '@container'],
    ['a { width: var(--b); width: calc(100dvh - var(--b)) }', 'dvh'],
  ])
    assert.ok(
      newInSheet(css ?? '').some((found) => found.startsWith(`${feature}: `)),
      `${css}: ${newInSheet(css ?? '')}`,
    );
  assert.deepEqual(
    newInSheet(
      'a:not(b) { height: 100vh; height: 100dvh; -webkit-mask-image: none; mask-image: none; margin-inline-start: 1px }',
    ),
    [],
  );
});
