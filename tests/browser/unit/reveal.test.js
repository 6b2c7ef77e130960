import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doubleAgent, momentOfReveal, openScores } from '../../../www/js/reveal.js';
import { state } from './helpers.js';

/** @import { Outcome, RevealStage, RoundScore, Verdict } from '../../../www/js/protocol.js' */

/** @type {RevealStage[]} */
const STAGES = [
  { stage: 'votes_in', at: 1_000 },
  { stage: 'flip', index: 0, at: 2_000 },
  { stage: 'flip', index: 1, at: 2_500 },
  { stage: 'bets_intro', at: 3_000 },
  { stage: 'bets', at: 4_000 },
  { stage: 'verdict', at: 5_500 },
];

/** What a round was worth. @param {Outcome} outcome @returns {RoundScore} */
const scored = (outcome) => ({ points: 0, outcome, breakdown: [] });

test('each beat lasts until the next', () => {
  const at = (/** @type {number} */ now) => momentOfReveal(STAGES, now);
  assert.deepEqual(at(1_500), { beat: 'votes_in', flipped: 0, bets: false, verdict: false, nextAt: 2_000 });
  assert.deepEqual(at(2_000), { beat: 'flips', flipped: 1, bets: false, verdict: false, nextAt: 2_500 });
  assert.deepEqual(at(2_999), { beat: 'flips', flipped: 2, bets: false, verdict: false, nextAt: 3_000 });
  assert.deepEqual(at(3_999), { beat: 'bets', flipped: 2, bets: false, verdict: false, nextAt: 4_000 });
  assert.equal(at(4_000).bets, true);
});

test('who comes late sees everything that is out already', () => {
  assert.deepEqual(momentOfReveal(STAGES, 60_000), {
    beat: 'verdict',
    flipped: Infinity,
    bets: true,
    verdict: true,
    nextAt: null,
  });
});

test('the Double Agent is found among the results', () => {
  assert.equal(doubleAgent({ Ana: scored('right_vote'), Ben: scored('double_agent') }), 'Ben');
  assert.equal(doubleAgent({ Ana: scored('right_vote') }), null);
  assert.equal(doubleAgent(undefined), null);
});

test('points wait for the verdict, and where they would tell who the spy is, for the scores', () => {
  const scores = { Ana: scored('right_vote'), Ben: scored('double_agent') };
  const open = (/** @type {Verdict} */ verdict, /** @type {number} */ at) =>
    openScores(state('REVEAL', { verdict, round_scores: scores }), momentOfReveal(STAGES, at));
  for (const verdict of /** @type {const} */ (['spy_caught', 'spy_wins'])) {
    assert.equal(open(verdict, 5_499), undefined);
    assert.equal(open(verdict, 5_500), scores);
  }
  for (const verdict of /** @type {const} */ (['innocent', 'no_conviction']))
    assert.equal(open(verdict, 60_000), undefined);
});
