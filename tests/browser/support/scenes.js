// States of a game to put on a stage, one for each moment: as the server would send them.

import { PLACES, SPY_CARD, cardFor } from './pack.js';
import { CONFIG } from './settings.js';

/** @import { Phase, RevealStage, RoundScore, State, Verdict } from '../../../www/js/protocol.js' */

const SESSION = '7a1e5c2f-83d4-4b6a-9c0e-5f1d2b3a4c6d';
export const TEN = ['Ana', 'Ben', 'Cleo', 'Dan', 'Eva', 'Finn', 'Gül', 'Hannah', 'Ines', 'Maximilian'];
/** Where everybody is, and the seat of the one who does not know. */
const [PLACE, SPY] = ['casino', 1];

/** What is in every state. @param {string[]} names @param {string | null} who the viewer; null for the host's screen @returns {State} */
function common(names, who) {
  const players = names.map((name, seat) => ({
    name,
    connected: true,
    status: /** @type {const} */ ('connected'),
    is_host: false,
    is_bot: false,
    score: [6, -2, 4, 14, 0, 9, 1, -5, 3, 11][seat] ?? 0,
    disconnect_duration: null,
    removable: false,
    spectating: false,
  }));
  return {
    type: 'state',
    seq: 1,
    server_time: Date.now(),
    phase: 'LOBBY',
    room: 'K7PQ',
    session_id: SESSION,
    created_at: 0,
    players,
    join_url: 'http://192.168.1.20:8137/api/spyster/player?room=K7PQ',
    player_count: names.length,
    connected_count: names.length,
    current_round: 2,
    round_count: 5,
    vote_number: 1,
    min_players: 4,
    max_players: 10,
    config: CONFIG,
    you: { name: who, is_host: who === null, is_player: who !== null },
  };
}

/** @param {string} name @param {number} remaining @param {number} [total] */
const timer = (name, remaining, total = remaining) => ({ name, remaining, total });

/**
 * The plan of a reveal, as the server makes it.
 * @param {number} cards @param {number} start @param {Verdict} verdict @param {boolean | null} guess
 * @returns {RevealStage[]}
 */
function planOf(cards, start, verdict, guess) {
  const flip = Math.min(500, 5_500 / Math.max(cards, 1));
  const flips = Array.from({ length: cards }, (_, index) => ({
    stage: /** @type {const} */ ('flip'),
    index,
    at: start + 1_000 + index * flip,
  }));
  const then = start + 1_000 + cards * flip;
  return [
    { stage: 'votes_in', at: start },
    ...flips,
    { stage: 'bets_intro', at: then },
    { stage: 'bets', at: then + 1_000 },
    ...afterBets(then + 2_500, verdict, guess),
  ];
}

/** @param {number} at @param {Verdict} verdict @param {boolean | null} guess @returns {RevealStage[]} */
function afterBets(at, verdict, guess) {
  if (guess !== null) {
    return [
      { stage: 'guess_place', at },
      { stage: 'guess_result', at: at + 1_500 },
      { stage: 'verdict', at: at + 3_000 },
      ...(guess ? [] : [{ stage: /** @type {const} */ ('place'), at: at + 6_000 }]),
    ];
  }
  if (verdict === 'innocent') {
    return [
      { stage: 'verdict', at },
      { stage: 'real_spy', at: at + 3_000 },
      { stage: 'place', at: at + 5_000 },
    ];
  }
  return verdict === 'spy_caught'
    ? [
        { stage: 'verdict', at },
        { stage: 'place', at: at + 3_000 },
      ]
    : [{ stage: 'verdict', at }];
}

/**
 * @param {State} base
 * @param {{ verdict: Verdict, agent: boolean, since: number, guess: boolean | null, isOver: boolean }} wishes `isOver`: nothing is secret any more
 * @returns {Partial<State>}
 */
function reveal(base, { verdict, agent, since, guess, isOver }) {
  const names = base.players.map(({ name }) => name);
  const spy = names[SPY];
  const accused = { spy_caught: spy, innocent: names[0], no_conviction: null, spy_wins: null }[verdict] ?? null;
  const votes = names.map((voter, index) => {
    const target = (voter === accused ? names[2] : (accused ?? names[(index + 1) % names.length])) ?? null;
    const abstained = index === 3 && names.length > 4;
    // A spy who has guessed has not voted, and has not abstained either.
    const none = abstained || (guess !== null && voter === spy);
    const confidence = agent && voter === spy ? 3 : 1 + ((index + 2) % 3);
    return { voter, target: none ? null : target, confidence: none ? null : confidence, abstained };
  });
  /** @param {string} name @param {number} index @returns {RoundScore} */
  const score = (name, index) => {
    if (name === spy) return { points: agent ? 10 : -2, outcome: agent ? 'double_agent' : 'spy_failed', breakdown: [] };
    return index % 3 === 0
      ? { points: 6, outcome: 'right_vote', breakdown: [] }
      : { points: -2, outcome: 'wrong_vote', breakdown: [] };
  };
  return {
    votes,
    verdict,
    convicted: accused,
    vote_results: {
      vote_counts: {},
      convicted: accused,
      max_votes: 3,
      total_votes: votes.length,
      abstentions: 0,
      is_tie: accused === null,
      is_unanimous: false,
    },
    spy_guess:
      guess === null
        ? { guessed: false }
        : { guessed: true, location_id: guess ? 'casino' : 'zoo', location: guess ? 'Casino' : 'Zoo', correct: guess },
    reveal: { stages: planOf(votes.length, base.server_time - since, verdict, guess) },
    ...((isOver || verdict !== 'no_conviction') && {
      actual_spy: spy,
      spy_caught: verdict === 'spy_caught',
      location: { id: 'casino', name: 'Casino', flavor: 'No clocks, no windows.' },
      round_scores: Object.fromEntries(names.map((name, index) => [name, score(name, index)])),
    }),
  };
}

/** @param {State} base @param {string | null} who */
function standings(base, who) {
  const changes = [6, -2, 4, -1, 0, 6, 2, -3, 3, 10];
  const rows = base.players.map(({ name, score }, seat) => ({
    name,
    score,
    round_change: changes[seat] ?? 0,
    is_self: name === who,
  }));
  rows.sort((one, other) => other.score - one.score);
  return rows.map((row) => ({ rank: 1 + rows.findIndex(({ score }) => score === row.score), ...row }));
}

/** What only a player sees of a round: the card, and in a vote what can be done. @param {State} base @param {boolean} votes @returns {Partial<State>} */
function ofPlayer({ you, players }, votes) {
  if (!you.is_player) return {};
  const seat = players.findIndex(({ name }) => name === you.name);
  const isSpy = seat === SPY;
  return {
    role_data: isSpy ? SPY_CARD : cardFor(PLACE, seat),
    ...(votes && {
      has_voted: false,
      your_vote: null,
      your_guess: null,
      is_spy: isSpy,
      can_guess_location: isSpy,
      location_list: PLACES,
    }),
  };
}

/**
 * A state of the given phase.
 * @param {Phase} phase
 * @param {object} [wishes]
 * @param {string[]} [wishes.names]
 * @param {string | null} [wishes.who] the viewer; null for the host's screen
 * @param {Verdict} [wishes.verdict]
 * @param {boolean} [wishes.agent] whether the spy was a Double Agent
 * @param {boolean | null} [wishes.guess] whether the spy has named the right location; null if they voted
 * @param {number} [wishes.since] for how many milliseconds the reveal has been running
 * @param {Partial<State>} [wishes.more] what else is to be in it
 * @returns {State}
 */
export function sceneOf(
  phase,
  { names = TEN, who = null, verdict = 'spy_caught', agent = false, guess = null, since = 0, more = {} } = {},
) {
  const base = common(names, who);
  const table = standings(base, who);
  const over = (isOver = false) => ({ ...reveal(base, { verdict, agent, since, guess, isOver }), standings: table });
  const [first = 'Ana', second = 'Ben', third = 'Cleo'] = names;
  const asking = () => ({
    timer: timer('round', 263, 420),
    current_turn: { questioner: { id: 1, name: first }, answerer: { id: 2, name: second } },
    can_call_vote: true,
    ...ofPlayer(base, false),
  });
  /** @type {Record<Phase, () => Partial<State>>} */
  const scenes = {
    LOBBY: () => ({ can_start: names.length >= 4, waiting_for_players: names.length < 4, current_round: 0 }),
    ROLES: () => ({
      timer: timer('role_display', 10),
      looked_count: 1,
      dealt_count: names.length,
      ...ofPlayer(base, false),
    }),
    QUESTIONING: asking,
    VOTE: () => ({
      timer: timer('vote', 42, 60),
      vote_caller: third,
      ...ofPlayer(base, true),
      votes_submitted: 3,
      total_voters: names.length,
      players: base.players.map((player, seat) => ({ ...player, has_voted: seat % 3 === 0 })),
    }),
    PAUSED: () => ({ ...asking(), paused_phase: 'QUESTIONING', pause_reason: 'host' }),
    REVEAL: () => over(),
    SCORING: () => ({
      ...over(true),
      timer: timer('scoring', 10),
      scoring_timer: 10,
      round_number: 2,
      total_rounds: 5,
      spy_caught: verdict === 'spy_caught',
      scores: Object.fromEntries(table.map(({ name, score }) => [name, score])),
    }),
    END: () => ({
      standings: table,
      final_standings: table,
      round_number: 5,
      total_rounds: 5,
      winner: table[0] && { name: table[0].name, score: table[0].score, is_tie: false, tied_players: [] },
      game_stats: {
        rounds_played: 5,
        total_rounds: 5,
        spies_caught: 3,
        innocents_convicted: 1,
        votes_cast: 40,
        all_ins: 7,
        right_votes: 21,
      },
      awards: [
        { award: 'best_read', players: ['Ana'], value: 16 },
        { award: 'boldest_bet', players: ['Dan'], value: 4 },
        { award: 'master_spy', players: ['Finn'], value: 2 },
        { award: 'most_suspected', players: ['Hannah', 'Ben'], value: 5 },
      ],
    }),
  };
  return { ...base, phase, ...scenes[phase](), ...more };
}
