import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cuesOf } from '../../../www/js/cues.js';
import { state } from './helpers.js';

/** @import { RevealStage, State, Verdict } from '../../../www/js/protocol.js' */

/** @type {RevealStage[]} */
const STAGES = [
  { stage: 'votes_in', at: 1_000 },
  { stage: 'flip', index: 0, at: 2_000 },
  { stage: 'flip', index: 1, at: 2_500 },
  { stage: 'bets_intro', at: 3_000 },
  { stage: 'bets', at: 4_000 },
  { stage: 'verdict', at: 5_500 },
];
const vote = state('VOTE', { server_time: 10_000, timer: { name: 'vote', remaining: 60, total: 60 } });

test('the last ten seconds tick', () => {
  const ticks = cuesOf(vote, vote);
  assert.deepEqual(
    ticks.map(({ at }) => at),
    [60, 61, 62, 63, 64, 65, 66, 67, 68, 69].map((second) => second * 1_000),
  );
  assert.ok(ticks.every(({ sound }) => sound === 'tick'));
});

test('nothing ticks where nobody can do anything, or where the time stands still', () => {
  for (const phase of /** @type {const} */ (['LOBBY', 'ROLES', 'SCORING', 'PAUSED']))
    assert.deepEqual(cuesOf(null, { ...vote, phase }), [], phase);
});

test('a called vote and the end are heard when they come, not after a reload or a pause', () => {
  const sounds = (/** @type {State | null} */ before, /** @type {State} */ now) =>
    cuesOf(before, now)
      .map(({ sound }) => sound)
      .filter((sound) => sound !== 'tick');
  assert.deepEqual(sounds(state('QUESTIONING'), vote), ['sting']);
  assert.deepEqual(sounds(state('SCORING'), state('END')), ['fanfare']);
  for (const before of [null, state('PAUSED'), state('VOTE')]) assert.deepEqual(sounds(before, vote), []);
});

test('every beat of the reveal has its sound, and the drum rolls until the verdict', () => {
  const cues = cuesOf(null, state('REVEAL', { server_time: 1_000, reveal: { stages: STAGES }, verdict: 'spy_caught' }));
  assert.deepEqual(cues, [
    { sound: 'flip', at: 2_000 },
    { sound: 'flip', at: 2_500 },
    { sound: 'drum', at: 3_000, lasts: 2_500 },
    { sound: 'bets', at: 4_000 },
    { sound: 'caught', at: 5_500 },
  ]);
});

test('each verdict has a sound', () => {
  const last = (/** @type {Verdict} */ verdict) =>
    cuesOf(null, state('REVEAL', { reveal: { stages: STAGES }, verdict })).at(-1)?.sound;
  assert.deepEqual(/** @type {const} */ (['spy_caught', 'innocent', 'spy_wins', 'no_conviction']).map(last), [
    'caught',
    'escaped',
    'escaped',
    'nothing',
  ]);
});
