// @ts-check
// What both pages say of their connection.

import { t } from './i18n.js';

/** @import { IconName } from './icons.js' */
/** @import { ClosedReason, Status } from './status.js' */

/** @type {Record<ClosedReason, IconName>} */
const CLOSED_ICONS = {
  left: 'door',
  room_closed: 'door',
  removed: 'out',
  replaced: 'screens',
  refused: 'offline',
  too_big: 'offline',
  flooding: 'offline',
};

/** Why a connection has ended, and the next step. @param {ClosedReason} reason */
export function closedText(reason) {
  return {
    icon: CLOSED_ICONS[reason],
    title: t(`closed.${reason}.title`),
    text: t(`closed.${reason}.text`),
    action: t(`closed.${reason}.action`),
  };
}

/** What the status pill says. @param {Status} status */
export function statusText(status) {
  switch (status.kind) {
    case 'connecting':
      return t('status.connecting');
    case 'connected':
      return t('status.connected');
    case 'reconnecting':
      return t('status.reconnecting', { attempt: status.attempt, of: status.of });
    case 'polling':
      return t('status.polling', { every: status.every });
    case 'gave_up':
      return t('status.error');
    case 'resting':
    case 'disconnected':
      return t('status.disconnected');
  }
}
