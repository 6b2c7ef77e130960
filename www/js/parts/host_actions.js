// @ts-check
// What a host can do and when: the buttons of the TV's bar and of the menu on a host's phone.

import { button, el, setAttribute, setCount, setText, show } from '../dom.js';
import { t, tn } from '../i18n.js';
import { atAnyTime } from '../validity.js';
import { phaseOf } from '../moment.js';
import { confirmWith } from './dialogs.js';

/** @import { Page } from '../page.js' */
/** @import { AdminAction, Phase, State } from '../protocol.js' */

/** @type {Phase[]} */
const IN_GAME = ['ROLES', 'QUESTIONING', 'VOTE', 'REVEAL', 'SCORING'];

/**
 * @typedef {object} Action
 * @property {string} text key of what stands on its button
 * @property {(state: State) => boolean} when
 * @property {(page: Page) => void} act
 * @property {'primary' | 'danger'} [weight]
 */

/** @param {Page} page @param {AdminAction} action */
const admin = (page, action) => page.command({ type: 'admin', action });

/** @type {Action[]} */
const ACTIONS = [
  {
    text: 'action.resume',
    weight: 'primary',
    when: (state) => state.phase === 'PAUSED',
    act: (page) => admin(page, 'resume'),
  },
  {
    text: 'action.next_question',
    when: (state) => state.phase === 'QUESTIONING',
    act: (page) => admin(page, 'advance_turn'),
  },
  {
    text: 'action.skip_to_vote',
    when: (state) => state.phase === 'QUESTIONING',
    act: (page) => admin(page, 'skip_to_vote'),
  },
  {
    text: 'action.next_round',
    weight: 'primary',
    when: (state) => state.phase === 'SCORING',
    act: (page) => admin(page, 'next_round'),
  },
  {
    text: 'action.play_again',
    weight: 'primary',
    when: (state) => state.phase === 'END',
    act: (page) => admin(page, 'play_again'),
  },
  { text: 'action.pause', when: (state) => IN_GAME.includes(state.phase), act: (page) => admin(page, 'pause') },
  {
    text: 'action.end_game',
    when: (state) => IN_GAME.includes(phaseOf(state)),
    act: (page) =>
      confirmWith({
        title: t('action.end_game_title'),
        text: t('action.end_game_text'),
        yes: t('action.end_game'),
        act: () => page.command({ type: 'admin', action: 'end_game' }, atAnyTime),
      }),
  },
  {
    text: 'action.close_room',
    when: (state) => ['LOBBY', 'END'].includes(phaseOf(state)),
    act: (page) =>
      confirmWith({
        title: t('action.close_room_title'),
        text: t('action.close_room_text'),
        yes: t('action.close_room'),
        act: () => page.command({ type: 'admin', action: 'end_session' }, atAnyTime),
      }),
  },
];

/**
 * @param {Page} page
 * @param {() => void} [done] called after any button
 */
export function createHostActions(page, done = () => {}) {
  const buttons = ACTIONS.map((action) => {
    const kind = action.weight === 'primary' ? 'button button-primary' : 'button';
    const node = button('', kind, () => {
      done();
      action.act(page);
    });
    return { action, node };
  });
  const element = el('div', { class: 'host-actions', role: 'group' }, ...buttons.map(({ node }) => node));
  return {
    element,
    /** @param {State} state */
    update(state) {
      setAttribute(element, 'aria-label', t('host.actions'));
      setCount(element, buttons.filter(({ action }) => action.when(state)).length);
      for (const { action, node } of buttons) {
        setText(node, t(action.text));
        show(node, action.when(state));
      }
    },
  };
}

/** Why the game can't start yet; empty if it can. @param {State} state */
export function whyNotStart(state) {
  if (state.can_start) return '';
  const missing = (state.min_players ?? 4) - state.connected_count;
  if (missing > 0) return tn('start.missing', missing);
  return t('start.connecting');
}

/** The Start button with the reason why it is off. @param {Page} page */
export function createStart(page) {
  const why = el('p', { class: 'start-why', id: 'start-why', role: 'status' });
  const start = button(t('start.start'), 'button button-primary button-wide', () => {
    if (start.getAttribute('aria-disabled') !== 'true') admin(page, 'start_game');
  });
  start.setAttribute('aria-describedby', 'start-why');
  return {
    element: el('div', { class: 'start' }, start, why),
    /** @param {State} state */
    update(state) {
      const reason = whyNotStart(state);
      setAttribute(start, 'aria-disabled', reason ? 'true' : null);
      setText(why, reason);
    },
  };
}
