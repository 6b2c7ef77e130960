// @ts-check
// Who has host rights from now on is said on every screen.

import { t } from './i18n.js';

/** @import { Page } from './page.js' */
/** @import { State } from './protocol.js' */

/** @param {Pick<Page, 'toast'>} page */
export function watchHosts(page) {
  /** @type {State | null} */
  let before = null;

  /** @param {State} state @param {string} name */
  const isSelf = (state, name) => state.you.is_player && state.you.name === name;

  return {
    /** @param {State | null} state nothing where there is no game to be seen */
    update(state) {
      const known = state && before?.session_id === state.session_id ? before.players : [];
      for (const { name, is_host: hosts } of state?.players ?? []) {
        const hosted = known.find((player) => player.name === name)?.is_host ?? hosts;
        if (!state || hosted === hosts) continue;
        if (isSelf(state, name)) page.toast(t(hosts ? 'hosts.you' : 'hosts.not_you'), 'info');
        else if (hosts) page.toast(t('hosts.now', { name }), 'info');
      }
      before = state;
    },
  };
}
