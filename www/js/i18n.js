// @ts-check
// The texts of the pages in the reader's language: which one that is, its catalogue, and filling in.

import { attempt } from './failure.js';
import { isolate } from './isolates.js';
import { storage } from './session.js';
import { fileIsGone } from './update.js';

const FALLBACK = 'en';
const KEPT = 'spyster.language';
/** How long to wait before a catalogue that could not be had is asked for again; milliseconds. */
const ASK_AGAIN = 2_000;

/** A catalogue: texts by key, with `{places}` to be filled in. @typedef {Record<string, string>} Texts */
/** @typedef {Record<string, string | number>} Params */

let current = '';
/** Whether this page needs what only hosts read: a catalogue of its own, so that a guest's phone does without. */
let forHosts = false;
/** Counts the times that texts were asked for: what was asked for last is what counts. */
let asked = 0;
/** Counts the times that texts were taken into use. */
let edition = 0;
/** @type {Texts} */
let texts = {};
/** @type {Set<() => void>} */
const watchers = new Set();

/** The language of the page, `de` for example; empty until its texts are there. */
export const language = () => current;

/** Another number whenever the texts have changed. */
export const textEdition = () => edition;

/** The languages there are, as BCP 47 tags: the server knows its catalogues and puts them into every page. */
export const languages = () => (document.documentElement.dataset.languages ?? FALLBACK).split(' ');

/** A language as it calls itself: "Deutsch", "Português (Brasil)". @param {string} tag */
export function languageName(tag) {
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

/** What may stand for a language, the closest first: itself, its script, Latin America's Spanish, itself anywhere. @param {string} wish */
function closeTo(wish) {
  try {
    const { language, script, region } = new Intl.Locale(wish).maximize();
    const american = language === 'es' && region !== 'ES' ? ['es-419'] : [];
    return [wish, `${language}-${script}`, ...american, language];
  } catch {
    return [];
  }
}

/** The first wish that can be met, in the closest way there is. @param {readonly string[]} wishes @param {readonly string[]} there */
export function bestLanguage(wishes, there) {
  const same = (/** @type {string} */ one, /** @type {string} */ other) => one.toLowerCase() === other.toLowerCase();
  for (const wish of wishes) {
    const close = closeTo(wish);
    const found =
      close.map((tag) => there.find((one) => same(one, tag))).find(Boolean) ??
      there.find((one) => same(one.split('-')[0] ?? '', close[close.length - 1] ?? ''));
    if (found) return found;
  }
  return undefined;
}

/** The best of the reader's languages that there are. */
const preferred = () => bestLanguage([storage.getItem(KEPT) ?? '', ...navigator.languages], languages()) ?? FALLBACK;

/** A catalogue by its name: `de`, `host/de` or `packs/classic.de`. @param {string} name @returns {Promise<Texts>} */
export async function fetchTexts(name) {
  const file = `lang/${name}.json`;
  let answer = await fetch(new URL(`../${file}`, import.meta.url));
  if (answer.status === 404) {
    // After an update of the server: until this page is loaded anew it says things as the new one does.
    fileIsGone();
    answer = await fetch(new URL(`../../${file}`, import.meta.url));
  }
  if (!answer.ok) throw new Error(`There is no catalogue ${name}.`);
  return answer.json();
}

/** Calls back whenever the texts have changed: when they are there, and after every switch. @param {() => void} watcher */
export function onLanguage(watcher) {
  watchers.add(watcher);
}

/** Fetches the texts in the reader's language; what waits for them is called back. */
export const loadLanguage = () => load(preferred());

/** From now on this page says what only hosts read, too. */
export function needHostTexts() {
  if (forHosts) return;
  forHosts = true;
  if (asked > 0) void load(current || preferred());
}

/** Switches to a language for good. @param {string} code one of `languages()` */
export function setLanguage(code) {
  storage.setItem(KEPT, code);
  return load(code);
}

/** @param {string} code */
async function load(code) {
  asked += 1;
  const request = asked;
  try {
    const parts = await Promise.all((forHosts ? [code, `host/${code}`] : [code]).map(fetchTexts));
    // Somebody may have chosen another one meanwhile.
    if (request === asked) speak(code, Object.assign({}, ...parts));
  } catch {
    // Without texts there is nothing to say it with: the page keeps trying.
    setTimeout(() => request === asked && void load(code), ASK_AGAIN);
  }
}

/** Takes a catalogue into use. @param {string} code @param {Texts} catalogue */
export function speak(code, catalogue) {
  current = code;
  texts = catalogue;
  formats.clear();
  edition += 1;
  if (typeof document !== 'undefined') {
    document.documentElement.lang = code;
    document.documentElement.dir = catalogue.dir ?? 'ltr';
  }
  for (const watcher of watchers) attempt(watcher);
}

/** Whether there is a text of that key. @param {string} key */
export const has = (key) => key in texts;

/** What is a name wherever it stands in a text: of a player, a place, a pack. */
const NAMES = new Set(['name', 'spy', 'target', 'from', 'to', 'place', 'location', 'pack']);

/** The text of a key; empty until the catalogue is there. @param {string} key @param {Params} [params] */
export function t(key, params = {}) {
  return (texts[key] ?? '').replace(/\{(\w+)\}/g, (place, name) => {
    const value = params[name];
    if (typeof value === 'number') return number(value);
    return value === undefined ? place : NAMES.has(name) ? isolate(value) : value;
  });
}

/** The text of a key in parts, of which every second one is what stands for something: "from", " asks ", "to". @param {string} key */
export const textParts = (key) => (texts[key] ?? '').split(/\{(\w+)\}/);

/** By what they do. @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/** A number as the language writes it, with a true minus sign. @param {number} value @param {Intl.NumberFormatOptions} [options] */
export function number(value, options = {}) {
  const kind = JSON.stringify(options);
  const format = formats.get(kind) ?? new Intl.NumberFormat(current || FALLBACK, options);
  formats.set(kind, format);
  return format.format(value).replace('-', '−');
}

/** The text of a key for a number of things, which is its `{count}`. @param {string} key @param {number} count @param {Params} [params] */
export const tn = (key, count, params = {}) => plural('cardinal', key, count, params);

/** "1st", "2nd". @param {number} rank */
export const ordinal = (rank) => plural('ordinal', 'ordinal', rank, {});

/** @param {'cardinal' | 'ordinal'} type @param {string} key @param {number} count @param {Params} params */
function plural(type, key, count, params) {
  const form = `${key}.${new Intl.PluralRules(current || FALLBACK, { type }).select(count)}`;
  return t(has(form) ? form : `${key}.other`, { count, ...params });
}

/** "Ana", "Ana and Ben", "Ana, Ben and Cleo". @param {string[]} names */
export function listOfNames(names) {
  // British English does without a comma before the "and".
  return new Intl.ListFormat(current === 'en' ? 'en-GB' : current || FALLBACK).format(names.map(isolate));
}

/** What to tell a reader about an error; one that the catalogue does not know speaks the server's English. @param {{ code: string, message: string }} error */
export const errorText = (error) => t(`error.${error.code}`) || error.message;
