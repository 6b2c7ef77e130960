import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Connection } from '../../../www/js/connection.js';
import { TIMING, backOff } from '../../../www/js/timing.js';
import { openRig, state } from './helpers.js';
import { sure } from '../support/sure.js';

/** @import { Rig } from './helpers.js' */

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

const kind = () => rig.kind();
const welcome = () => rig.welcome();
/** A page in the middle of a vote. */
const inVote = () => rig.start(state('VOTE'));

test('connects, says what it has to say first, and is connected from the welcome on', () => {
  connection.start();
  assert.equal(kind(), 'connecting');
  assert.equal(platform.socket.url, 'ws://tv/api/ws');
  assert.equal(platform.socket.sent.length, 0);
  welcome();
  assert.equal(kind(), 'connected');
  assert.deepEqual(platform.socket.sent[0], rig.greeting);
  assert.equal(sure(platform.socket.sent[1]).type, 'ping');
});

test('gives an attempt ten seconds', () => {
  rig.opensASocket();
  platform.socket.end(1006);
  platform.pass(1_000);
  platform.pass(TIMING.connectTimeout - 1);
  assert.deepEqual(connection.status, { kind: 'reconnecting', attempt: 1, of: 5 });
  platform.pass(1);
  assert.deepEqual(connection.status, { kind: 'reconnecting', attempt: 2, of: 5 });
  assert.equal(sure(platform.sockets[1]).closed, true);
});

test('waits 1, 2, 4, 8, 16 seconds between attempts', () => {
  rig.opensASocket();
  for (const [index, seconds] of [1, 2, 4, 8, 16].entries()) {
    platform.socket.end(1006);
    assert.deepEqual(connection.status, { kind: 'reconnecting', attempt: index + 1, of: 5 });
    platform.pass(seconds * 1000 - 1);
    assert.equal(platform.sockets.length, index + 1);
    platform.pass(1);
    assert.equal(platform.sockets.length, index + 2);
  }
  assert.deepEqual(platform.requests, []);
});

test('the patience of an attempt can be set', () => {
  connection = new Connection('http://tv/api/', platform, rig.listener, { ...TIMING, connectTimeout: 3_000 });
  connection.start();
  platform.pass(2_999);
  assert.equal(platform.socket.closed, false);
  platform.pass(1);
  assert.equal(platform.socket.closed, true);
});

test('back-off has jitter of a fifth and an upper end', () => {
  assert.equal(backOff(1, 0), 800);
  assert.equal(backOff(1, 1), 1200);
  assert.equal(backOff(40, 0.5), 30_000);
});

test('Retry tries at once', () => {
  connection.start();
  platform.socket.end(1006);
  connection.retry();
  assert.equal(platform.sockets.length, 2);
  connection.retry();
  assert.equal(platform.sockets.length, 2, 'an attempt under way is left alone');
});

test('an unanswered ping ends a half-open connection', () => {
  inVote();
  platform.socket.say({ type: 'pong', timestamp: platform.time, server_time: 5 });
  platform.pass(TIMING.pingEvery);
  assert.equal(platform.socket.sent.filter((message) => message.type === 'ping').length, 2);
  platform.pass(TIMING.pongTimeout);
  assert.equal(platform.sockets.length, 2);
  assert.equal(kind(), 'reconnecting');
});

test('coming back into view checks a connection that looks alive, with less patience', () => {
  inVote();
  platform.socket.say({ type: 'pong', timestamp: platform.time, server_time: 5 });
  connection.retry();
  platform.pass(TIMING.probeTimeout);
  assert.equal(platform.sockets.length, 2);
});

test('a device without a network has its socket prove at once that it is alive', () => {
  inVote();
  platform.socket.say({ type: 'pong', timestamp: platform.time, server_time: 5 });
  connection.probe();
  platform.socket.say({ type: 'pong', timestamp: platform.time, server_time: 5 });
  platform.pass(TIMING.offlineTimeout);
  assert.equal(kind(), 'connected', 'It was a false alarm.');
  connection.probe();
  platform.pass(TIMING.offlineTimeout);
  assert.equal(kind(), 'reconnecting');
});

test('latency is the median of the last five round trips', () => {
  inVote();
  for (const ms of [500, 10, 20, 30, 40, 50]) {
    platform.socket.say({ type: 'pong', timestamp: platform.time - ms, server_time: 7 });
  }
  assert.deepEqual(connection.status, { kind: 'connected', latency: 30 });
  assert.deepEqual(rig.trips[0], [7, platform.time - 500, platform.time]);
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
    platform.socket.end(Number(code));
    assert.equal(rig.status.reason, reason);
    connection.retry();
    platform.pass(120_000);
    assert.equal(platform.sockets.length, 1);
    connection.start();
    assert.equal(platform.sockets.length, 2);
  });
}

test('1012 comes back at once, 1011 after a while', () => {
  inVote();
  platform.pass(3_000);
  platform.socket.end(1012);
  platform.pass(0);
  assert.equal(platform.sockets.length, 2);
  welcome();
  platform.pass(3_000);
  platform.socket.end(1011);
  platform.pass(0);
  assert.equal(platform.sockets.length, 2);
  platform.pass(1_000);
  assert.equal(platform.sockets.length, 3);
});

test('a server that closes every new connection with 1012 is not hammered', () => {
  connection.start();
  for (let i = 0; i < 5; i++) {
    welcome();
    platform.socket.end(1012);
    platform.pass(500);
  }
  assert.ok(platform.sockets.length < 5, `${platform.sockets.length} sockets`);
});

test('the end of an old socket does not touch its successor', () => {
  connection.start();
  const old = platform.socket;
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
  const before = platform.told.length;
  for (const data of ['<html>', 'null', '[]', '5', '{"type":5}', '{}']) {
    platform.socket.onmessage?.({ data });
    assert.equal(platform.told.at(-1), 'Unreadable frame from the server.', data);
  }
  assert.equal(platform.told.length, before + 6);
  assert.equal(kind(), 'connected');
});

test('a welcome says how long the next attempts may take', () => {
  connection.start();
  platform.socket.say({ type: 'welcome', server_time: 0, connect_timeout_seconds: 3 });
  platform.socket.end(1006);
  platform.pass(1_000);
  assert.equal(platform.sockets.length, 2);
  platform.pass(2_999);
  assert.equal(rig.status.attempt, 1);
  platform.pass(1);
  assert.equal(rig.status.attempt, 2);
});

test('the console tells of connections, of the attempts they took, and of errors, and of nothing else', () => {
  connection.start();
  platform.socket.end(1006);
  platform.pass(1_000);
  rig.comeBack(state('VOTE'));
  platform.socket.say({ type: 'pong', timestamp: platform.time, server_time: 5 });
  platform.socket.say({ type: 'ack', received: 'ping' });
  platform.socket.say({ type: 'error', code: 'ALREADY_VOTED', message: 'You have voted.' });
  assert.deepEqual(platform.told, [
    'WebSocket connected.',
    'Connection established, attempts: 2.',
    'Server error ALREADY_VOTED: You have voted.',
  ]);
});

/** The server is gone for as long as this goes on, and every way to it fails. */
async function outage() {
  for (let second = 0; second < 120; second += 1) {
    if (platform.socket && !platform.socket.closed) platform.socket.end(1006);
    for (const request of platform.requests.splice(0)) await request.fail();
    platform.pass(1_000);
  }
}

test('after the game is over the page stops trying, until somebody needs it', async () => {
  rig.start(state('END'));
  await outage();
  assert.equal(kind(), 'resting');
  const tried = platform.sockets.length;
  await outage();
  assert.equal(platform.sockets.length, tried);
  connection.retry();
  assert.equal(platform.sockets.length, tried + 1);
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
  const tried = platform.sockets.length;
  await outage();
  assert.ok(platform.sockets.length > tried);
});

test('the newest state is at hand before the page hears of it, and until the seat is gone', () => {
  const phase = () => connection.state?.phase;
  rig.listener.message = (message) => {
    if (message.type === 'state') assert.equal(phase(), message.phase);
  };
  assert.equal(phase(), undefined);
  rig.start(state('ROLES'));
  platform.socket.say(state('VOTE'));
  platform.socket.end(1006);
  assert.equal(phase(), 'VOTE', 'A page without a connection goes on showing it.');
  connection.restartWithoutSession();
  assert.equal(phase(), undefined);
});
