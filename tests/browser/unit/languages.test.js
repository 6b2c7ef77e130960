import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { LANGUAGES, listOfNames, ordinal, speak, t, tn } from '../../../www/js/i18n.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const read = (path) => readFileSync(`${ROOT}/${path}`, 'utf8');
const json = (path) => JSON.parse(read(path));
/** The files below a folder whose names end like this. */
const filesIn = (folder, end) => readdirSync(`${ROOT}/${folder}`, { recursive: true })
  .filter((name) => name.endsWith(end)).map((name) => `${folder}/${name}`);

const codes = Object.keys(LANGUAGES);
/** What everybody reads, and what only hosts do. */
const parts = Object.fromEntries(codes.map((code) => [code, [json(`www/lang/${code}.json`), json(`www/lang/host/${code}.json`)]]));
const texts = Object.fromEntries(codes.map((code) => [code, Object.assign({}, ...parts[code])]));
const { en } = texts;
const pack = json('src/game/packs/classic.json');
const translations = Object.fromEntries(codes.filter((code) => code !== pack.language)
  .map((code) => [code, json(`www/lang/packs/${pack.id}.${code}.json`)]));

const FORM = /\.(zero|one|two|few|many|other)$/;
const base = (key) => key.replace(FORM, '');
const placeholders = (text) => [...new Set(text.match(/\{\w+\}/g))].sort();

/** The scripts, without their comments. */
const scripts = filesIn('www/js', '.js')
  .map((path) => ({ path, code: read(path).replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '') }));
const code = scripts.map((script) => script.code).join('\n');
const literals = [...code.matchAll(/'([^'\n]*)'/g)].map(([, text]) => text);
/** What a key that is put together, `phase.${…}`, may come to. */
const patterns = [...code.matchAll(/\btn?\(`((?:[\w.]|\$\{[^}`]*\})+)`/g)]
  .map(([, template]) => new RegExp(`^${template.replace(/\./g, '\\.').replace(/\$\{[^}]*\}/g, '[\\w.]+')}$`));
/** Key and English text of what stands in the pages themselves. */
const inPages = filesIn('www', '.html').map(read).flatMap((page) => [
  ...page.matchAll(/data-text="([^"]+)">([^<]*)</g),
  ...[...page.matchAll(/aria-label="([^"]+)" data-label="([^"]+)"/g)].map(([all, text, key]) => [all, key, text]),
]);

for (const lang of codes) {
  test(`${lang} has the keys and placeholders of English, and none is empty`, () => {
    const keys = (catalogue) => [...new Set(Object.keys(catalogue).map(base))].sort();
    assert.deepEqual(parts[lang].map(keys), parts.en.map(keys));
    for (const [key, text] of Object.entries(texts[lang])) {
      assert.ok(text.trim(), key);
      const english = en[key] ?? en[`${base(key)}.other`];
      assert.deepEqual(placeholders(text), placeholders(english), key);
    }
  });

  test(`${lang} has every plural form it needs, and no other`, () => {
    for (const key of new Set(Object.keys(en).filter((one) => FORM.test(one)).map(base))) {
      const rules = new Intl.PluralRules(lang, { type: key === 'ordinal' ? 'ordinal' : 'cardinal' });
      const needed = new Set(Array.from({ length: 200 }, (_, number) => rules.select(number)));
      const there = Object.keys(texts[lang]).filter((one) => FORM.test(one) && base(one) === key).map((one) => one.slice(key.length + 1));
      assert.deepEqual(there.sort(), [...needed].sort(), key);
    }
  });
}

test('no text is unused', () => {
  const used = new Set([...literals, ...inPages.map(([, key]) => key)]);
  const unused = [...new Set(Object.keys(en).map(base))]
    .filter((key) => !used.has(key) && !patterns.some((pattern) => pattern.test(key)));
  // `dir` is read as a property.
  assert.deepEqual(unused, ['dir']);
});

test('no text is missing', () => {
  const asked = [...code.matchAll(/\bt\('([^']+)'/g)].map(([, key]) => key);
  const counted = [...code.matchAll(/\btn\('([^']+)'/g)].map(([, key]) => `${key}.other`);
  const tables = literals.filter((text) => /^[a-z]+\.[\w.]+$/.test(text) && !text.startsWith('spyster.') && !text.endsWith('.'));
  const keys = [...asked, ...counted, ...tables.map((key) => (`${key}.other` in en ? `${key}.other` : key))];
  // Of these two, only forms with an ending are asked for.
  const stems = ['presence.reconnecting', 'presence.offline'];
  assert.deepEqual(keys.filter((key) => !(key in en) && !stems.includes(key) && !/\.(js|json|svg)$/.test(key)), []);
  assert.ok(asked.length > 150, 'The scripts are read.');
});

test('there is a text for every word of the contract, and for no other', () => {
  const { $defs: types } = json('www/protocol.json');
  const groups = { error: 'ErrorCode', phase: 'Phase', outcome: 'Outcome', verdict: 'Verdict', room: 'RoomStatus', award: 'AwardKind' };
  for (const [group, type] of Object.entries(groups)) {
    const words = types[type].enum ?? types[type].oneOf.map((one) => one.const);
    const keys = Object.keys(en).filter((key) => key.startsWith(`${group}.`));
    assert.deepEqual(keys.sort(), words.map((word) => `${group}.${word}`).sort());
  }
});

test('there is a text for every event of the live feed, and for no other', () => {
  const { $defs: types } = json('www/protocol.json');
  /** `paused.host`: where a word of the contract makes another sentence, it is in the key. */
  const keysOf = ({ properties: { type, verdict, reason, winners } }) => {
    if (winners) return ['', '.one', '.other'].map((form) => `event.${type.const}${form}`);
    const word = (verdict ?? reason)?.$ref.split('/').at(-1);
    return word ? types[word].oneOf.map((one) => `event.${type.const}.${one.const}`) : [`event.${type.const}`];
  };
  const events = types.FeedEvent.oneOf.flatMap(keysOf);
  assert.ok(events.length > 20);
  for (const lang of codes) assert.deepEqual(Object.keys(texts[lang]).filter((key) => key.startsWith('event.')).sort(), [...events].sort(), lang);
});

test('the pages themselves say in English what the catalogue says', () => {
  assert.ok(inPages.length > 5);
  for (const [, key, text] of inPages) assert.equal(text, en[key], key);
});

test('no words stand in the scripts themselves', () => {
  // What the console says is for engineers.
  const allowed = /^(~…|WebSocket connected\.|Connection established.*|Server error ~: ~|Unreadable frame from the server\.|Segmenter|Wait ~ ms|Spyster|Enter|Arrow\w+|Escape|AbortError|GET|POST|Bearer .*|\(prefers-.*\)|[A-Z_]+|English|Deutsch|Español|Français|Italiano|Nederlands)$/;
  const words = scripts.filter(({ path }) => !path.endsWith('device.js')).flatMap(({ path, code: source }) =>
    [...source.replace(/new Error\([^)]*\)/g, '').replace(/\$\{[^}]*\}/g, '~').matchAll(/'([^'\n]*)'|`([^`]*)`/g)]
      .map(([, quoted, template]) => quoted ?? template ?? '')
      .filter((text) => /^[A-Z][a-z]|[a-z]{2,} [a-z]{2,}[.,!?…]|[’…]|[a-z]{3,}: /.test(text) && !allowed.test(text))
      .map((text) => `${path}: ${text}`));
  assert.deepEqual(words, []);
  assert.doesNotMatch(filesIn('www/css', '.css').map(read).join('\n'), /content: "[A-Za-z]{2,}/);
});

test('the stylesheets name no side but for a right-to-left page itself', () => {
  const sided = filesIn('www/css', '.css').flatMap((path) => read(path).split('\n')
    .filter((line) => !line.startsWith('[dir="rtl"]') && /(margin|padding|border)-(left|right)|text-align: (left|right)|[{;\s](left|right):/.test(line))
    .map((line) => `${path}: ${line}`));
  assert.deepEqual(sided, []);
});

for (const [lang, catalogue] of Object.entries(translations)) {
  test(`the ${pack.id} pack is complete in ${lang}`, () => {
    const keys = pack.locations.flatMap((place) => [place.id, `${place.id}.flavor`,
      ...place.roles.flatMap((role) => [`${place.id}.${role.id}`, `${place.id}.${role.id}.hint`])]);
    assert.deepEqual(Object.keys(catalogue).sort(), ['version', 'name', 'description', ...keys].sort());
    assert.equal(catalogue.version, String(pack.version));
    for (const [key, text] of Object.entries(catalogue)) assert.ok(text.trim(), key);
    const places = pack.locations.map((place) => catalogue[place.id]);
    assert.equal(new Set(places).size, places.length, 'No two locations have one name.');
    for (const place of pack.locations) {
      const roles = place.roles.map((role) => catalogue[`${place.id}.${role.id}`]);
      assert.equal(new Set(roles).size, roles.length, `No two roles at the ${place.id} have one name.`);
    }
  });
}

for (const lang of codes) {
  test(`what the spy reads in ${lang} says nothing about any location`, () => {
    const decoys = [...read('src/game/decoys.rs').matchAll(/^ {4}decoy\("(\w+)", "([^"]+)"\)/gm)];
    assert.equal(decoys.length, 24);
    const names = decoys.map(([, id]) => texts[lang][`decoy.${id}`]);
    assert.equal(new Set(names).size, 24);
    const roles = pack.locations.flatMap((place) => place.roles
      .map((role) => translations[lang]?.[`${place.id}.${role.id}`] ?? role.name));
    assert.deepEqual(names.filter((name) => roles.includes(name)), []);
    if (lang === 'en') for (const [, id, name] of decoys) assert.equal(en[`decoy.${id}`], name);
  });
}

test('texts are filled in, counted and listed as the language wants', () => {
  speak('en', en);
  assert.equal(t('join.room', { room: 'B2CD' }), 'Room B2CD');
  assert.deepEqual([1, 2, 3, 4, 11, 21].map(ordinal), ['1st', '2nd', '3rd', '4th', '11th', '21st']);
  assert.deepEqual([0, 1, 2].map((count) => tn('players.count', count)), ['0 players', '1 player', '2 players']);
  assert.equal(listOfNames(['Ana', 'Ben', 'Cleo']), 'Ana, Ben and Cleo');
  // A name is put in as it is, whatever looks like a placeholder in it.
  assert.equal(t('rejoin.wants', { name: '{name} $& $1' }), '{name} $& $1 wants back in');
  speak('fr', texts.fr);
  assert.deepEqual([1, 2].map(ordinal), ['1er', '2e']);
  assert.equal(tn('players.count', 0), '0 joueur');
  assert.equal(tn('players.count', 1_000_000), '1000000 joueurs', 'A form that is not there is the other one.');
  assert.equal(listOfNames(['Ana', 'Ben']), 'Ana et Ben');
});
