// The spy's card on a phone: in the language in which this phone shows the others theirs, whatever the pack is.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { speak } from '../../../../www/js/i18n.js';

/** @import { PackFile } from '../../support/pack.js' */

const file = (/** @type {string} */ name) =>
  JSON.parse(readFileSync(new URL(`../../../../${name}`, import.meta.url), 'utf8'));
const german = { ...file('www/lang/de.json'), ...file('www/lang/host/de.json') };
const classic = file('src/game/packs/classic.json');
const texts = file('www/lang/packs/classic.de.json');

/** A pack as the server lists it. @param {string} id @param {string} language @param {string[]} [translations] */
const listed = (id, language, translations = []) => ({
  id,
  name: id,
  language,
  version: classic.version,
  translations,
});

/** The module afresh, on a German phone, with these packs and with what there is of the shipped one in German. @param {{ id: string, translations: string[] }[]} packs */
async function phone(packs, catalogue = texts) {
  speak('de', german);
  Object.assign(globalThis, {
    document: { baseURI: 'http://tv/api/spyster/player', documentElement: { dataset: {} } },
  });
  globalThis.fetch = async (url) => {
    const json = String(url).endsWith('/packs')
      ? { packs }
      : String(url).endsWith('/packs/classic.de.json')
        ? catalogue
        : null;
    return Response.json(json, { status: json === null ? 404 : 200 });
  };
  const module = await import(`../../../../www/js/packs.js?${Math.random()}`);
  /** @type {(value?: unknown) => void} */
  let wake = () => {};
  await module.fetchPacks(() => wake());
  // Texts come when somebody first asks for them; where there are none for this phone, nothing comes.
  const isTranslated = packs.some((pack) => pack.translations.length > 0);
  const come = new Promise((resolve) => (wake = resolve));
  for (const pack of packs) module.textsOf(pack.id);
  if (isTranslated) await come;
  return module;
}

/** What the server deals: the spy's card in a language, or that of somebody else. */
/** @param {string} pack @param {string[]} words @param {string} languageOf */
const spys = (pack, words, languageOf) => ({
  config: { location_pack: pack },
  role_data: {
    is_spy: true,
    location_id: 'unknown',
    language_of: languageOf,
    location: words[0],
    flavor: '',
    role_id: 'spy',
    role: words[1],
    hint: '',
    other_roles: [words[2]],
    other_role_ids: [words[3] ?? words[2]],
  },
});
/** @param {string} pack @param {PackFile['locations'][number]} place */
const others = (pack, place) => ({
  config: { location_pack: pack },
  role_data: {
    is_spy: false,
    location_id: place.id,
    language_of: place.id,
    location: place.name,
    flavor: place.flavor,
    role_id: place.roles[0]?.id,
    role: place.roles[0]?.name,
    hint: place.roles[0]?.hint,
    other_roles: [place.roles[1]?.name],
    other_role_ids: [place.roles[1]?.id],
  },
});
const ENGLISH = ['Unknown', 'Spy', 'Regular', 'regular'];
const [beach, hospital] = classic.locations;

test('with the shipped pack spy and others read the phone’s language', async () => {
  const { cardIn } = await phone([listed('classic', 'en', ['de'])]);
  const spy = cardIn(spys('classic', ENGLISH, 'beach'));
  assert.deepEqual([spy.location, spy.role, spy.other_roles], ['Unbekannt', 'Spion', ['Stammgast']]);
  assert.equal(cardIn(others('classic', beach)).location, 'Strand');
});

test('with a Polish pack both read Polish, and with an English one of the house both read English', async () => {
  const { cardIn } = await phone([listed('polski', 'pl'), listed('house', 'en')]);
  const spy = cardIn(spys('polski', ['Nieznane', 'Szpieg', 'Bywalec'], 'beach'));
  assert.deepEqual([spy.location, spy.role, spy.other_roles], ['Nieznane', 'Szpieg', ['Bywalec']]);
  assert.equal(cardIn(others('polski', { ...beach, name: 'Plaża' })).location, 'Plaża');
  assert.equal(cardIn(spys('house', ENGLISH, 'beach')).location, 'Unknown');
  assert.equal(cardIn(others('house', beach)).location, 'Beach');
});

test('with a German pack both read German as the server says it', async () => {
  const { cardIn } = await phone([listed('haus', 'de')]);
  const spy = cardIn(spys('haus', ['Unbekannt', 'Spion', 'Stammgast'], 'beach'));
  assert.deepEqual([spy.location, spy.other_roles], ['Unbekannt', ['Stammgast']]);
  assert.equal(cardIn(others('haus', { ...beach, name: 'Küche' })).location, 'Küche');
});

test('where only some places have texts in the phone’s language, the place that was drawn decides for the spy', async () => {
  const some = Object.fromEntries(Object.entries(texts).filter(([key]) => !key.startsWith(hospital.id)));
  const { cardIn } = await phone([listed('classic', 'en', ['de'])], some);
  assert.equal(cardIn(others('classic', beach)).location, 'Strand');
  assert.equal(cardIn(others('classic', hospital)).location, 'Hospital');
  assert.equal(cardIn(spys('classic', ENGLISH, beach.id)).location, 'Unbekannt');
  assert.equal(cardIn(spys('classic', ENGLISH, hospital.id)).location, 'Unknown');
});
