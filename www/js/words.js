// @ts-check
// What both pages say in several places: statuses, settings, points, results.

import { listOfNames, t, tn } from './i18n.js';

/** @import { FeedEntry, Phase, RoundScore, Settings, State } from './protocol.js' */
/** @import { ClosedReason, Status } from './status.js' */

/** @param {Phase} phase @returns {FeedEntry['status']} */
export function roomStatus(phase) {
  if (phase === 'LOBBY') return 'waiting';
  if (phase === 'END') return 'finished';
  return phase === 'PAUSED' ? 'paused' : 'playing';
}

/** Why a connection has ended, and the next step. @param {ClosedReason} reason */
export function closedText(reason) {
  return {
    title: t(`closed.${reason}.title`), text: t(`closed.${reason}.text`), action: t(`closed.${reason}.action`),
  };
}

/** What the status pill says. @param {Status} status */
export function statusText(status) {
  switch (status.kind) {
    case 'connecting': return t('status.connecting');
    case 'connected': return t('status.connected');
    case 'reconnecting': return t('status.reconnecting', { attempt: status.attempt, of: status.of });
    case 'polling': return t('status.polling', { every: status.every });
    case 'gave_up': return t('status.disconnected');
    case 'disconnected': return t('status.disconnected');
  }
}

/** The settings as a guest would say them. @param {Settings} config @param {string} packName */
export function settingsInWords(config, packName) {
  return [
    tn('summary.rounds', config.num_rounds),
    t('summary.questions', { count: config.round_duration_minutes }),
    t('summary.vote', { count: config.vote_duration_seconds }),
    config.betting ? t('summary.bets') : t('summary.no_bets'),
    t('summary.pack', { pack: packName }),
  ];
}

/** "+4", "−2", "0"; with a true minus sign. @param {number} points */
export function signed(points) {
  if (points > 0) return `+${points}`;
  return points < 0 ? `−${-points}` : '0';
}

/** A score that may be negative. @param {number} points */
export const score = (points) => (points < 0 ? `−${-points}` : String(points));

/** "ALL IN" for the highest bet, otherwise the number. @param {number} bet */
export const betText = (bet) => (bet === 3 ? t('bet.all_in') : t('bet.number', { bet }));

/** "Round 2 of 5", after a round. @param {State} state */
export function roundOf(state) {
  return t('scoring.round_of', {
    round: state.round_number ?? state.current_round, rounds: state.total_rounds ?? state.round_count,
  });
}

/** The result of a round for one player, in a few words. @param {RoundScore | undefined} result */
export const outcomeText = (result) => (result ? t(`outcome.${result.outcome}`) : '');

/** What to share after the game. @param {State} state */
export function resultText(state) {
  const lines = (state.final_standings ?? state.standings ?? [])
    .map((standing) => `${standing.rank}. ${standing.name} ${score(standing.score)}`);
  return [t('result.title'), ...lines].join('\n');
}

/** Who has won the game. @param {State} state */
export function winnerLine(state) {
  const winner = state.winner;
  if (!winner) return '';
  const names = winner.is_tie ? winner.tied_players : [winner.name ?? ''];
  return tn('winner', names.length, { names: listOfNames(names), score: score(winner.score) });
}

/** The game in figures. @param {State} state */
export function statsLine(state) {
  const stats = state.game_stats;
  if (!stats) return '';
  return [
    tn('stats.rounds', stats.rounds_played), tn('stats.caught', stats.spies_caught),
    tn('stats.innocents', stats.innocents_convicted), tn('stats.all_ins', stats.all_ins),
  ].join(' · ');
}
