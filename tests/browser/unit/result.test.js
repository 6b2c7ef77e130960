import assert from 'node:assert/strict';
import { test } from 'node:test';
import './english.js';
import { plain } from '../../../www/js/isolates.js';
import { awardReason, fewNames, pastResult, resultText } from '../../../www/js/result.js';
import { state } from './helpers.js';

/** @import { AwardKind, State } from '../../../www/js/protocol.js' */

/** @param {number} rank @param {string} name @param {number} score */
const standing = (rank, name, score) => ({ rank, name, score, round_change: 0, is_self: false });

/** A game that is over, as far as the text to share goes. @param {Partial<State>} [more] */
const over = (more) =>
  state('END', {
    winner: { name: 'Ana', score: 12, is_tie: false, tied_players: [] },
    final_standings: [standing(1, 'Ana', 12), standing(2, 'Ben', 4), standing(3, 'Cleo', 0), standing(4, 'Dan', -3)],
    game_stats: {
      rounds_played: 3,
      total_rounds: 3,
      spies_caught: 1,
      innocents_convicted: 1,
      votes_cast: 12,
      all_ins: 2,
      right_votes: 5,
    },
    awards: [
      { award: 'best_read', players: ['Ana'], value: 8 },
      { award: 'boldest_bet', players: ['Ben', 'Cleo'], value: 1 },
      { award: 'master_spy', players: ['Dan'], value: 2 },
      { award: 'most_suspected', players: ['Cleo'], value: 1 },
    ],
    ...more,
  });

test('the result is told in at most eight lines', () => {
  const text = resultText(over());
  assert.ok(text.includes('\u2068Ana\u2069 wins with 12'), 'A name that is copied keeps its own direction.');
  assert.deepEqual(plain(text).split('\n'), [
    'Spyster, our game night',
    '🏆 Ana wins with 12',
    '1. Ana 12 · 2. Ben 4 · 3. Cleo 0',
    'Sharpest eye: Ana (8 points from votes)',
    'Boldest bet: Ben and Cleo (ALL IN once)',
    'Master spy: Dan (2 rounds won as the spy)',
    'Most suspected: Cleo (1 vote, not guilty)',
    '3 rounds · 1 spy caught · 1 innocent convicted · 2 ALL INs',
  ]);
});

test('without awards it is short, and an older server gives none', () => {
  for (const awards of [[], undefined]) {
    assert.equal(resultText(over({ awards })).split('\n').length, 4);
  }
});

test('a tie names all winners, and losses have a true minus sign', () => {
  const winner = { name: 'Ana', score: -1, is_tie: true, tied_players: ['Ana', 'Ben'] };
  const final_standings = [
    standing(1, 'Ana', -1),
    standing(1, 'Ben', -1),
    standing(3, 'Cleo', -2),
    standing(3, 'Dan', -2),
  ];
  const lines = plain(resultText(over({ winner, final_standings }))).split('\n');
  assert.equal(lines[1], '🏆 Ana and Ben win with −1');
  assert.equal(lines[2], '1. Ana −1 · 1. Ben −1 · 3. Cleo −2 · 3. Dan −2');
});

test('an award says what it is for, of one and of several', () => {
  const reason = (/** @type {AwardKind} */ award, /** @type {number} */ value) =>
    awardReason({ award, value, players: ['Ana'] });
  assert.equal(reason('best_read', 1), '1 point from votes');
  assert.equal(reason('boldest_bet', 3), 'ALL IN 3 times');
  assert.equal(reason('master_spy', 1), '1 round won as the spy');
  assert.equal(reason('most_suspected', 2), '2 votes, not guilty');
});

test('a card has room for three names', () => {
  assert.equal(plain(fewNames(['Ana'])), 'Ana');
  assert.equal(plain(fewNames(['Ana', 'Ben', 'Cleo'])), 'Ana, Ben and Cleo');
  assert.equal(plain(fewNames(['Ana', 'Ben', 'Cleo', 'Dan', 'Eva'])), 'Ana, Ben and 3 more');
});

test('a past game says who has won it, or that nobody has', () => {
  const player = (/** @type {string} */ name, /** @type {number} */ score, /** @type {boolean} */ is_winner) => ({
    name,
    score,
    is_winner,
  });
  const players = [player('Ana', -1, true), player('Ben', -1, true), player('Cleo', -4, false)];
  assert.equal(plain(pastResult({ is_complete: true, players })), 'Ana and Ben won with −1');
  const nobody = players.map((each) => ({ ...each, is_winner: false }));
  assert.equal(pastResult({ is_complete: false, players: nobody }), 'Ended early');
});
