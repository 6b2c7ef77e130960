// Every language is whole, and written as it is written.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sure } from '../../support/sure.js';
import {
  FORM,
  base,
  beside,
  codes,
  en,
  everyText,
  json,
  packs,
  parts,
  placeholders,
  read,
  textsIn,
  translation,
} from './catalogues.js';

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
    packs.some((pack) => pack.locations.some((place) => key === place.id || key.startsWith(`${place.id}.`))),
  );
  assert.ok(onCards.length > 4000);
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

const translated = packs.flatMap((pack) =>
  codes.filter((lang) => lang !== pack.language).map((lang) => /** @type {const} */ ([pack, lang])),
);
for (const [pack, lang] of translated) {
  test(`the ${pack.id} pack is complete in ${lang}`, () => {
    const catalogue = translation(pack, lang);
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
    const decoys = [...read('src/game/packs/decoys.rs').matchAll(/^ {4}decoy\("(\w+)", "([^"]+)"\)/gm)];
    assert.equal(decoys.length, 24);
    const names = decoys.map(([, id]) => sure(textsIn(lang)[`decoy.${id}`]));
    assert.equal(new Set(names).size, 24);
    const roles = packs.flatMap((pack) =>
      pack.locations.flatMap((place) =>
        place.roles.map((role) => translation(pack, lang)[`${place.id}.${role.id}`] ?? role.name),
      ),
    );
    assert.deepEqual(
      names.filter((name) => roles.includes(name)),
      [],
    );
    if (lang === 'en') for (const [, id, name] of decoys) assert.equal(en[`decoy.${id}`], name);
  });
}

for (const folder of beside) {
  test(`${folder} says the same in all languages, and briefly`, () => {
    const limit = (/** @type {string} */ key) => (folder === 'questions/' ? 70 : key.endsWith('.hint') ? 90 : 22);
    const keys = Object.keys(json(`www/lang/${folder}en.json`));
    assert.equal(keys.length, folder === 'questions/' ? 40 : 18);
    for (const lang of codes) {
      const texts = json(`www/lang/${folder}${lang}.json`);
      assert.deepEqual(Object.keys(texts), keys, lang);
      for (const [key, text] of Object.entries(texts)) {
        assert.ok(text.trim() && [...text].length <= limit(key), `${lang} ${key}: ${text}`);
      }
    }
  });
}
