// @ts-check
// What both pages say in several places: settings, points, rounds.

import { number, t, tn } from './i18n.js';

/** @import { FeedEntry, GameSettings, Phase, RoundScore, State } from './protocol.js' */

/** @param {Phase} phase @returns {FeedEntry['status']} */
export function roomStatus(phase) {
  if (phase === 'LOBBY') return 'waiting';
  if (phase === 'END') return 'finished';
  return phase === 'PAUSED' ? 'paused' : 'playing';
}

/** The settings as a guest would say them. @param {GameSettings} config @param {string} packName */
export function settingsInWords(config, packName) {
  return [
    tn('summary.rounds', config.num_rounds),
    t('summary.questions', { count: config.round_duration_minutes }),
    t('summary.vote', { count: config.vote_duration_seconds }),
    config.betting ? t('summary.bets') : t('summary.no_bets'),
    t('summary.pack', { pack: packName }),
  ];
}

/** Why the round before was called off; empty if it was not. @param {State} state */
export const calledOff = (state) => (state.called_off ? t(`called_off.${state.called_off}`) : '');

/** "5/6 have looked". @param {State} state */
export const lookedText = (state) => tn('roles.looked', state.looked_count ?? 0, { all: state.dealt_count ?? 0 });

/** " ×2" in a last round that counts twice. @param {State} state */
export const timesTwo = ({ config, current_round, round_count }) =>
  config.double_last_round && current_round === round_count ? ' ×2' : '';

/** "+4", "−2", "0"; with a true minus sign. @param {number} points */
export const signed = (points) => number(points, { signDisplay: 'exceptZero' });

/** A score that may be negative. @param {number} points */
export const score = (points) => number(points);

/** "ALL IN" for the highest bet, otherwise the number. @param {number} bet */
export const betText = (bet) => (bet === 3 ? t('bet.all_in') : t('bet.number', { bet }));

/** "Round 2 of 5", after a round. @param {State} state */
export function roundOf(state) {
  return t('scoring.round_of', {
    round: state.round_number ?? state.current_round,
    rounds: state.total_rounds ?? state.round_count,
  });
}

/** The result of a round for one player, in a few words. @param {RoundScore | undefined} result */
export const outcomeText = (result) => (result ? t(`outcome.${result.outcome}`) : '');
