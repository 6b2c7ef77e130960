// @ts-check
// What is said of a game that is over: who has won, its figures, its awards, and the text to share.

import { listOfNames } from './i18n.js';
import { score } from './words.js';

/** @import { Award, AwardKind, ReportedPlayer, State } from './protocol.js' */

/** @type {Record<AwardKind, string>} */
export const AWARDS = {
  best_read: 'Best read', boldest_bet: 'Boldest bet', master_spy: 'Master spy', most_suspected: 'Most suspected',
};

/** @param {number} count @param {string} one @param {string} many */
export const counted = (count, one, many) => `${count} ${count === 1 ? one : many}`;

/** What an award was given for, in a few words. @param {Award} award */
export function awardReason({ award, value }) {
  switch (award) {
    case 'best_read': return `${counted(value, 'point', 'points')} from votes`;
    case 'boldest_bet': return value === 1 ? 'ALL IN once' : `ALL IN ${value} times`;
    case 'master_spy': return `${counted(value, 'round', 'rounds')} won as the spy`;
    case 'most_suspected': return `${counted(value, 'vote', 'votes')} while innocent`;
  }
}

/** Names on a small card: three at most, and how many more there are. @param {string[]} names */
export function fewNames(names) {
  return names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : listOfNames(names);
}

/** Who has won the game. @param {State} state */
export function winnerLine(state) {
  const winner = state.winner;
  if (!winner) return '';
  const names = winner.is_tie ? winner.tied_players : [winner.name ?? ''];
  return `${listOfNames(names)} ${names.length > 1 ? 'win' : 'wins'} with ${score(winner.score)}`;
}

/** How a past game ended. @param {{ is_complete: boolean, players: ReportedPlayer[] }} game */
export function pastResult({ is_complete, players }) {
  const winners = players.filter((player) => player.is_winner);
  const [first] = winners;
  if (!is_complete || !first) return 'Broken off';
  return `${listOfNames(winners.map((player) => player.name))} won with ${score(first.score)}`;
}

/** The game in figures. @param {State} state */
export function statsLine(state) {
  const stats = state.game_stats;
  if (!stats) return '';
  return [
    counted(stats.rounds_played, 'round', 'rounds'), counted(stats.spies_caught, 'spy caught', 'spies caught'),
    counted(stats.innocents_convicted, 'innocent convicted', 'innocents convicted'), counted(stats.all_ins, 'ALL IN', 'ALL INs'),
  ].join(' · ');
}

/** The best three, "1. Ana 12 · 2. Ben 8"; whoever shares the last place is among them. @param {State} state */
function podiumLine(state) {
  const standings = state.final_standings ?? state.standings ?? [];
  return standings.filter((standing) => standing.rank <= 3)
    .map((standing) => `${standing.rank}. ${standing.name} ${score(standing.score)}`).join(' · ');
}

/** What to share after the game: at most eight lines. @param {State} state */
export function resultText(state) {
  const winner = winnerLine(state);
  const awards = (state.awards ?? []).map((award) =>
    `${AWARDS[award.award]}: ${listOfNames(award.players)} (${awardReason(award)})`);
  return ['Spyster, our game night', winner && `🏆 ${winner}`, podiumLine(state), ...awards, statsLine(state)]
    .filter(Boolean).join('\n');
}
