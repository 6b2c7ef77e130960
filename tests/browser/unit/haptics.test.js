// What a hand feels, and when.

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { PATTERNS, createHaptics } from '../../../www/js/haptics.js';
import { state as anyState } from './helpers.js';

/** @import { Phase, RevealStage, State, Verdict } from '../../../www/js/protocol.js' */

const START = 1_000_000;
/** @type {RevealStage[]} */
const stages = [
  { stage: 'votes_in', at: START },
  { stage: 'flip', index: 0, at: START + 1_000 },
  { stage: 'verdict', at: START + 4_000 },
];
const you = { name: 'Ana', is_player: true, is_host: false };
/** @param {Phase} phase @param {Partial<State>} [more] */
const state = (phase, more) => anyState(phase, { you, ...more });
/** @param {Verdict} verdict @param {Partial<State>} [more] */
const reveal = (verdict, more) => state('REVEAL', { verdict, reveal: { stages }, votes: [], ...more });

/** Feels the given states one after the other, and what time brings. @param {(update: (state: State) => void, pass: (ms: number) => void) => void} play */
function felt(play) {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: START });
  /** @type {(number | number[])[]} */
  const log = [];
  const haptics = createHaptics(
    () => Date.now(),
    (pattern) => log.push(pattern),
  );
  try {
    play(haptics.update, (ms) => mock.timers.tick(ms));
  } finally {
    mock.timers.reset();
  }
  return log;
}

test('a called vote is felt once', () => {
  assert.deepEqual(
    felt((update) => {
      update(state('QUESTIONING'));
      update(state('VOTE', { has_voted: false }));
      update(state('VOTE', { has_voted: false }));
    }),
    [PATTERNS.called],
  );
});

test('the end of a pause is not a called vote, and a page just opened feels nothing', () => {
  assert.deepEqual(
    felt((update) => {
      update(state('VOTE', { has_voted: true }));
      update(state('PAUSED', { paused_phase: 'VOTE' }));
      update(state('VOTE', { has_voted: true }));
    }),
    [],
  );
});

test('one’s own locked vote is felt, also if it is the last of all', () => {
  assert.deepEqual(
    felt((update) => {
      update(state('VOTE', { has_voted: false }));
      update(state('VOTE', { has_voted: true }));
    }),
    [PATTERNS.locked],
  );
  const votes = [{ voter: 'Ana', target: 'Ben', confidence: 1, abstained: false }];
  assert.deepEqual(
    felt((update) => {
      update(state('VOTE', { has_voted: false }));
      update(reveal('innocent', { votes }));
    }),
    [PATTERNS.locked],
  );
});

test('time that ran out locks nothing', () => {
  const votes = [{ voter: 'Ana', target: null, confidence: null, abstained: true }];
  assert.deepEqual(
    felt((update) => {
      update(state('VOTE', { has_voted: false }));
      update(reveal('innocent', { votes }));
    }),
    [],
  );
});

test('a caught spy is felt with the verdict, not before, and only once', () => {
  assert.deepEqual(
    felt((update, pass) => {
      update(reveal('spy_caught'));
      pass(3_999);
      update(reveal('spy_caught'));
    }),
    [],
  );
  assert.deepEqual(
    felt((update, pass) => {
      update(reveal('spy_caught'));
      pass(4_000);
      update(reveal('spy_caught'));
      pass(10_000);
    }),
    [PATTERNS.caught],
  );
});

test('another verdict is not felt, nor one that was out when the page was opened', () => {
  assert.deepEqual(
    felt((update, pass) => {
      update(reveal('innocent'));
      pass(5_000);
    }),
    [],
  );
  assert.deepEqual(
    felt((update, pass) => {
      pass(5_000);
      update(reveal('spy_caught'));
      pass(5_000);
    }),
    [],
  );
});
