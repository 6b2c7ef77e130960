import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import {
  bestLanguage,
  languageName,
  listOfNames,
  number,
  ordinal,
  speak,
  t,
  textParts,
  tn,
} from '../../../../www/js/i18n.js';
import { isolate, partsOf, plain } from '../../../../www/js/isolates.js';
import { sure } from '../../support/sure.js';

/** @import { PackFile } from '../../support/languages.js' */

const ROOT = resolve(import.meta.dirname, '../../../..');
const read = (/** @type {string} */ path) => readFileSync(`${ROOT}/${path}`, 'utf8');
const json = (/** @type {string} */ path) => JSON.parse(read(path));
/** The files below a folder whose names end like this. @param {string} folder @param {string} end */
const filesIn = (folder, end) =>
  readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(end))
    .map((name) => `${folder}/${name}`);

/** Every language there are files of. */
const codes = readdirSync(`${ROOT}/www/lang`)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));
/** What everybody reads, and what only hosts do. */
/** @type {Record<string, Record<string, string>[]>} */
const parts = Object.fromEntries(
  codes.map((code) => [code, [json(`www/lang/${code}.json`), json(`www/lang/host/${code}.json`)]]),
);
/** @type {Record<string, Record<string, string>>} */
const texts = Object.fromEntries(codes.map((code) => [code, Object.assign({}, ...(parts[code] ?? []))]));
/** What one language says. @param {string} code */
const textsIn = (code) => sure(texts[code]);
const { en = {} } = texts;
/** @type {PackFile} */
const pack = json('src/game/packs/classic.json');
/** @type {Record<string, Record<string, string>>} */
const translations = Object.fromEntries(
  codes.filter((code) => code !== pack.language).map((code) => [code, json(`www/lang/packs/${pack.id}.${code}.json`)]),
);

const FORM = /\.(zero|one|two|few|many|other)$/;
const base = (/** @type {string} */ key) => key.replace(FORM, '');
const placeholders = (/** @type {string} */ text) => [...new Set(text.match(/\{\w+\}/g))].sort();

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

for (const lang of codes) {
  test(`${lang} has the keys and placeholders of English, and none is empty`, () => {
    const keys = (/** @type {Record<string, string>} */ catalogue) =>
      [...new Set(Object.keys(catalogue).map(base))].sort();
    assert.deepEqual(parts[lang]?.map(keys), parts.en?.map(keys));
    for (const [key, text] of Object.entries(textsIn(lang))) {
      assert.ok(text.trim(), key);
      const english = en[key] ?? en[`${base(key)}.other`];
      assert.deepEqual(placeholders(text), placeholders(sure(english)), key);
    }
  });

  test(`${lang} has every plural form it needs, and no other`, () => {
    for (const key of new Set(
      Object.keys(en)
        .filter((one) => FORM.test(one))
        .map(base),
    )) {
      const rules = new Intl.PluralRules(lang, { type: key === 'ordinal' ? 'ordinal' : 'cardinal' });
      const needed = new Set(Array.from({ length: 200 }, (_, number) => rules.select(number)));
      const there = Object.keys(textsIn(lang))
        .filter((one) => FORM.test(one) && base(one) === key)
        .map((one) => one.slice(key.length + 1));
      assert.deepEqual(there.sort(), [...needed].sort(), key);
    }
  });
}

/** Every text there is, packs included. @type {[string, string, string][]} language, key, text */
const everyText = [
  ...codes.flatMap((lang) =>
    [...Object.entries(textsIn(lang)), ...Object.entries(translations[lang] ?? {})].map(
      ([key, text]) => /** @type {[string, string, string]} */ ([lang, key, text]),
    ),
  ),
  ...pack.locations
    .flatMap((place) => [
      [place.id, place.name],
      [`${place.id}.flavor`, place.flavor],
      ...place.roles.flatMap((role) => [
        [`${place.id}.${role.id}`, role.name],
        [`${place.id}.${role.id}.hint`, role.hint],
      ]),
    ])
    .map(([key = '', text = '']) => /** @type {[string, string, string]} */ ([pack.language, key, text])),
];
/** @param {RegExp} wrong @param {string} [only] a language */
const textsWith = (wrong, only) =>
  everyText.filter(([lang, , text]) => (!only || lang === only) && wrong.test(text)).map((one) => one.join(' '));

test('apostrophes are curved, ellipses one character, and nothing is written with two blanks', () => {
  assert.deepEqual(textsWith(/\p{L}'|'\p{L}|\.\.\.| {2}|^ | $/u), []);
});

test('French has no-break spaces before its tall punctuation, and German and Spanish before the percent sign', () => {
  assert.deepEqual(textsWith(/(^|[^\u202f])[!?;]/, 'fr'), []);
  assert.deepEqual(textsWith(/[^\u00a0]:(?!\d)|« | »/, 'fr'), []);
  assert.deepEqual(
    everyText.filter(([, , text]) => / %/.test(text)),
    [],
  );
});

test('Spanish is for everybody: no vosotros, no words of one country only', () => {
  const words = 'vosotr[oa]s|vuestr[oa]s?|os|\\p{L}+[áéa]is|móvil(es)?|ordenador|bocata|pillad[oa]s?|mates';
  const only = textsWith(new RegExp(`(?<!\\p{L})(${words})(?!\\p{L})`, 'iu'), 'es');
  assert.deepEqual(
    only.filter((one) => !one.includes('Dieciséis')),
    [],
  );
});

test('what stands on a card is not longer than its boxes are made for', () => {
  const limit = (/** @type {string} */ key) => (key.endsWith('.hint') ? 90 : key.endsWith('.flavor') ? 84 : 22);
  const onCards = everyText.filter(([, key]) =>
    pack.locations.some((place) => key === place.id || key.startsWith(`${place.id}.`)),
  );
  assert.ok(onCards.length > 1000);
  assert.deepEqual(
    onCards.filter(([, key, text]) => [...text].length > limit(key)),
    [],
  );
  const spys = { 'card.unknown': 22, 'card.spy': 22, 'card.spy_flavor': 84, 'card.spy_hint': 90 };
  assert.deepEqual(
    codes.flatMap((lang) => Object.entries(spys).filter(([key, most]) => sure(textsIn(lang)[key]).length > most)),
    [],
  );
});

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

for (const [lang, catalogue] of Object.entries(translations)) {
  test(`the ${pack.id} pack is complete in ${lang}`, () => {
    const keys = pack.locations.flatMap((place) => [
      place.id,
      `${place.id}.flavor`,
      ...place.roles.flatMap((role) => [`${place.id}.${role.id}`, `${place.id}.${role.id}.hint`]),
    ]);
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
    const names = decoys.map(([, id]) => sure(textsIn(lang)[`decoy.${id}`]));
    assert.equal(new Set(names).size, 24);
    const roles = pack.locations.flatMap((place) =>
      place.roles.map((role) => translations[lang]?.[`${place.id}.${role.id}`] ?? role.name),
    );
    assert.deepEqual(
      names.filter((name) => roles.includes(name)),
      [],
    );
    if (lang === 'en') for (const [, id, name] of decoys) assert.equal(en[`decoy.${id}`], name);
  });
}

test('texts are filled in, counted and listed as the language wants', () => {
  speak('en', en);
  assert.equal(t('join.room', { room: 'B2CD' }), 'Room B2CD');
  assert.deepEqual([1, 2, 3, 4, 11, 21].map(ordinal), ['1st', '2nd', '3rd', '4th', '11th', '21st']);
  assert.deepEqual(
    [0, 1, 2].map((count) => tn('players.count', count)),
    ['0 players', '1 player', '2 players'],
  );
  assert.equal(plain(listOfNames(['Ana', 'Ben', 'Cleo'])), 'Ana, Ben and Cleo');
  // A name is put in as it is, whatever looks like a placeholder in it.
  assert.equal(plain(t('rejoin.wants', { name: '{name} $& $1' })), '{name} $& $1 wants back in');
  assert.deepEqual([number(-1234), number(0.5, { style: 'percent' })], ['−1,234', '50%']);
  speak('fr', textsIn('fr'));
  assert.deepEqual([1, 2].map(ordinal), ['1er', '2e']);
  assert.equal(tn('players.count', 0), '0 joueur');
  assert.equal(
    tn('players.count', 1_000_000),
    '1\u202f000\u202f000 joueurs',
    'A form that is not there is the other one.',
  );
  assert.equal(plain(listOfNames(['Ana', 'Ben'])), 'Ana et Ben');
  assert.match(number(0.5, { style: 'percent' }), /^50\s%$/);
});

test('a name in a text is isolated from it, in every language and every text', () => {
  const hebrew = '\u05d0\u05d9\u05dc\u05d4 (1)';
  speak('en', en);
  assert.deepEqual(partsOf(t('vote.called', { name: hebrew })), ['Vote called by ', hebrew, '']);
  assert.deepEqual(partsOf(listOfNames([hebrew, 'Ben'])), ['', hebrew, ' and ', 'Ben', '']);
  assert.deepEqual(partsOf(t('says.guessed', { spy: 'Ana', place: hebrew })), [
    '',
    'Ana',
    ' guessed ',
    hebrew,
    '. Wrong!',
  ]);
  assert.equal(t('join.room', { room: 'B2CD' }), 'Room B2CD', 'A code is no name.');
  // Nobody closes the isolation early by such characters in a name.
  assert.equal(isolate('A\u2069b'), isolate('Ab'));
  // What stands for a name in any language is one of those that are isolated.
  const others = [
    'count',
    'of',
    'attempt',
    'every',
    'bet',
    'score',
    'names',
    'all',
    'max',
    'room',
    'round',
    'rounds',
    'time',
    'setting',
    'why',
    'number',
    'wins',
    'games',
    'points',
    'some',
    'percent',
    'award',
    'reason',
    'label',
    'value',
  ];
  const names = new Set(everyText.flatMap(([, , text]) => placeholders(text)).map((one) => one.slice(1, -1)));
  for (const one of others) names.delete(one);
  for (const name of names) assert.equal(partsOf(t('vote.called', { name })).length, 3);
  assert.deepEqual([...names].sort(), ['from', 'location', 'name', 'pack', 'place', 'spy', 'target', 'to']);
});

test('who asks whom is one sentence in the order of the language', () => {
  for (const lang of codes) {
    speak(lang, textsIn(lang));
    assert.deepEqual(
      textParts('turn.asks')
        .filter((_, index) => index % 2)
        .sort(),
      ['from', 'to'],
      lang,
    );
  }
});

test('the closest language there is, by the reader\u2019s wishes', () => {
  const there = ['de', 'en', 'es', 'es-419', 'pt-BR', 'zh-Hant'];
  const best = (/** @type {string[]} */ ...wishes) => bestLanguage(wishes, there);
  assert.deepEqual(
    ['de-AT', 'EN-us', 'es-ES', 'es-MX', 'es-419', 'es', 'pt-BR', 'pt-PT', 'pt', 'zh-TW'].map((tag) => best(tag)),
    ['de', 'en', 'es', 'es-419', 'es-419', 'es', 'pt-BR', 'pt-BR', 'pt-BR', 'zh-Hant'],
  );
  assert.equal(best('pl', '', 'not a tag!', 'pt', 'de'), 'pt-BR', 'What is not there, or no tag, is passed over.');
  assert.equal(best('pl'), undefined);
  assert.equal(bestLanguage(['es-MX'], ['es']), 'es');
  assert.deepEqual(['de', 'es', 'pt-BR'].map(languageName), ['Deutsch', 'Espa\u00f1ol', 'Portugu\u00eas (Brasil)']);
});
