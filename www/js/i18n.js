// @ts-check
// The texts of the pages in the reader's language: which one that is, its catalogue, and filling in.

import { attempt } from './failure.js';
import { storage } from './session.js';

/** The languages there are, each by its own name. @type {Record<string, string>} */
export const LANGUAGES = {
  en: 'English', de: 'Deutsch', es: 'Español', fr: 'Français', it: 'Italiano', nl: 'Nederlands',
};
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

/** The first of the reader's languages that there is. */
function preferred() {
  const wishes = [storage.getItem(KEPT) ?? '', ...navigator.languages].map((tag) => tag.toLowerCase().split('-')[0] ?? '');
  return wishes.find((code) => code in LANGUAGES) ?? FALLBACK;
}

/** The address of a catalogue. @param {string} name */
const addressOf = (name) => new URL(`../lang/${name}.json`, import.meta.url);

/** A catalogue by its name: `de`, `host/de` or `packs/classic.de`. @param {string} name @returns {Promise<Texts>} */
export async function fetchTexts(name) {
  const answer = await fetch(addressOf(name));
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

/** Switches to a language for good. @param {string} code one of `LANGUAGES` */
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
  edition += 1;
  if (typeof document !== 'undefined') {
    document.documentElement.lang = code;
    document.documentElement.dir = catalogue.dir ?? 'ltr';
  }
  for (const watcher of watchers) attempt(watcher);
}

/** Whether there is a text of that key. @param {string} key */
export const has = (key) => key in texts;

/** The text of a key; empty until the catalogue is there. @param {string} key @param {Params} [params] */
export function t(key, params = {}) {
  return (texts[key] ?? '').replace(/\{(\w+)\}/g, (place, name) => String(params[name] ?? place));
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
  return new Intl.ListFormat(current === 'en' ? 'en-GB' : current || FALLBACK).format(names);
}

/** What to tell a reader about an error; one that the catalogue does not know speaks the server's English. @param {{ code: string, message: string }} error */
export const errorText = (error) => t(`error.${error.code}`) || error.message;
