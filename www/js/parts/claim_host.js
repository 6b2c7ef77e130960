// @ts-check
// Nobody has hosted for a while: a player who was there may take over.

import { button, el, setText, show } from '../dom.js';
import { t } from '../i18n.js';

/** @import { Page } from '../page.js' */
/** @import { State } from '../protocol.js' */

/** @param {Page} page */
export function createClaimHost(page) {
  const text = el('p', { class: 'rejoin-text' });
  const take = button('', 'button button-primary', () => page.command({ type: 'claim_host' }));
  const element = el(
    'section',
    { class: 'rejoin claim', role: 'status' },
    el('div', { class: 'rejoin-request' }, text, take),
  );
  return {
    element,
    /** @param {State | null} state nothing where there is no game to be seen */
    update(state) {
      setText(text, t('claim.lead'));
      setText(take, t('claim.take'));
      show(element, Boolean(state?.you.can_claim_host));
    },
  };
}
