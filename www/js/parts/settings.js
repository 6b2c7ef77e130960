// @ts-check
// The settings of the next game: a row per setting with two buttons to go down and up.

import { el, setAttribute, setText } from '../dom.js';
import { knownPacks, packName } from '../packs.js';

/** @import { Page } from '../page.js' */
/** @import { Settings, State } from '../protocol.js' */

/**
 * @typedef {object} Setting
 * @property {keyof Settings} field
 * @property {string} label
 * @property {() => (number | string | boolean)[]} values in the order of the buttons
 * @property {(value: any) => string} text
 */

/** @param {number} from @param {number} to @param {number} step */
function range(from, to, step) {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

/** @type {Record<string, string>} */
const CONVICTION = { plurality: 'Most votes', majority: 'More than half', unanimous: 'Everybody' };

/** @type {Setting[]} */
const SETTINGS = [
  { field: 'num_rounds', label: 'Rounds', values: () => range(1, 20, 1), text: String },
  { field: 'round_duration_minutes', label: 'Questions', values: () => range(1, 30, 1), text: (value) => `${value} min` },
  { field: 'vote_duration_seconds', label: 'Vote', values: () => range(15, 180, 15), text: (value) => `${value} s` },
  { field: 'role_display_seconds', label: 'Look at cards', values: () => range(5, 30, 5), text: (value) => `${value} s` },
  { field: 'location_pack', label: 'Locations', values: () => knownPacks().map((pack) => pack.id), text: packName },
  { field: 'conviction', label: 'To convict', values: () => Object.keys(CONVICTION), text: (value) => CONVICTION[value] ?? value },
  { field: 'betting', label: 'Bets', values: () => [false, true], text: (value) => (value ? 'On' : 'Off') },
  { field: 'spy_guess', label: 'Spy guesses', values: () => ['vote', 'anytime'], text: (value) => (value === 'anytime' ? 'Any time' : 'In the vote') },
];

/** The neighbour of a value, also of one that is not in the steps. @param {any[]} values @param {any} value @param {1 | -1} step */
function neighbour(values, value, step) {
  const at = values.indexOf(value);
  if (at >= 0) return values[at + step];
  return step > 0 ? values.find((one) => one > value) : values.findLast((one) => one < value);
}

/** @param {Page} page */
export function createSettings(page) {
  /** @type {State} */
  let state;
  const rows = SETTINGS.map((setting) => {
    const value = el('output', { class: 'setting-value' });
    const change = (/** @type {1 | -1} */ step) => {
      const next = neighbour(setting.values(), state.config[setting.field], step);
      if (next !== undefined) page.command({ type: 'configure', field: setting.field, value: next });
    };
    const [down, up] = /** @type {const} */ ([-1, 1]).map((step) => el('button', {
      type: 'button', class: 'step', 'aria-label': `${setting.label}: ${step < 0 ? 'previous' : 'next'}`,
      onclick: () => change(step),
    }, step < 0 ? '‹' : '›'));
    const element = el('div', { class: 'setting', role: 'group', 'aria-label': setting.label },
      el('span', { class: 'setting-label' }, setting.label), /** @type {Node} */ (down), value, /** @type {Node} */ (up));
    return {
      element,
      update() {
        const now = state.config[setting.field];
        setText(value, setting.text(now));
        // Not `disabled`: a remote's focus must not fall into the void at the end of a row.
        for (const [node, step] of /** @type {const} */ ([[down, -1], [up, 1]])) {
          if (node) setAttribute(node, 'aria-disabled', neighbour(setting.values(), now, step) === undefined);
        }
      },
    };
  });
  return {
    element: el('section', { class: 'settings', 'aria-label': 'Settings' }, ...rows.map((row) => row.element)),
    /** @param {State} next */
    update(next) {
      state = next;
      for (const row of rows) row.update();
    },
  };
}
