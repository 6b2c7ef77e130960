// @ts-check
// What is said of a game that is over: who has won, its figures, its awards, and the text to share.

import { listOfNames, number, t, tn } from './i18n.js';
import { isolate } from './isolates.js';
import { score } from './words.js';

/** @import { Award, ReportedPlayer, State } from './protocol.js' */

/** What an award was given for, in a few words. @param {Award} award */
export const awardReason = ({ award, value }) => tn(`reason.${award}`, value);

/** Names on a small card: three at most, and how many more there are. @param {string[]} names */
export function fewNames(names) {
  return names.length > 3
    ? tn('names.more', names.length - 2, { names: names.slice(0, 2).map(isolate).join(', ') })
    : listOfNames(names);
}

/** Who has won the game. @param {State} state */
export function winnerLine(state) {
  const winner = state.winner;
  if (!winner) return '';
  const names = winner.is_tie ? winner.tied_players : [winner.name ?? ''];
  return tn('winner', names.length, { names: listOfNames(names), score: score(winner.score) });
}

/** How a past game ended. @param {{ is_complete: boolean, players: ReportedPlayer[] }} game */
export function pastResult({ is_complete, players }) {
  const winners = players.filter((player) => player.is_winner);
  const [first] = winners;
  if (!is_complete || !first) return t('past.broken_off');
  return tn('won', winners.length, {
    names: listOfNames(winners.map((player) => player.name)),
    score: score(first.score),
  });
}

/** The game in figures. @param {State} state */
export function statsLine(state) {
  const stats = state.game_stats;
  if (!stats) return '';
  return [
    tn('stats.rounds', stats.rounds_played),
    tn('stats.caught', stats.spies_caught),
    tn('stats.innocents', stats.innocents_convicted),
    tn('stats.all_ins', stats.all_ins),
  ].join(' · ');
}

/** The best three, "1. Ana 12 · 2. Ben 8"; whoever shares the last place is among them. @param {State} state */
function podiumLine(state) {
  const standings = state.final_standings ?? state.standings ?? [];
  return standings
    .filter((standing) => standing.rank <= 3)
    .map((standing) => `${number(standing.rank)}. ${isolate(standing.name)} ${score(standing.score)}`)
    .join(' · ');
}

/** What to share after the game: at most eight lines. @param {State} state */
export function resultText(state) {
  const winner = winnerLine(state);
  const awards = (state.awards ?? []).map((award) =>
    t('result.award', {
      award: t(`award.${award.award}`),
      names: listOfNames(award.players),
      reason: awardReason(award),
    }),
  );
  return [t('result.title'), winner && `🏆 ${winner}`, podiumLine(state), ...awards, statsLine(state)]
    .filter(Boolean)
    .join('\n');
}
