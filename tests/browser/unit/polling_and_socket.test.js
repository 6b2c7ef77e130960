import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { TIMING } from '../../../www/js/timing.js';
import { thisMomentOnly } from '../../../www/js/validity.js';
import { settled } from './fake_platform.js';
import { openRig, state } from './helpers.js';

/** @import { ClientMessage } from '../../../www/js/protocol.js' */
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
});

const polls = () => rig.polls(state('VOTE'), { etag: '"1"' });
const nextTurn = (ms = TIMING.pollEvery) => rig.nextTurn(ms);
const castVote = () => connection.command(vote, thisMomentOnly(state('VOTE')));
const ack = (/** @type {string} */ id, more = {}) => ({ replies: [{ type: 'ack', received: 'vote', id, ...more }] });

test('the socket is tried every thirty seconds and taken back once the session is there', async () => {
  await polls();
  rig.statuses.length = 0;
  const before = platform.sockets.length;
  for (let turn = 0; turn < 10; turn++) await (await nextTurn()).answer(304);
  assert.equal(platform.sockets.length, before + 1);
  rig.welcome();
  assert.equal(rig.kind(), 'polling');
  assert.deepEqual(platform.socket.sent[0], rig.greeting);
  rig.restored();
  assert.equal(rig.kind(), 'connected');
  assert.deepEqual([...new Set(rig.statuses)], ['polling', 'connected']);
  platform.socket.say(state('REVEAL'));
  assert.equal(rig.last.phase, 'REVEAL');
  const requests = platform.requests.length;
  platform.socket.say({ type: 'pong', timestamp: platform.time, server_time: 5 });
  platform.pass(TIMING.pollEvery * 2);
  await settled();
  assert.equal(platform.requests.length, requests);
});

test('a socket that fails again while the page polls goes unnoticed', async () => {
  await polls();
  rig.statuses.length = 0;
  connection.retry();
  await platform.request.answer(304);
  for (const code of [1006, 1008]) {
    const before = platform.sockets.length;
    platform.socket.end(code);
    for (let turn = 0; turn < 10; turn++) await (await nextTurn()).answer(304);
    assert.equal(platform.sockets.length, before + 1);
  }
  assert.deepEqual([...new Set(rig.statuses)], ['polling']);
});

test('an answer that was under way when the socket came back is not drawn any more', async () => {
  await polls();
  const turn = await nextTurn();
  connection.retry();
  rig.comeBack(state('REVEAL'));
  await turn.answer(200, state('VOTE'));
  assert.equal(rig.last.phase, 'REVEAL');
});

test('the socket waits for the answer of what has just been posted', async () => {
  await polls();
  castVote();
  await platform.request.answer(304);
  connection.retry();
  rig.welcome();
  assert.equal(platform.socket.closed, true);
  await platform.request.answer(200, ack('id-1'));
  await platform.request.answer(304);
  platform.pass(TIMING.firstDelay);
  rig.comeBack(state('VOTE'));
  assert.deepEqual(rig.commands(), []);
  assert.equal(rig.kind(), 'connected');
});

test('what was posted and not answered goes out on the socket under the same id', async () => {
  await polls();
  castVote();
  await platform.request.answer(304);
  await platform.request.fail();
  connection.retry();
  rig.comeBack(state('VOTE'));
  assert.deepEqual(rig.commands(), [{ ...vote, id: 'id-1' }]);
});

test('a reload on a network without sockets polls at once', async () => {
  await polls();
  rig.reopen();
  connection = rig.connection;
  connection.start();
  assert.equal(platform.request.path, 'state');
  await platform.request.answer(200, state('VOTE'));
  assert.equal(rig.kind(), 'polling');
  rig.comeBack(state('VOTE'));
  assert.equal(rig.kind(), 'connected');
  rig.reopen();
  const requests = platform.requests.length;
  rig.connection.start();
  assert.equal(platform.requests.length, requests);
});

test('where no socket has ever opened the page polls as soon as a plain request gets through', async () => {
  connection.start();
  platform.socket.end(1006);
  assert.equal(rig.kind(), 'connecting', 'Nothing says yet that the game cannot be reached.');
  assert.equal(platform.request.path, 'state');
  await platform.request.answer(200, state('VOTE'));
  assert.deepEqual(connection.status, { kind: 'polling', every: 3 });
  assert.equal(rig.last.phase, 'VOTE');
  // It may have been a hiccup: once more soon, and then every half minute.
  platform.pass(1_000);
  assert.equal(platform.sockets.length, 2);
  platform.socket.end(1006);
  platform.pass(TIMING.socketEvery - 1);
  assert.equal(platform.sockets.length, 2);
  platform.pass(1);
  assert.equal(platform.sockets.length, 3);
  rig.comeBack(state('VOTE'));
  assert.deepEqual([...new Set(rig.statuses)], ['connecting', 'polling', 'connected']);
});

test('where plain requests fail too the page goes on by socket, and says so', async () => {
  connection.start();
  for (const [index, seconds] of [1, 2, 4, 8, 16].entries()) {
    platform.socket.end(1006);
    await platform.request.fail();
    assert.deepEqual(connection.status, { kind: 'reconnecting', attempt: index + 1, of: 5 });
    platform.pass(seconds * 1000);
  }
  assert.equal(platform.requests.length, 5, 'One beside each attempt.');
  platform.socket.end(1006);
  await settled();
  await platform.request.fail();
  assert.equal(rig.kind(), 'gave_up');
});

test('a socket that opens while polling is only tried is taken, whatever becomes of the request', async () => {
  connection.start();
  platform.socket.end(1006);
  const trial = platform.request;
  platform.pass(1_000);
  rig.comeBack(state('VOTE'));
  assert.equal(rig.kind(), 'connected');
  await trial.fail();
  assert.equal(rig.kind(), 'connected');
  assert.equal(platform.storage.getItem('spyster.polls'), null);
});

test('a refusal by the game itself is heard while polling is only tried', async () => {
  connection.start();
  platform.socket.end(1006);
  platform.pass(1_000);
  platform.socket.end(1008);
  assert.equal(rig.status.reason, 'refused');
});
