import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Connection } from '../../../www/js/connection.js';
import { TIMING, backOff } from '../../../www/js/timing.js';
import { openRig, state } from './helpers.js';

let rig, world, connection;

beforeEach(() => {
  rig = openRig();
  ({ world, connection } = rig);
});

const kind = () => rig.kind();
const welcome = () => rig.welcome();
/** A page in the middle of a vote. */
const inVote = () => rig.start(state('VOTE'));

test('connects, says what it has to say first, and is connected from the welcome on', () => {
  connection.start();
  assert.equal(kind(), 'connecting');
  assert.equal(world.socket.url, 'ws://tv/api/ws');
  assert.deepEqual(world.socket.sent, []);
  welcome();
  assert.equal(kind(), 'connected');
  assert.deepEqual(world.socket.sent[0], rig.greeting);
  assert.equal(world.socket.sent[1].type, 'ping');
});

test('gives an attempt ten seconds', () => {
  connection.start();
  world.pass(TIMING.connectTimeout - 1);
  assert.equal(kind(), 'connecting');
  world.pass(1);
  assert.deepEqual(connection.status, { kind: 'reconnecting', attempt: 1, of: 5 });
  assert.equal(world.sockets[0].closed, true);
});

test('waits 1, 2, 4, 8, 16 seconds between attempts', () => {
  connection.start();
  for (const [index, seconds] of [1, 2, 4, 8, 16].entries()) {
    world.socket.end(1006);
    assert.deepEqual(connection.status, { kind: 'reconnecting', attempt: index + 1, of: 5 });
    world.pass(seconds * 1000 - 1);
    assert.equal(world.sockets.length, index + 1);
    world.pass(1);
    assert.equal(world.sockets.length, index + 2);
  }
  assert.deepEqual(world.requests, []);
});

test('the patience of an attempt can be set', () => {
  connection = new Connection('http://tv/api/', world, rig.listener, { ...TIMING, connectTimeout: 3_000 });
  connection.start();
  world.pass(3_000);
  assert.equal(connection.status.kind, 'reconnecting');
});

test('back-off has jitter of a fifth and an upper end', () => {
  assert.equal(backOff(1, 0), 800);
  assert.equal(backOff(1, 1), 1200);
  assert.equal(backOff(40, 0.5), 30_000);
});

test('Retry tries at once', () => {
  connection.start();
  world.socket.end(1006);
  connection.retry();
  assert.equal(world.sockets.length, 2);
  connection.retry();
  assert.equal(world.sockets.length, 2, 'an attempt under way is left alone');
});

test('an unanswered ping ends a half-open connection', () => {
  inVote();
  world.socket.say({ type: 'pong', timestamp: world.time, server_time: 5 });
  world.pass(TIMING.pingEvery);
  assert.equal(world.socket.sent.filter((message) => message.type === 'ping').length, 2);
  world.pass(TIMING.pongTimeout);
  assert.equal(world.sockets.length, 2);
  assert.equal(kind(), 'reconnecting');
});

test('coming back into view checks a connection that looks alive, with less patience', () => {
  inVote();
  world.socket.say({ type: 'pong', timestamp: world.time, server_time: 5 });
  connection.retry();
  world.pass(TIMING.probeTimeout);
  assert.equal(world.sockets.length, 2);
});

test('a device without a network has its socket prove at once that it is alive', () => {
  inVote();
  world.socket.say({ type: 'pong', timestamp: world.time, server_time: 5 });
  connection.doubt();
  world.socket.say({ type: 'pong', timestamp: world.time, server_time: 5 });
  world.pass(TIMING.offlineTimeout);
  assert.equal(kind(), 'connected', 'It was a false alarm.');
  connection.doubt();
  world.pass(TIMING.offlineTimeout);
  assert.equal(kind(), 'reconnecting');
});

test('latency is the median of the last five round trips', () => {
  inVote();
  for (const ms of [500, 10, 20, 30, 40, 50]) {
    world.socket.say({ type: 'pong', timestamp: world.time - ms, server_time: 7 });
  }
  assert.deepEqual(connection.status, { kind: 'connected', latency: 30 });
  assert.deepEqual(rig.trips[0], [7, world.time - 500, world.time]);
});

for (const [code, reason] of Object.entries({
  1000: 'left', 1008: 'refused', 1009: 'too_big', 4001: 'replaced', 4002: 'removed', 4003: 'room_closed', 4008: 'flooding',
})) {
  test(`close code ${code} is final (${reason}) until somebody asks again`, () => {
    inVote();
    world.socket.end(Number(code));
    assert.equal(connection.status.reason, reason);
    connection.retry();
    world.pass(120_000);
    assert.equal(world.sockets.length, 1);
    connection.start();
    assert.equal(world.sockets.length, 2);
  });
}

test('1012 comes back at once, 1011 after a while', () => {
  inVote();
  world.pass(3_000);
  world.socket.end(1012);
  world.pass(0);
  assert.equal(world.sockets.length, 2);
  welcome();
  world.pass(3_000);
  world.socket.end(1011);
  world.pass(0);
  assert.equal(world.sockets.length, 2);
  world.pass(1_000);
  assert.equal(world.sockets.length, 3);
});

test('a server that closes every new connection with 1012 is not hammered', () => {
  connection.start();
  for (let i = 0; i < 5; i++) {
    welcome();
    world.socket.end(1012);
    world.pass(500);
  }
  assert.ok(world.sockets.length < 5, `${world.sockets.length} sockets`);
});

test('the end of an old socket does not touch its successor', () => {
  connection.start();
  const old = world.socket;
  old.end(1006);
  connection.retry();
  welcome();
  old.onclose({ code: 4001 });
  old.say({ type: 'state' });
  assert.equal(kind(), 'connected');
  assert.equal(rig.messages.length, 1);
});

test('without a connection nothing is said, and the caller knows', () => {
  assert.equal(connection.send({ type: 'join', name: 'Ana' }), false);
  connection.start();
  assert.equal(connection.send({ type: 'join', name: 'Ana' }), false);
  welcome();
  assert.equal(connection.send({ type: 'join', name: 'Ana' }), true);
});

test('a frame that is not JSON is passed over', () => {
  inVote();
  world.socket.onmessage({ data: '<html>' });
  assert.equal(kind(), 'connected');
});
