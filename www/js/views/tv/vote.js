// @ts-check
// The TV during the vote: who called it, how many have locked in, the time.

import { el } from '../../dom.js';
import { t } from '../../i18n.js';
import { createHeadline } from '../../parts/headline.js';
import { createPlayerList } from '../../parts/player_list.js';
import { createTimer } from '../../parts/timer.js';
import { createTracker } from '../../parts/tracker.js';
import { dealtIn } from '../../moment.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {Page} page @param {((name: string) => void) | undefined} pick @returns {View<State>} */
export function createVote(page, pick) {
  const title = createHeadline();
  const timer = createTimer(page, t('timer.vote'));
  const tracker = createTracker();
  const players = createPlayerList({ className: 'players-voting', pick, clock: page.clock });
  return {
    element: el(
      'section',
      { class: 'view tv-vote' },
      title.element,
      el('p', { class: 'tv-lead' }, t('tv.vote_lead')),
      el('div', { class: 'tv-vote-status' }, timer.element, tracker.element),
      players.element,
    ),
    title: t('phase.VOTE'),
    update(state) {
      title.update(state.vote_caller ? t('vote.called', { name: state.vote_caller }) : t('tv.time_up'));
      timer.update(state);
      tracker.update(state);
      players.update({ ...state, players: dealtIn(state) });
    },
    close: timer.close,
  };
}
