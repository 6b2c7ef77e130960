import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { TIMING } from '../../../www/js/timing.js';
import { atAnyTime, thisMomentOnly } from '../../../www/js/validity.js';
import { openRig, state } from './helpers.js';
import { sure } from '../support/sure.js';

/** @import { ClientMessage, State } from '../../../www/js/protocol.js' */
/** @import { Rig } from './helpers.js' */

/** @type {ClientMessage} */
const vote = { type: 'vote', target: 'Ben', confidence: 2 };
/** @type {Rig} */
let rig;
/** @type {Rig['platform']} */
let platform;
/** @type {Rig['connection']} */
let connection;

beforeEach(() => {
  rig = openRig();
  ({ platform, connection } = rig);
  rig.start(state('VOTE'));
});

const castVote = () => connection.command(vote, thisMomentOnly(state('VOTE')));
const acked = (more = {}) => platform.socket.say({ type: 'ack', received: 'vote', id: 'id-1', ...more });
/** The connection is lost and comes back, into this state. */
function blink(/** @type {State} */ now) {
  platform.socket.end(1006);
  platform.pass(1_000);
  rig.comeBack(now);
}
/** The page is closed and opened again. */
function reopen(/** @type {State} */ now) {
  rig.reopen();
  connection = rig.connection;
  rig.start(now);
}

test('a command is sent once, and forgotten when it is answered', () => {
  castVote();
  assert.deepEqual(rig.commands(), [{ ...vote, id: 'id-1' }]);
  acked();
  blink(state('VOTE'));
  assert.deepEqual(rig.commands(), []);
});

test('an answer that says it was a duplicate is an answer', () => {
  castVote();
  blink(state('VOTE'));
  acked({ duplicate: true });
  blink(state('VOTE'));
  assert.deepEqual(rig.commands(), []);
  assert.equal(platform.storage.kept.size, 0);
});

test('what was not answered is sent again in order, with the same ids, once the session is back', () => {
  castVote();
  platform.socket.end(1006);
  connection.command({ type: 'leave' }, atAnyTime);
  platform.pass(1_000);
  rig.welcome();
  assert.deepEqual(rig.commands(), []);
  rig.restored();
  platform.socket.say(state('VOTE'));
  assert.deepEqual(rig.commands(), [
    { ...vote, id: 'id-1' },
    { type: 'leave', id: 'id-2' },
  ]);
  platform.socket.say(state('VOTE'));
  assert.equal(rig.commands().length, 2);
});

test('a command without an answer for five seconds ends the socket and goes out again on the next', () => {
  platform.socket.say({ type: 'pong', timestamp: platform.time, server_time: 5 });
  platform.pass(1_000);
  castVote();
  platform.pass(TIMING.ackTimeout - 1);
  assert.equal(platform.sockets.length, 1);
  platform.pass(1);
  platform.pass(0);
  assert.equal(platform.sockets.length, 2);
  rig.comeBack(state('VOTE'));
  assert.deepEqual(rig.commands(), [{ ...vote, id: 'id-1' }]);
  acked();
  platform.socket.say({ type: 'pong', timestamp: platform.time, server_time: 5 });
  platform.pass(TIMING.ackTimeout);
  assert.equal(platform.sockets.length, 2);
});

test('what the server found too fast is said again a second later, on the same socket, without a word', () => {
  castVote();
  const heard = rig.messages.length;
  platform.socket.say({ type: 'error', code: 'RATE_LIMITED', message: '', id: 'id-1', received: 'vote' });
  assert.equal(rig.messages.length, heard);
  assert.equal(rig.commands().length, 1);
  platform.pass(TIMING.rateLimitPause);
  assert.deepEqual(rig.commands(), [
    { ...vote, id: 'id-1' },
    { ...vote, id: 'id-1' },
  ]);
});

test('a refusal is an answer', () => {
  castVote();
  platform.socket.say({ type: 'error', code: 'ALREADY_VOTED', message: '', id: 'id-1', received: 'vote' });
  assert.equal(rig.last.code, 'ALREADY_VOTED');
  blink(state('VOTE'));
  assert.deepEqual(rig.commands(), []);
});

test('a page closed and opened again repeats what was not answered, under the same id', () => {
  castVote();
  reopen(state('VOTE'));
  assert.deepEqual(rig.commands(), [{ ...vote, id: 'id-1' }]);
});

test('a page closed and opened again repeats nothing that was answered', () => {
  castVote();
  acked();
  connection.command({ type: 'call_vote' }, thisMomentOnly(state('VOTE')));
  reopen(state('VOTE'));
  assert.deepEqual(rig.commands(), [{ type: 'call_vote', id: 'id-2' }]);
});

test('the commands of one session are not said in the name of another', () => {
  castVote();
  rig.greeting = { type: 'resume', token: 'other' };
  rig.reopen();
  rig.connection.start();
  rig.welcome();
  platform.socket.say({ type: 'session_restored', name: 'Ben', token: 'other', room: 'KXQ7' });
  platform.socket.say(state('VOTE'));
  assert.deepEqual(rig.commands(), []);
});

test('a storage that keeps nothing, or nonsense, costs only what a reload would have kept', () => {
  platform.storage.setItem = () => {};
  castVote();
  blink(state('VOTE'));
  assert.deepEqual(rig.commands(), [{ ...vote, id: 'id-1' }]);
  platform.storage.getItem = () => '{broken';
  reopen(state('VOTE'));
  assert.deepEqual(rig.commands(), []);
});

for (const [what, overtaken] of Object.entries({
  'another round': { current_round: 2 },
  'another vote of the same round': { vote_number: 2 },
  'another game': { session_id: 'x' },
})) {
  test(`a vote kept for later is given up and reported in ${what}`, () => {
    platform.socket.end(1006);
    castVote();
    platform.pass(1_000);
    rig.comeBack(state('VOTE', overtaken));
    assert.deepEqual(rig.commands(), []);
    assert.equal(sure(rig.late[0]).type, 'vote');
    assert.equal(platform.storage.kept.size, 0);
  });
}

test('a vote that was sent and then overtaken goes without a word: it may have been what moved the game on', () => {
  castVote();
  blink(state('REVEAL'));
  assert.deepEqual(rig.commands(), []);
  assert.deepEqual(rig.late, []);
});

test('a vote that the state says is in is not said again', () => {
  castVote();
  blink(state('VOTE', { has_voted: true }));
  assert.deepEqual(rig.commands(), []);
  assert.deepEqual(rig.late, []);
});

test('a vote kept during a pause is sent when the game goes on', () => {
  platform.socket.end(1006);
  castVote();
  platform.pass(1_000);
  rig.comeBack(state('PAUSED', { paused_phase: 'VOTE' }));
  assert.deepEqual(rig.commands(), []);
  platform.socket.say(state('VOTE'));
  assert.equal(rig.commands().length, 1);
});

test('a lost seat takes its unsent commands with it', () => {
  platform.socket.end(1006);
  connection.command({ type: 'leave' }, atAnyTime);
  connection.restartWithoutSession();
  rig.comeBack(state('LOBBY'));
  assert.deepEqual(rig.commands(), []);
  assert.equal(platform.storage.kept.size, 0);
});

test('a tab that takes its seat back says nothing that the other tab has said meanwhile', () => {
  castVote();
  platform.socket.end(4001);
  platform.storage.kept.clear();
  connection.start();
  rig.comeBack(state('VOTE'));
  assert.deepEqual(rig.commands(), []);
});
