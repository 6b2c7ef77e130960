import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Choices } from '../../../www/js/choices.js';
import { player, state } from './helpers.js';

/** A player who has picked Ben, ALL IN. */
function inVote() {
  const choices = new Choices();
  choices.onState(state('VOTE'));
  choices.choose({ target: 'Ben', bet: 3, place: 'casino', tab: 'places' });
  return choices;
}

test('choices survive every update of the same vote', () => {
  const choices = inVote();
  choices.onState(state('VOTE', { seq: 2, votes_submitted: 2 }));
  choices.onState(state('PAUSED', { paused_phase: 'VOTE' }));
  choices.onState(state('VOTE', { seq: 4, players: ['Ana', 'Ben', 'Cleo'].map((name) => player(name)) }));
  assert.deepEqual(choices.now, { target: 'Ben', bet: 3, place: 'casino', tab: 'places', locked: false });
});

test('another vote, round or game starts afresh', () => {
  for (const next of [{ current_round: 2 }, { vote_number: 2 }, { session_id: 'other' }]) {
    const choices = inVote();
    choices.onState(state('VOTE', next));
    assert.equal(choices.now.target, null);
    assert.equal(choices.now.bet, 1);
  }
});

test('a suspect who is gone is no longer chosen; what is locked stays', () => {
  const players = ['Ana', 'Cleo', 'Dan'].map((name) => player(name));
  const choices = inVote();
  choices.onState(state('VOTE', { players }));
  assert.equal(choices.now.target, null);
  assert.equal(choices.now.bet, 3);

  const locked = inVote();
  locked.choose({ locked: true });
  locked.onState(state('VOTE', { players }));
  assert.equal(locked.now.target, 'Ben');
});

test('a reload brings back what was chosen in the same vote, but never a lock', () => {
  /** @type {string | null} */
  let kept = null;
  const memory = {
    load: () => kept,
    save: (/** @type {string} */ text) => {
      kept = text;
    },
  };
  const before = new Choices(memory);
  before.onState(state('VOTE'));
  before.choose({ target: 'Ben', bet: 3, place: 'casino', tab: 'places', locked: true });

  const after = new Choices(memory);
  after.onState(state('VOTE', { seq: 2 }));
  assert.deepEqual(after.now, { target: 'Ben', bet: 3, place: 'casino', tab: 'places', locked: false });
  const later = new Choices(memory);
  later.onState(state('VOTE', { current_round: 2 }));
  assert.deepEqual(later.now, { target: null, bet: 1, place: null, tab: 'main', locked: false });
});

test('watchers hear of changes until they stop', () => {
  const choices = new Choices();
  let heard = 0;
  const stop = choices.watch(() => {
    heard += 1;
  });
  choices.choose({ bet: 2 });
  stop();
  choices.choose({ bet: 3 });
  assert.equal(heard, 1);
});
