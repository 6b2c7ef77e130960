import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { TIMING } from '../../../www/js/timing.js';
import { thisMomentOnly } from '../../../www/js/outgoing.js';
import { openRig, settled, state } from './helpers.js';

const vote = { type: 'vote', target: 'Ben', confidence: 2 };
let rig, world, connection;

beforeEach(() => {
  rig = openRig();
  ({ world, connection } = rig);
});

const polls = () => rig.polls(state('VOTE'), { etag: '"1"' });
const nextTurn = (ms = TIMING.pollEvery) => rig.nextTurn(ms);
const castVote = () => connection.command(vote, thisMomentOnly(state('VOTE')));
const ack = (id, more = {}) => ({ replies: [{ type: 'ack', received: 'vote', id, ...more }] });

test('the socket is tried every thirty seconds and taken back once the session is there', async () => {
  await polls();
  rig.statuses.length = 0;
  const before = world.sockets.length;
  for (let turn = 0; turn < 10; turn++) await (await nextTurn()).answer(304);
  assert.equal(world.sockets.length, before + 1);
  rig.welcome();
  assert.equal(rig.kind(), 'polling');
  assert.deepEqual(world.socket.sent[0], rig.greeting);
  rig.restored();
  assert.equal(rig.kind(), 'connected');
  assert.deepEqual([...new Set(rig.statuses)], ['polling', 'connected']);
  world.socket.say(state('REVEAL'));
  assert.equal(rig.messages.at(-1).phase, 'REVEAL');
  const requests = world.requests.length;
  world.socket.say({ type: 'pong', timestamp: world.time, server_time: 5 });
  world.pass(TIMING.pollEvery * 2);
  await settled();
  assert.equal(world.requests.length, requests);
});

test('a socket that fails again while the page polls goes unnoticed', async () => {
  await polls();
  rig.statuses.length = 0;
  connection.retry();
  await world.request.answer(304);
  for (const code of [1006, 1008]) {
    const before = world.sockets.length;
    world.socket.end(code);
    for (let turn = 0; turn < 10; turn++) await (await nextTurn()).answer(304);
    assert.equal(world.sockets.length, before + 1);
  }
  assert.deepEqual([...new Set(rig.statuses)], ['polling']);
});

test('an answer that was under way when the socket came back is not drawn any more', async () => {
  await polls();
  const turn = await nextTurn();
  connection.retry();
  rig.comeBack(state('REVEAL'));
  await turn.answer(200, state('VOTE'));
  assert.equal(rig.messages.at(-1).phase, 'REVEAL');
});

test('the socket waits for the answer of what has just been posted', async () => {
  await polls();
  castVote();
  await world.request.answer(304);
  connection.retry();
  rig.welcome();
  assert.equal(world.socket.closed, true);
  await world.request.answer(200, ack('id-1'));
  await world.request.answer(304);
  world.pass(TIMING.firstDelay);
  rig.comeBack(state('VOTE'));
  assert.deepEqual(rig.commands(), []);
  assert.equal(rig.kind(), 'connected');
});

test('what was posted and not answered goes out on the socket under the same id', async () => {
  await polls();
  castVote();
  await world.request.answer(304);
  await world.request.fail();
  connection.retry();
  rig.comeBack(state('VOTE'));
  assert.deepEqual(rig.commands(), [{ ...vote, id: 'id-1' }]);
});

test('a reload on a network without sockets polls at once', async () => {
  await polls();
  rig.reopen();
  connection = rig.connection;
  connection.start();
  assert.equal(world.request.path, 'state');
  await world.request.answer(200, state('VOTE'));
  assert.equal(rig.kind(), 'polling');
  rig.comeBack(state('VOTE'));
  assert.equal(rig.kind(), 'connected');
  rig.reopen();
  const requests = world.requests.length;
  rig.connection.start();
  assert.equal(world.requests.length, requests);
});
