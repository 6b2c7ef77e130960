// Phones and screens in many languages, two made-up ones among them: one long, one from right to left.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { misfits } from './pictures.js';

/** @import { BrowserContext, Page } from 'playwright-core' */

const LANG = resolve(import.meta.dirname, '../../../www/lang');
/** @param {string} name @returns {Record<string, string>} */
export const catalogue = (name) => JSON.parse(readFileSync(`${LANG}/${name}.json`, 'utf8'));

/** @param {string} text @param {(words: string) => string} change leaves `{places}` alone */
const inWords = (text, change) => text.split(/(\{\w+\})/).map((part, index) => (index % 2 ? part : change(part))).join('');

/** Every word longer, by two fifths in all. @param {string} text */
const long = (text) => inWords(text, (words) => words.replace(/\p{L}+/gu, (word) => word + word.slice(0, Math.ceil(word.length * 0.4)).toLowerCase()));

const ARABIC = 'ابتثجحخدذرزسشصضطظعغفقكلمنه';
/** Written from right to left. @param {string} text */
const mirrored = (text) => inWords(text, (words) => words.replace(/[a-z]/gi, (letter) => ARABIC[letter.toLowerCase().charCodeAt(0) - 97] ?? letter));

/** By their tags. @type {Record<string, (text: string) => string>} */
const MADE_UP = { 'en-XA': long, 'ar-XB': mirrored };
export const ALL = ['en', 'de', 'es', 'fr', 'it', 'nl', ...Object.keys(MADE_UP)];

/** The browser's language for a tag: a made-up language takes the place of German. @param {string} tag */
export const localeOf = (tag) => (tag in MADE_UP ? 'de-DE' : tag);

/** Has a device read a made-up language; the others need nothing. @param {BrowserContext} device @param {string} tag */
export async function teach(device, tag) {
  const change = MADE_UP[tag];
  if (!change) return;
  const texts = Object.fromEntries(Object.entries(catalogue('en')).map(([key, text]) => [key, change(text)]));
  const json = { ...texts, dir: tag === 'ar-XB' ? 'rtl' : 'ltr' };
  await device.route(/\/lang\/(?!packs)[^/]*de[^/]*\.json/, (route) => route.fulfill({ json }));
}

/**
 * What does not fit on a page: what `misfits` sees, a page that is wider than the screen, and words wider than
 * their button or heading.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export async function tooLong(page) {
  const wide = await page.evaluate(() => {
    const root = document.documentElement;
    const page = root.scrollWidth > root.clientWidth ? [`page: ${root.scrollWidth} in ${root.clientWidth}`] : [];
    const cut = [...document.querySelectorAll('button, h1, h2, .lead, .setting-value, .tracker-text')]
      .filter((node) => node.checkVisibility() && node.clientWidth > 0 && node.scrollWidth > node.clientWidth + 1);
    return [...page, ...cut.map((node) => `${node.className}: ${node.scrollWidth} in ${node.clientWidth}: ${node.textContent}`)];
  });
  return [...wide, ...await misfits(page, false)];
}
