// @ts-check
// A player's mark, made from the name: a colour, a shape, and the first letter. No two at a table share
// either colour or shape, so that nobody needs to tell colours apart; a bot's shape is a robot's head.

import { el, setAttribute, setText } from '../dom.js';

/** A state, or whatever else has players. @typedef {{ players: { name: string, is_bot?: boolean }[] }} Players */
/** @typedef {{ colour: number, shape: number }} Mark */

/** Colours there are, and shapes; a full room has as many seats. */
const KINDS = 10;

/** @type {WeakMap<object, Map<string, Mark>>} */
const known = new WeakMap();

/** The first character as people see it; an emoji of several code points stays whole. @param {string} name */
function initial(name) {
  const [first] =
    'Segmenter' in Intl
      ? [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)].map((part) => part.segment)
      : [...name];
  return (first ?? '?').toLocaleUpperCase();
}

/** A number that looks random, and is the same on every screen. @param {string} text */
function hash(text) {
  return [...text].reduce((sum, letter) => Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 16777619) >>> 0, 2166136261);
}

/** The kind that a name asks for, or the next one that is free. @param {number} wish @param {Set<number>} taken */
function nextFree(wish, taken) {
  if (taken.size === KINDS) taken.clear();
  let kind = wish % KINDS;
  while (taken.has(kind)) kind = (kind + 1) % KINDS;
  taken.add(kind);
  return kind;
}

/** The marks of all who are there; who came first gets what the name asks for. @param {string[]} names */
export function marksOf(names) {
  /** @type {Set<number>} */
  const colours = new Set();
  /** @type {Set<number>} */
  const shapes = new Set();
  return new Map(
    names.map((name) => {
      const wish = hash(name);
      return [name, { colour: nextFree(wish, colours), shape: nextFree(Math.floor(wish / KINDS), shapes) }];
    }),
  );
}

/** The mark that goes with a name; null for somebody who is not in the room any more. @param {Players} state @param {string} name */
export function markOf(state, name) {
  let marks = known.get(state.players);
  if (!marks) {
    marks = marksOf(state.players.map((player) => player.name));
    known.set(state.players, marks);
  }
  return marks.get(name) ?? null;
}

export function createAvatar() {
  const element = el('span', { class: 'avatar', 'aria-hidden': 'true' });
  return {
    element,
    /** @param {string} name @param {Players} state */
    update(name, state) {
      const mark = markOf(state, name);
      setText(element, initial(name));
      const isBot = state.players.some((player) => player.name === name && player.is_bot);
      setAttribute(element, 'data-seat', mark?.colour);
      setAttribute(element, 'data-shape', isBot ? null : mark?.shape);
      setAttribute(element, 'data-bot', isBot);
    },
  };
}
