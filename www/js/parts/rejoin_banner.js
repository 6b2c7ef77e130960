// @ts-check
// "Tom wants back in": who waits for a host's word, with the number on their screen, and whether to let them in.

import { button, el, keyedList, setAttribute, setText } from '../dom.js';
import { t } from '../i18n.js';
import { atAnyTime } from '../validity.js';

/** @import { Page } from '../page.js' */
/** @import { AdminAction, Rejoin, State } from '../protocol.js' */

/** @param {Page} page */
export function createRejoinBanner(page) {
  const element = el('section', { class: 'rejoin', 'aria-live': 'polite' });
  const sync = keyedList(
    element,
    (/** @type {Rejoin} */ rejoin) => String(rejoin.request),
    (rejoin) => {
      const { player_name, request } = rejoin;
      const decide = (/** @type {AdminAction} */ action) => () =>
        page.command({ type: 'admin', action, player_name, request }, atAnyTime);
      const text = el('p', { class: 'rejoin-text' });
      const number = el('p', { class: 'rejoin-number' });
      const [approve, deny] = [
        button('', 'button button-primary', decide('approve_rejoin')),
        button('', 'button', decide('deny_rejoin')),
      ];
      return {
        element: el('div', { class: 'rejoin-request' }, text, number, approve, deny),
        update() {
          // Without a name it is a screen.
          const name = player_name || t('rejoin.the_tv');
          setText(text, player_name ? t('rejoin.wants', { name }) : t('rejoin.tv'));
          setText(number, t('rejoin.number', { number: request }));
          setText(approve, t('rejoin.approve'));
          setText(deny, t('rejoin.deny'));
          setAttribute(approve, 'aria-label', t('rejoin.approve_name', { name }));
          setAttribute(deny, 'aria-label', t('rejoin.deny_name', { name }));
        },
      };
    },
  );
  return {
    element,
    /** @param {State | null} state nothing where there is no game to be seen */
    update(state) {
      setAttribute(element, 'aria-label', t('rejoin.label'));
      sync(state?.rejoins ?? []);
    },
  };
}
