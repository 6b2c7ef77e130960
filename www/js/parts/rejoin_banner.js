// @ts-check
// "Tom wants back in": who lost their seat's token in mid-game, for a host to let in or not.

import { button, el, keyedList, setText } from '../dom.js';
import { atAnyTime } from '../outgoing.js';

/** @import { Page } from '../page.js' */
/** @import { AdminAction, State } from '../protocol.js' */

/** @param {Page} page */
export function createRejoinBanner(page) {
  const element = el('section', { class: 'rejoin', 'aria-label': 'Back into the game', 'aria-live': 'polite' });
  const sync = keyedList(element, (/** @type {string} */ name) => name, (name) => {
    const decide = (/** @type {AdminAction} */ action) => () => page.command({ type: 'admin', action, player_name: name }, atAnyTime);
    const text = el('p', { class: 'rejoin-text' }, el('strong', {}, name), ' wants back in');
    const [approve, deny] = [button('Approve', 'button button-primary', decide('approve_rejoin')), button('Deny', 'button', decide('deny_rejoin'))];
    approve.setAttribute('aria-label', `Approve ${name}`);
    deny.setAttribute('aria-label', `Deny ${name}`);
    return {
      element: el('div', { class: 'rejoin-request' }, text, approve, deny),
      update: (next) => setText(/** @type {Node} */ (text.firstChild), next),
    };
  });
  return {
    element,
    /** @param {State | null} state nothing where there is no game to be seen */
    update: (state) => sync(state?.rejoin_requests ?? []),
  };
}
