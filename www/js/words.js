// @ts-check
// The fixed words of both pages: phases, verdicts, outcomes, settings, and why a connection ended.

/** @import { FeedEntry, GameSettings, Outcome, Phase, Place, RoundScore, State, Verdict } from './protocol.js' */
/** @import { ClosedReason, Status } from './status.js' */

/** @type {Record<Phase, string>} */
export const PHASES = {
  LOBBY: 'Lobby', ROLES: 'Roles', QUESTIONING: 'Questions', VOTE: 'Vote', REVEAL: 'Reveal',
  SCORING: 'Scores', END: 'Final scores', PAUSED: 'Paused',
};

/** How a room is, in a word: the badge on the TV. @type {Record<FeedEntry['status'], string>} */
export const ROOM_STATUS = { waiting: 'Waiting', playing: 'Playing', paused: 'Paused', finished: 'Finished' };

/** @param {Phase} phase @returns {FeedEntry['status']} */
export function roomStatus(phase) {
  if (phase === 'LOBBY') return 'waiting';
  if (phase === 'END') return 'finished';
  return phase === 'PAUSED' ? 'paused' : 'playing';
}

/** @type {Record<Verdict, string>} */
export const VERDICTS = {
  spy_caught: 'Spy caught!', innocent: 'Innocent!', no_conviction: 'No conviction', spy_wins: 'Spy wins',
};

/** @type {Record<Outcome, string>} */
export const OUTCOMES = {
  right_vote: 'Voted for the spy',
  wrong_vote: 'Voted for an innocent',
  abstained: 'Did not vote',
  double_agent: 'Double Agent!',
  spy_bluffed: 'Spy: framed somebody',
  spy_failed: 'Spy: nobody took the bait',
  guessed_right: 'Spy: named the location',
  guessed_wrong: 'Spy: named the wrong location',
  got_away: 'Spy: got away',
  no_points: 'No points',
};

/** @type {Record<ClosedReason, { title: string, text: string, action: string }>} */
export const CLOSED = {
  left: { title: 'See you soon', text: 'You are no longer in the game.', action: 'Join again' },
  refused: { title: 'Not connected', text: 'The server did not let this page in. It may be full.', action: 'Try again' },
  too_big: { title: 'Not connected', text: 'The server refused a message of this page. Your seat is kept.', action: 'Connect again' },
  replaced: { title: 'Playing on another tab or phone', text: 'The game goes on there. You can take it back to this one.', action: 'Use it here' },
  removed: { title: 'You were removed', text: 'The host has taken you out of the game.', action: 'Join again' },
  room_closed: { title: 'The room is closed', text: 'Thanks for playing! Ask the host for a new room.', action: 'Join another game' },
  flooding: { title: 'Not connected', text: 'This page sent too much at once. Wait a moment, then connect again.', action: 'Connect again' },
};

/** What the status pill says. @param {Status} status */
export function statusText(status) {
  switch (status.kind) {
    case 'connecting': return 'Connecting…';
    case 'connected': return 'Connected';
    case 'reconnecting': return `Reconnecting ${status.attempt}/${status.of}`;
    case 'polling': return `Offline mode: updates every ${status.every} s`;
    case 'gave_up': return 'Disconnected';
    case 'disconnected': return 'Disconnected';
  }
}

/** The settings as a guest would say them. @param {GameSettings} config @param {string} packName */
export function settingsInWords(config, packName) {
  return [
    `${config.num_rounds} ${config.num_rounds === 1 ? 'round' : 'rounds'}`,
    `${config.round_duration_minutes} min of questions`,
    `${config.vote_duration_seconds} s to vote`,
    config.betting ? 'with bets' : 'no bets',
    `${packName} locations`,
  ];
}

/** "+4", "−2", "0"; with a true minus sign. @param {number} points */
export function signed(points) {
  if (points > 0) return `+${points}`;
  return points < 0 ? `−${-points}` : '0';
}

/** A score that may be negative. @param {number} points */
export const score = (points) => (points < 0 ? `−${-points}` : String(points));

/** "1 ALL IN" for the highest bet, otherwise the number. @param {number} bet */
export const betText = (bet) => (bet === 3 ? 'ALL IN' : `Bet ${bet}`);

/** 1 → "1st". @param {number} rank */
export function ordinal(rank) {
  const tens = rank % 100;
  const suffix = tens >= 11 && tens <= 13 ? 'th' : ['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th';
  return `${rank}${suffix}`;
}

/** "Ana", "Ana and Ben", "Ana, Ben and Cleo". @param {string[]} names */
export function listOfNames(names) {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** What the verdict means, in one sentence. @param {State} state */
export function verdictSentence(state) {
  const convicted = state.convicted ?? state.vote_results?.convicted;
  if (state.spy_guess?.guessed) {
    const place = placeName(state, state.spy_guess.location_id);
    const who = state.actual_spy ?? 'The spy';
    if (state.spy_guess.correct) return `${who} named the location: ${place}`;
    return place ? `${who} guessed ${place}. Wrong!` : `${who} guessed wrong.`;
  }
  switch (state.verdict) {
    case 'spy_caught': return `${convicted ?? state.actual_spy} was the spy.`;
    case 'innocent': return `${convicted} was not the spy.`;
    case 'no_conviction': return state.vote_results?.is_tie ? 'A tie: nobody is convicted.' : 'Not enough votes: nobody is convicted.';
    default: return '';
  }
}

/** @param {State} state @param {string | null | undefined} id */
function placeName(state, id) {
  /** @type {Place[]} */
  const known = [...(state.location ? [state.location] : []), ...(state.location_list ?? []),
    ...(state.role_data?.possible_locations ?? [])];
  return known.find((place) => place.id === id)?.name ?? '';
}

/** The result of a round for one player, in a few words. @param {RoundScore | undefined} result */
export const outcomeText = (result) => (result ? OUTCOMES[result.outcome] ?? '' : '');
