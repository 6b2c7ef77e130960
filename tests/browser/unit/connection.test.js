import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Connection } from '../../../www/js/connection.js';
import { TIMING, backOff } from '../../../www/js/timing.js';
import { openRig, state } from './helpers.js';
import { sure } from '../support/sure.js';

/** @import { Rig } from './helpers.js' */

/** @type {Rig} */
let rig;
/** @type {Rig['world']} */
let world;
/** @type {Rig['connection']} */
let connection;

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
  assert.equal(world.socket.sent.length, 0);
  welcome();
  assert.equal(kind(), 'connected');
  assert.deepEqual(world.socket.sent[0], rig.greeting);
  assert.equal(sure(world.socket.sent[1]).type, 'ping');
});

test('gives an attempt ten seconds', () => {
  rig.opensASocket();
  world.socket.end(1006);
  world.pass(1_000);
  world.pass(TIMING.connectTimeout - 1);
  assert.deepEqual(connection.status, { kind: 'reconnecting', attempt: 1, of: 5 });
  world.pass(1);
  assert.deepEqual(connection.status, { kind: 'reconnecting', attempt: 2, of: 5 });
  assert.equal(sure(world.sockets[1]).closed, true);
});

test('waits 1, 2, 4, 8, 16 seconds between attempts', () => {
  rig.opensASocket();
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
  world.pass(2_999);
  assert.equal(world.socket.closed, false);
  world.pass(1);
  assert.equal(world.socket.closed, true);
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
  1000: 'left',
  1008: 'refused',
  1009: 'too_big',
  4001: 'replaced',
  4002: 'removed',
  4003: 'room_closed',
  4008: 'flooding',
})) {
  test(`close code ${code} is final (${reason}) until somebody asks again`, () => {
    inVote();
    world.socket.end(Number(code));
    assert.equal(rig.status.reason, reason);
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
  old.end(4001);
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

test('a frame that is no message is passed over, and the console says so', () => {
  inVote();
  const before = world.told.length;
  for (const data of ['<html>', 'null', '[]', '5', '{"type":5}', '{}']) {
    world.socket.onmessage?.({ data });
    assert.equal(world.told.at(-1), 'Unreadable frame from the server.', data);
  }
  assert.equal(world.told.length, before + 6);
  assert.equal(kind(), 'connected');
});

test('a welcome says how long the next attempts may take', () => {
  connection.start();
  world.socket.say({ type: 'welcome', server_time: 0, connect_timeout_seconds: 3 });
  world.socket.end(1006);
  world.pass(1_000);
  assert.equal(world.sockets.length, 2);
  world.pass(2_999);
  assert.equal(rig.status.attempt, 1);
  world.pass(1);
  assert.equal(rig.status.attempt, 2);
});

test('the console tells of connections, of the attempts they took, and of errors, and of nothing else', () => {
  connection.start();
  world.socket.end(1006);
  world.pass(1_000);
  rig.comeBack(state('VOTE'));
  world.socket.say({ type: 'pong', timestamp: world.time, server_time: 5 });
  world.socket.say({ type: 'ack', received: 'ping' });
  world.socket.say({ type: 'error', code: 'ALREADY_VOTED', message: 'You have voted.' });
  assert.deepEqual(world.told, [
    'WebSocket connected.',
    'Connection established, attempts: 2.',
    'Server error ALREADY_VOTED: You have voted.',
  ]);
});

/** The server is gone for as long as this goes on, and every way to it fails. */
async function outage() {
  for (let second = 0; second < 120; second += 1) {
    if (world.socket && !world.socket.closed) world.socket.end(1006);
    for (const request of world.requests.splice(0)) await request.fail();
    world.pass(1_000);
  }
}

test('after the game is over the page stops trying, until somebody needs it', async () => {
  rig.start(state('END'));
  await outage();
  assert.equal(kind(), 'resting');
  const tried = world.sockets.length;
  await outage();
  assert.equal(world.sockets.length, tried);
  connection.retry();
  assert.equal(world.sockets.length, tried + 1);
  rig.comeBack(state('END'));
  assert.equal(kind(), 'connected');
  await outage();
  assert.equal(kind(), 'resting');
  connection.command({ type: 'admin', action: 'play_again' }, null);
  rig.comeBack(state('END'));
  assert.equal(rig.commands().at(-1)?.action, 'play_again');
});

test('in the middle of a game it never stops trying', async () => {
  inVote();
  await outage();
  assert.equal(kind(), 'gave_up');
  const tried = world.sockets.length;
  await outage();
  assert.ok(world.sockets.length > tried);
});
