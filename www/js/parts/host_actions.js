// @ts-check
// What a host can do and when: the buttons of the TV's bar and of the menu on a host's phone.

import { button, el, setAttribute, show } from '../dom.js';
import { atAnyTime } from '../outgoing.js';
import { phaseOf } from '../moment.js';
import { confirmWith } from './dialogs.js';

/** @import { Page } from '../page.js' */
/** @import { AdminAction, Phase, State } from '../protocol.js' */

/** @type {Phase[]} */
const IN_GAME = ['ROLES', 'QUESTIONING', 'VOTE', 'REVEAL', 'SCORING'];

/**
 * @typedef {object} Action
 * @property {string} text
 * @property {(state: State) => boolean} when
 * @property {(page: Page) => void} act
 * @property {'primary' | 'danger'} [weight]
 */

/** @param {Page} page @param {AdminAction} action */
const admin = (page, action) => page.command({ type: 'admin', action });

/** @type {Action[]} */
const ACTIONS = [
  { text: 'Resume', weight: 'primary', when: (state) => state.phase === 'PAUSED', act: (page) => admin(page, 'resume') },
  { text: 'Next question', when: (state) => state.phase === 'QUESTIONING', act: (page) => admin(page, 'advance_turn') },
  { text: 'Skip to vote', when: (state) => state.phase === 'QUESTIONING', act: (page) => admin(page, 'skip_to_vote') },
  { text: 'Next round', weight: 'primary', when: (state) => state.phase === 'SCORING', act: (page) => admin(page, 'next_round') },
  { text: 'Play again', weight: 'primary', when: (state) => state.phase === 'END', act: (page) => admin(page, 'play_again') },
  { text: 'Pause', when: (state) => IN_GAME.includes(state.phase), act: (page) => admin(page, 'pause') },
  {
    text: 'End game', when: (state) => IN_GAME.includes(phaseOf(state)), act: (page) => confirmWith({
      title: 'End the game?', text: 'The present scores become final. The running round does not count.', yes: 'End game',
      act: () => page.command({ type: 'admin', action: 'end_game' }, atAnyTime),
    }),
  },
  {
    text: 'Close room', when: (state) => ['LOBBY', 'END'].includes(phaseOf(state)), act: (page) => confirmWith({
      title: 'Close the room?', text: 'Everybody is sent home and the code stops working.', yes: 'Close room',
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
    const node = button(action.text, kind, () => {
      done();
      action.act(page);
    });
    return { action, node };
  });
  return {
    element: el('div', { class: 'host-actions', role: 'group', 'aria-label': 'Host' }, ...buttons.map(({ node }) => node)),
    /** @param {State} state */
    update(state) {
      for (const { action, node } of buttons) show(node, action.when(state));
    },
  };
}

/** Why the game can't start yet; empty if it can. @param {State} state */
export function whyNotStart(state) {
  if (state.can_start) return '';
  const missing = (state.min_players ?? 4) - state.connected_count;
  if (missing > 0) return `${missing} more ${missing === 1 ? 'player' : 'players'} needed`;
  return 'Waiting for everybody to be connected';
}

/** The Start button with the reason why it is off. @param {Page} page */
export function createStart(page) {
  const why = el('p', { class: 'start-why', id: 'start-why', role: 'status' });
  const start = button('Start the game', 'button button-primary button-wide', () => {
    if (start.getAttribute('aria-disabled') !== 'true') admin(page, 'start_game');
  });
  start.setAttribute('aria-describedby', 'start-why');
  return {
    element: el('div', { class: 'start' }, start, why),
    /** @param {State} state */
    update(state) {
      const reason = whyNotStart(state);
      setAttribute(start, 'aria-disabled', reason ? 'true' : null);
      if (why.textContent !== reason) why.textContent = reason;
    },
  };
}
