// Scripts, pages and catalogues fit each other: no text is missing, unused or somewhere else.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base, codes, en, filesIn, json, read, textsIn } from './catalogues.js';

/** The scripts, without their comments. */
const scripts = filesIn('www/js', '.js').map((path) => ({
  path,
  code: read(path)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, ''),
}));
const code = scripts.map((script) => script.code).join('\n');
const literals = [...code.matchAll(/'([^'\n]*)'/g)].map(([, text = '']) => text);
/** What a key that is put together, `phase.${…}`, may come to. */
const patterns = [...code.matchAll(/\btn?\(`((?:[\w.]|\$\{[^}`]*\})+)`/g)].map(
  ([, template = '']) => new RegExp(`^${template.replace(/\./g, '\\.').replace(/\$\{[^}]*\}/g, '[\\w.]+')}$`),
);
/** Key and English text of what stands in the pages themselves. */
const inPages = filesIn('www', '.html')
  .map(read)
  .flatMap((page) => [
    ...page.matchAll(/data-text="([^"]+)">([^<]*)</g),
    ...[...page.matchAll(/aria-label="([^"]+)" data-label="([^"]+)"/g)].map(([all, text, key]) => [all, key, text]),
  ]);

test('no text is unused', () => {
  const used = new Set([...literals, ...inPages.map(([, key]) => key)]);
  const unused = [...new Set(Object.keys(en).map(base))].filter(
    (key) => !used.has(key) && !patterns.some((pattern) => pattern.test(key)),
  );
  // `dir` is read as a property.
  assert.deepEqual(unused, ['dir']);
});

test('no text is missing', () => {
  const asked = [...code.matchAll(/\b(?:t|textParts)\('([^']+)'/g)].map(([, key = '']) => key);
  const counted = [...code.matchAll(/\btn\('([^']+)'/g)].map(([, key]) => `${key}.other`);
  const tables = literals.filter(
    (text) => /^[a-z]+\.[\w.]+$/.test(text) && !text.startsWith('spyster.') && !text.endsWith('.'),
  );
  const keys = [...asked, ...counted, ...tables.map((key) => (`${key}.other` in en ? `${key}.other` : key))];
  // Of these two, only forms with an ending are asked for.
  const stems = ['presence.reconnecting', 'presence.offline'];
  assert.deepEqual(
    keys.filter((key) => !(key in en) && !stems.includes(key) && !/\.(js|json|svg)$/.test(key)),
    [],
  );
  assert.ok(asked.length > 150, 'The scripts are read.');
});

test('there is a text for every word of the contract, and for no other', () => {
  const { $defs: types } = json('www/protocol.json');
  const groups = {
    error: 'ErrorCode',
    phase: 'Phase',
    outcome: 'Outcome',
    verdict: 'Verdict',
    room: 'RoomStatus',
    award: 'AwardKind',
  };
  for (const [group, type] of Object.entries(groups)) {
    const words = types[type].enum ?? types[type].oneOf.map((/** @type {{ const: string }} */ one) => one.const);
    const keys = Object.keys(en).filter((key) => key.startsWith(`${group}.`));
    assert.deepEqual(keys.sort(), words.map((/** @type {string} */ word) => `${group}.${word}`).sort());
  }
});

test('there is a text for every event of the live feed, and for no other', () => {
  const { $defs: types } = json('www/protocol.json');
  /** `paused.host`: where a word of the contract makes another sentence, it is in the key. */
  /** @param {{ properties: Record<string, Record<string, any>> }} event */
  const keysOf = ({ properties: { type = {}, verdict, reason, winners } }) => {
    if (winners) return ['', '.one', '.other'].map((form) => `event.${type.const}${form}`);
    const word = (verdict ?? reason)?.$ref.split('/').at(-1);
    return word
      ? types[word].oneOf.map((/** @type {{ const: string }} */ one) => `event.${type.const}.${one.const}`)
      : [`event.${type.const}`];
  };
  const events = types.FeedEvent.oneOf.flatMap(keysOf);
  assert.ok(events.length > 20);
  for (const lang of codes)
    assert.deepEqual(
      Object.keys(textsIn(lang))
        .filter((key) => key.startsWith('event.'))
        .sort(),
      [...events].sort(),
      lang,
    );
});

test('the pages themselves say in English what the catalogue says', () => {
  assert.ok(inPages.length > 5);
  for (const [, key = '', text] of inPages) assert.equal(text, en[key], key);
});

test('no words stand in the scripts themselves', () => {
  // What the console says is for engineers.
  const allowed =
    /^(~…|WebSocket connected\.|Connection established.*|Server error ~: ~|Unreadable frame from the server\.|Segmenter|Wait ~ ms|Spyster|Enter|Arrow\w+|Escape|AbortError|GET|POST|Bearer .*|\(prefers-.*\)|[A-Z_]+)$/;
  const words = scripts
    .filter(({ path }) => !path.endsWith('device.js'))
    .flatMap(({ path, code: source }) =>
      [
        ...source
          .replace(/new Error\([^)]*\)/g, '')
          .replace(/\$\{[^}]*\}/g, '~')
          .matchAll(/'([^'\n]*)'|`([^`]*)`/g),
      ]
        .map(([, quoted, template]) => quoted ?? template ?? '')
        .filter((text) => /^[A-Z][a-z]|[a-z]{2,} [a-z]{2,}[.,!?…]|[’…]|[a-z]{3,}: /.test(text) && !allowed.test(text))
        .map((text) => `${path}: ${text}`),
    );
  assert.deepEqual(words, []);
  assert.doesNotMatch(filesIn('www/css', '.css').map(read).join('\n'), /content: "[A-Za-z]{2,}/);
});

test('the stylesheets name no side but for a right-to-left page itself', () => {
  const sided = filesIn('www/css', '.css').flatMap((path) =>
    [
      ...read(path)
        .replace(/\/\*.*?\*\//gs, '')
        .matchAll(/([^{}]*){([^{}]*)}/g),
    ]
      .filter(
        ([, selector = '', body = '']) =>
          !selector.trim().startsWith('[dir="rtl"]') &&
          /(margin|padding|border)-(left|right)|text-align: (left|right)|(^|[;\s])(left|right):/.test(body),
      )
      .map(([rule]) => `${path}: ${rule}`),
  );
  assert.deepEqual(sided, []);
});
