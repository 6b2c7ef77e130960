// Past games that nobody has played, for the page that shows them.

import { CLASSIC as pack } from './pack.js';
import { SETTINGS } from './settings.js';

/** @import { Outcome } from '../../../www/js/protocol.js' */

const NAMES = [
  'Ana',
  'Ben',
  'Cleo',
  'Dan',
  'Eva-Maria the Second',
  'Finn',
  'Gül',
  'Hannah',
  'O’Brien',
  'WWWWWWWWWWWWWWWWWWWW',
];
/** Nine in the evening, once a week. */
const FIRST = Date.UTC(2026, 0, 3, 20);
const WEEK = 7 * 24 * 3_600_000;

/** @param {number} index @param {number} [count] players */
function playersOf(index, count = 4 + (index % 7)) {
  const scores = NAMES.slice(0, count).map((name, seat) => ({ name, score: ((index * 7 + seat * 5) % 23) - 6 }));
  const best = Math.max(...scores.map(({ score }) => score));
  return scores.map((player) => ({ ...player, is_winner: player.score === best })).sort((a, b) => b.score - a.score);
}

/** The newest comes first. @param {number} count */
export const pastGames = (count) =>
  Array.from({ length: count }, (_, index) => {
    const is_complete = index % 5 !== 4;
    const players = playersOf(index);
    if (!is_complete) for (const player of players) player.is_winner = false;
    return {
      id: `game-${count - index}`,
      ended_at: FIRST + (count - index) * WEEK,
      pack: pack.name,
      pack_id: pack.id,
      pack_version: pack.version,
      rounds: 1 + (index % 5),
      is_complete,
      players,
    };
  });

/** A part of the list, as the server gives it. @param {ReturnType<typeof pastGames>} games @param {URLSearchParams} query */
export function partOf(games, query) {
  const from = games.findIndex(({ id }) => id === query.get('before')) + 1;
  const part = games.slice(from, from + Number(query.get('limit')));
  return { games: part, next: from + part.length < games.length ? part.at(-1)?.id : null };
}

const settings = { ...SETTINGS, num_rounds: 4 };

/** A location as a report says it. @param {string} id */
const at = (id) => ({ location: pack.locations.find((place) => place.id === id)?.name ?? id, location_id: id });

/** @param {string} name @param {number} points @param {Outcome} outcome */
const points = (name, points, outcome) => ({ name, points, outcome });
/** @param {string} voter @param {string} target @param {number} bet @param {boolean | null} right @param {number} points */
const vote = (voter, target, bet, right, points) => ({ voter, target, bet, right, points });

/** A game with a round of each kind. */
export const wholeGame = {
  id: 'game-1',
  ended_at: FIRST,
  pack: { id: pack.id, name: pack.name, version: pack.version },
  settings,
  is_complete: true,
  players: [
    { name: 'Ben', score: 20, is_winner: true },
    { name: 'WWWWWWWWWWWWWWWWWWWW', score: 6, is_winner: false },
    { name: 'Ana', score: 1, is_winner: false },
    { name: 'Dan', score: -3, is_winner: false },
  ],
  rounds: [
    {
      number: 1,
      ...at('beach'),
      spy: 'Ana',
      verdict: 'spy_caught',
      convicted: 'Ana',
      guess: null,
      double_agent: false,
      votes: [
        vote('Ben', 'Ana', 3, true, 6),
        vote('WWWWWWWWWWWWWWWWWWWW', 'Ana', 1, true, 2),
        vote('Ana', 'Dan', 2, null, -2),
      ],
      abstained: ['Dan'],
      points: [
        points('Ana', -2, 'spy_failed'),
        points('Ben', 6, 'right_vote'),
        points('WWWWWWWWWWWWWWWWWWWW', 2, 'right_vote'),
        points('Dan', 0, 'abstained'),
      ],
    },
    {
      number: 2,
      ...at('space_station'),
      spy: 'Ben',
      verdict: 'innocent',
      convicted: 'Dan',
      guess: null,
      double_agent: true,
      votes: [
        vote('Ben', 'Dan', 3, null, 10),
        vote('Ana', 'Dan', 1, false, -1),
        vote('WWWWWWWWWWWWWWWWWWWW', 'Dan', 3, false, -3),
        vote('Dan', 'Ben', 2, true, 4),
      ],
      abstained: [],
      points: [
        points('Ana', -1, 'wrong_vote'),
        points('Ben', 10, 'double_agent'),
        points('WWWWWWWWWWWWWWWWWWWW', -3, 'wrong_vote'),
        points('Dan', 4, 'right_vote'),
      ],
    },
    {
      number: 3,
      ...at('casino'),
      spy: 'Dan',
      verdict: 'spy_caught',
      convicted: null,
      guess: { ...at('film_studio'), correct: false },
      double_agent: false,
      votes: [vote('Ana', 'Dan', 3, true, 0)],
      abstained: [],
      points: [
        points('Ana', 0, 'no_points'),
        points('Ben', 0, 'no_points'),
        points('WWWWWWWWWWWWWWWWWWWW', 0, 'no_points'),
        points('Dan', -5, 'guessed_wrong'),
      ],
    },
    {
      number: 4,
      ...at('hospital'),
      spy: 'Ana',
      verdict: 'no_conviction',
      convicted: null,
      guess: null,
      double_agent: false,
      votes: [],
      abstained: ['Ana', 'Ben', 'WWWWWWWWWWWWWWWWWWWW', 'Dan'],
      points: [
        points('Ana', 0, 'got_away'),
        points('Ben', 0, 'no_points'),
        points('WWWWWWWWWWWWWWWWWWWW', 0, 'no_points'),
        points('Dan', 0, 'no_points'),
      ],
    },
  ],
};

/** The same as it was kept before there were ids in it: `JSON` leaves out what is undefined. */
export const earlyGame = {
  ...wholeGame,
  pack: { ...wholeGame.pack, version: undefined },
  rounds: wholeGame.rounds.map((round) => ({
    ...round,
    location_id: undefined,
    guess: round.guess && { ...round.guess, location_id: undefined },
  })),
};

/** A leaderboard of so many names. @param {number} count */
export const standings = (count) =>
  Array.from({ length: count }, (_, index) => ({
    name: NAMES[index] ?? `Guest ${index + 1}`,
    games: 40 - index,
    wins: Math.max(12 - index * 2, 0),
    average_points: [7.3, 4.1, 0, -1.5][index % 4],
    spy_rounds: (index * 3) % 7,
    spy_wins: ((index * 3) % 7) >> 1,
    bets: [
      { bet: 1, votes: 30, right: 12, accuracy: 0.4 },
      { bet: 2, votes: 0, right: 0, accuracy: null },
      { bet: 3, votes: 14, right: 10, accuracy: 0.714 },
    ],
  }));
