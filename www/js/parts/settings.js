// @ts-check
// The settings of the next game: a row per setting with two buttons to go down and up.

import { el, setAttribute, setText } from '../dom.js';
import { t } from '../i18n.js';
import { knownPacks, packName } from '../packs.js';

/** @import { Page } from '../page.js' */
/** @import { Settings, State } from '../protocol.js' */

/**
 * @typedef {object} Setting
 * @property {keyof Settings} field
 * @property {string} label its key
 * @property {(state: State) => (number | string | boolean)[]} values in the order of the buttons
 * @property {(value: any) => string} text
 */

/** @param {number} from @param {number} to @param {number} step */
function range(from, to, step) {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

const CONVICTION = ['plurality', 'majority', 'unanimous'];

const onOff = (/** @type {boolean} */ value) => (value ? t('setting.on') : t('setting.off'));

/** @type {Setting[]} */
const SETTINGS = [
  { field: 'num_rounds', label: 'setting.rounds', values: () => range(1, 20, 1), text: String },
  {
    field: 'round_duration_minutes',
    label: 'setting.questions',
    values: () => range(1, 30, 1),
    text: (value) => t('setting.minutes', { count: value }),
  },
  {
    field: 'vote_duration_seconds',
    label: 'setting.vote',
    values: () => range(15, 180, 15),
    text: (value) => t('setting.seconds', { count: value }),
  },
  { field: 'location_pack', label: 'setting.pack', values: () => knownPacks().map((pack) => pack.id), text: packName },
  {
    field: 'conviction',
    label: 'setting.conviction',
    values: () => CONVICTION,
    text: (value) => t(`conviction.${value}`),
  },
  {
    field: 'betting',
    label: 'setting.bets',
    values: () => [false, true],
    text: onOff,
  },
  {
    field: 'spy_guess',
    label: 'setting.guess',
    values: () => ['vote', 'anytime'],
    text: (value) => (value === 'anytime' ? t('setting.anytime') : t('setting.in_vote')),
  },
  {
    field: 'points',
    label: 'setting.points',
    values: (state) => ['nerve', 'family', 'classic', ...(state.config.has_own_points ? ['custom'] : [])],
    text: (value) => t(`points.${value}`),
  },
  { field: 'last_word', label: 'setting.last_word', values: () => [false, true], text: onOff },
  { field: 'double_last_round', label: 'setting.double', values: () => [false, true], text: onOff },
];

/** The neighbour of a value, also of one that is not in the steps. @param {any[]} values @param {any} value @param {1 | -1} step */
function neighbour(values, value, step) {
  const at = values.indexOf(value);
  if (at >= 0) return values[at + step];
  return step > 0 ? values.find((one) => one > value) : values.filter((one) => one < value).pop();
}

/** @param {Page} page */
export function createSettings(page) {
  /** @type {State} */
  let state;
  const rows = SETTINGS.map((setting) => {
    const label = t(setting.label);
    const value = el('output', { class: 'setting-value' });
    const change = (/** @type {1 | -1} */ step) => {
      const next = neighbour(setting.values(state), state.config[setting.field], step);
      if (next !== undefined) page.command({ type: 'configure', field: setting.field, value: next });
    };
    const [down, up] = /** @type {const} */ ([-1, 1]).map((step) =>
      el(
        'button',
        {
          type: 'button',
          class: 'step',
          'aria-label': t(step < 0 ? 'settings.previous' : 'settings.next', { setting: label }),
          onclick: () => change(step),
        },
        step < 0 ? '‹' : '›',
      ),
    );
    const element = el(
      'div',
      { class: 'setting', role: 'group', 'aria-label': label },
      el('span', { class: 'setting-label' }, label),
      /** @type {Node} */ (down),
      value,
      /** @type {Node} */ (up),
    );
    return {
      element,
      update() {
        const now = state.config[setting.field];
        setText(value, setting.text(now));
        // Not `disabled`: a remote's focus must not fall into the void at the end of a row.
        for (const [node, step] of /** @type {const} */ ([
          [down, -1],
          [up, 1],
        ])) {
          if (node) setAttribute(node, 'aria-disabled', neighbour(setting.values(state), now, step) === undefined);
        }
      },
    };
  });
  return {
    element: el('section', { class: 'settings', 'aria-label': t('settings.label') }, ...rows.map((row) => row.element)),
    /** @param {State} next */
    update(next) {
      state = next;
      for (const row of rows) row.update();
    },
  };
}
