// Phones and screens in many languages, two made-up ones among them: one long, one from right to left.

import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { PACKS } from './pack.js';
import { misfits } from './pictures.js';

/** @import { BrowserContext, Page } from 'playwright-core' */

const LANG = resolve(import.meta.dirname, '../../../www/lang');
/** @param {string} name @returns {Record<string, string>} */
const read = (name) => JSON.parse(readFileSync(`${LANG}/${name}.json`, 'utf8'));
/** All texts of a language, or those of a pack. @param {string} name */
export const catalogue = (name) => (name.includes('/') ? read(name) : { ...read(name), ...read(`host/${name}`) });

/** @param {string} text @param {(words: string) => string} change leaves `{places}` alone */
const inWords = (text, change) =>
  text
    .split(/(\{\w+\})/)
    .map((part, index) => (index % 2 ? part : change(part)))
    .join('');

/** Every word longer, by two fifths in all. @param {string} text */
const long = (text) =>
  inWords(text, (words) =>
    words.replace(/\p{L}+/gu, (word) => word + word.slice(0, Math.ceil(word.length * 0.4)).toLowerCase()),
  );

const ARABIC = 'ابتثجحخدذرزسشصضطظعغفقكلمنه';
/** Written from right to left. @param {string} text */
const mirrored = (text) =>
  inWords(text, (words) =>
    words.replace(/[a-z]/gi, (letter) => ARABIC[letter.toLowerCase().charCodeAt(0) - 97] ?? letter),
  );

/** By their tags. @type {Record<string, (text: string) => string>} */
const MADE_UP = { 'en-XA': long, 'ar-XB': mirrored };
/** Those that there are files of, English first. */
export const REAL = readdirSync(LANG)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length))
  .sort((one, other) => Number(other === 'en') - Number(one === 'en'));
export const ALL = [...REAL, ...Object.keys(MADE_UP)];

/** The browser's language for a tag: a made-up language takes the place of German. @param {string} tag */
export const localeOf = (tag) => (tag in MADE_UP ? 'de-DE' : tag);

/** Has a device read a made-up language; the others need nothing. @param {BrowserContext} device @param {string} tag */
export async function teach(device, tag) {
  const change = MADE_UP[tag];
  if (!change) return;
  const texts = Object.fromEntries(Object.entries(catalogue('en')).map(([key, text]) => [key, change(text)]));
  const json = { ...texts, dir: tag === 'ar-XB' ? 'rtl' : 'ltr' };
  await device.route(/\/lang\/(host\/)?de\.json/, (route) => route.fulfill({ json }));
}

/**
 * What does not fit on a page: what `misfits` sees, a page that is wider than the screen, and words wider than
 * their button or heading.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export async function tooLong(page) {
  const wide = await page.evaluate(async () => {
    // What lands or pops in is larger on its way.
    const moving = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(moving.map((one) => one.finished));
    const root = document.documentElement;
    const page = root.scrollWidth > root.clientWidth ? [`page: ${root.scrollWidth} in ${root.clientWidth}`] : [];
    const cut = [...document.querySelectorAll('button, h1, h2, .lead, .setting-value, .tracker-text')].filter(
      (node) => node.checkVisibility() && node.clientWidth > 0 && node.scrollWidth > node.clientWidth + 1,
    );
    return [
      ...page,
      ...cut.map((node) => `${node.className}: ${node.scrollWidth} in ${node.clientWidth}: ${node.textContent}`),
    ];
  });
  return [...wide, ...(await misfits(page, false))];
}

/** Every card of the shipped packs in a language, and the spy's; none in made-up ones, for its boxes have a fixed size. @param {string} tag */
function cardsIn(tag) {
  if (tag in MADE_UP) return [];
  const words = catalogue(tag);
  const spy = {
    location: words['card.unknown'],
    flavor: words['card.spy_flavor'],
    role: words['card.spy'],
    hint: words['card.spy_hint'],
  };
  return [
    spy,
    ...PACKS.flatMap(({ id, language, locations }) => {
      const texts = tag === language ? {} : catalogue(`packs/${id}.${tag}`);
      return locations.flatMap((place) =>
        place.roles.map((role) => ({
          location: texts[place.id] ?? place.name,
          flavor: texts[`${place.id}.flavor`] ?? place.flavor,
          role: texts[`${place.id}.${role.id}`] ?? role.name,
          hint: texts[`${place.id}.${role.id}.hint`] ?? role.hint,
        })),
      );
    }),
  ];
}

/** What does not fit on the open card of a phone, whatever is dealt. @param {Page} phone @param {string} tag @returns {Promise<string[]>} */
export function cardsTooLong(phone, tag) {
  return phone
    .evaluate(
      (cards) =>
        cards.flatMap((card) =>
          Object.entries(card)
            .filter(([part, text]) => {
              const node = document.querySelector(`.face-${part}`);
              if (!node) return true;
              node.textContent = text ?? '';
              return node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1;
            })
            .map(([part, text]) => `${part}: ${text}`),
        ),
      cardsIn(tag),
    )
    .then((found) => [...new Set(found)]);
}
