// @ts-check
// "Tom wants back in": who lost their seat's token in mid-game, for a host to let in or not.

import { button, el, keyedList, setAttribute, setText } from '../dom.js';
import { t } from '../i18n.js';
import { atAnyTime } from '../outgoing.js';

/** @import { Page } from '../page.js' */
/** @import { AdminAction, State } from '../protocol.js' */

/** @param {Page} page */
export function createRejoinBanner(page) {
  const element = el('section', { class: 'rejoin', 'aria-live': 'polite' });
  const sync = keyedList(element, (/** @type {string} */ name) => name, (name) => {
    const decide = (/** @type {AdminAction} */ action) => () => page.command({ type: 'admin', action, player_name: name }, atAnyTime);
    const text = el('p', { class: 'rejoin-text' });
    const [approve, deny] = [button('', 'button button-primary', decide('approve_rejoin')), button('', 'button', decide('deny_rejoin'))];
    return {
      element: el('div', { class: 'rejoin-request' }, text, approve, deny),
      update() {
        setText(text, t('rejoin.wants', { name }));
        setText(approve, t('rejoin.approve'));
        setText(deny, t('rejoin.deny'));
        setAttribute(approve, 'aria-label', t('rejoin.approve_name', { name }));
        setAttribute(deny, 'aria-label', t('rejoin.deny_name', { name }));
      },
    };
  });
  return {
    element,
    /** @param {State | null} state nothing where there is no game to be seen */
    update(state) {
      setAttribute(element, 'aria-label', t('rejoin.label'));
      sync(state?.rejoin_requests ?? []);
    },
  };
}
