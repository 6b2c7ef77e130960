// @ts-check
// What stands around the views of a phone in a game: its menu, the coach, the marker between phases, who wants
// back in, and who hosts.

import { t } from './i18n.js';
import { watchHosts } from './new_hosts.js';
import { atAnyTime } from './validity.js';
import { byId } from './page.js';
import { storage } from './session.js';
import { createClaimHost } from './parts/claim_host.js';
import { createCoach } from './parts/coach.js';
import { confirmWith } from './parts/dialogs.js';
import { createMarker } from './parts/marker.js';
import { createMenu } from './parts/menu.js';
import { createRejoinBanner } from './parts/rejoin_banner.js';

/** @import { Page } from './page.js' */
/** @import { State } from './protocol.js' */

/** @param {Page} page */
function confirmLeaving(page) {
  confirmWith({
    title: t('leave.title'),
    text: t('leave.text'),
    yes: t('leave.yes'),
    act: () => page.command({ type: 'leave' }, atAnyTime),
  });
}

/** @param {Page} page */
export function createShell(page) {
  const menu = createMenu(page, () => confirmLeaving(page));
  byId('menu').append(menu.element);
  const rejoin = createRejoinBanner(page);
  const claim = createClaimHost(page);
  byId('rejoin').append(rejoin.element, claim.element);
  const hosts = watchHosts(page);
  const coach = createCoach(storage);
  byId('coach').append(coach.element);
  const marker = createMarker();
  return {
    /** @param {State | null} state nothing while the reader has no seat */
    update(state) {
      for (const part of [menu, marker, rejoin, claim, hosts, coach]) part.update(state);
    },
  };
}
