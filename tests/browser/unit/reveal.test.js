import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doubleAgent, momentOfReveal, openScores } from '../../../www/js/reveal.js';
import { state } from './helpers.js';

/** @import { Outcome, RevealStage, RoundScore } from '../../../www/js/protocol.js' */

/** @type {RevealStage[]} */
const STAGES = [
  { stage: 'votes_in', at: 1_000 },
  { stage: 'flip', index: 0, at: 2_000 },
  { stage: 'flip', index: 1, at: 2_500 },
  { stage: 'bets_intro', at: 3_000 },
  { stage: 'bets', at: 4_000 },
  { stage: 'guess_place', at: 5_500 },
  { stage: 'guess_result', at: 7_000 },
  { stage: 'verdict', at: 8_500 },
  { stage: 'real_spy', at: 11_500 },
  { stage: 'place', at: 13_500 },
];
/** Nothing is out yet. */
const HIDDEN = { flipped: 0, bets: false, guess: false, guessResult: false, verdict: false, spy: false, place: false };

/** What a round was worth. @param {Outcome} outcome @returns {RoundScore} */
const scored = (outcome) => ({ points: 0, outcome, breakdown: [] });

test('each beat lasts until the next', () => {
  const at = (/** @type {number} */ now) => momentOfReveal(STAGES, now);
  assert.deepEqual(at(1_500), { ...HIDDEN, beat: 'votes_in', nextAt: 2_000 });
  assert.deepEqual(at(2_000), { ...HIDDEN, beat: 'flips', flipped: 1, nextAt: 2_500 });
  assert.deepEqual(at(2_999), { ...HIDDEN, beat: 'flips', flipped: 2, nextAt: 3_000 });
  assert.deepEqual(at(3_999), { ...HIDDEN, beat: 'bets', flipped: 2, nextAt: 4_000 });
  const open = { ...HIDDEN, flipped: Infinity, bets: true };
  assert.deepEqual(at(5_499), { ...open, beat: 'bets', nextAt: 5_500 });
  assert.deepEqual(at(5_500), { ...open, beat: 'bets', guess: true, nextAt: 7_000 });
  assert.deepEqual(at(7_000), { ...open, beat: 'bets', guess: true, guessResult: true, nextAt: 8_500 });
  const told = { ...open, beat: 'verdict', guess: true, guessResult: true, verdict: true };
  assert.deepEqual(at(8_500), { ...told, nextAt: 11_500 });
  assert.deepEqual(at(11_500), { ...told, spy: true, nextAt: 13_500 });
});

test('who comes late sees everything that is out already', () => {
  const all = { guess: true, guessResult: true, verdict: true, spy: true, place: true, bets: true };
  assert.deepEqual(momentOfReveal(STAGES, 60_000), { ...all, beat: 'verdict', flipped: Infinity, nextAt: null });
});

test('what has no beat of its own comes with the verdict', () => {
  const short = STAGES.filter(({ stage }) => !['guess_place', 'guess_result', 'real_spy', 'place'].includes(stage));
  const { guess, spy, place } = momentOfReveal(short, 8_500);
  assert.deepEqual({ guess, spy, place }, { guess: true, spy: true, place: true });
  assert.equal(momentOfReveal(short, 8_499).spy, false);
});

test('the Double Agent is found among the results', () => {
  assert.equal(doubleAgent({ Ana: scored('right_vote'), Ben: scored('double_agent') }), 'Ben');
  assert.equal(doubleAgent({ Ana: scored('right_vote') }), null);
  assert.equal(doubleAgent(undefined), null);
});

test('points wait until it is out who the spy was', () => {
  const scores = { Ana: scored('right_vote'), Ben: scored('double_agent') };
  const open = (/** @type {RevealStage[]} */ stages, /** @type {number} */ at) =>
    openScores(state('REVEAL', { verdict: 'innocent', round_scores: scores }), momentOfReveal(stages, at));
  assert.equal(open(STAGES, 11_499), undefined);
  assert.equal(open(STAGES, 11_500), scores);
  const caught = STAGES.filter(({ stage }) => stage !== 'real_spy');
  assert.equal(open(caught, 8_499), undefined);
  assert.equal(open(caught, 8_500), scores);
});
