import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Connection } from '../../../www/js/connection.js';
import { TIMING, backOff } from '../../../www/js/timing.js';
import { atAnyTime, thisMomentOnly } from '../../../www/js/outgoing.js';
import { FakeWorld, state } from './helpers.js';

let world, seen, late, trips, greeting, listener, connection;

beforeEach(() => {
  world = new FakeWorld();
  seen = [];
  late = [];
  trips = [];
  greeting = { type: 'resume', token: 't' };
  listener = {
    status: () => {},
    message: (message) => seen.push(message),
    greeting: () => greeting,
    tooLate: (message) => late.push(message),
    roundTrip: (...trip) => trips.push(trip),
  };
  connection = new Connection('http://tv/api/', world, listener);
});

const kind = () => connection.status.kind;
const welcome = () => world.socket.say({ type: 'welcome', server_time: 0 });
const restored = () => world.socket.say({ type: 'session_restored', name: 'Ana', token: 't', room: 'KXQ7' });
const commands = () => world.socket.sent.filter((message) => message.id);
const vote = { type: 'vote', target: 'Ben', confidence: 2 };

/** A page in the middle of a vote. */
function inVote() {
  connection.start();
  welcome();
  restored();
  world.socket.say(state('VOTE'));
}

test('connects, says what it has to say first, and is connected from the welcome on', () => {
  connection.start();
  assert.equal(kind(), 'connecting');
  assert.equal(world.socket.url, 'ws://tv/api/ws');
  assert.deepEqual(world.socket.sent, []);
  welcome();
  assert.equal(kind(), 'connected');
  assert.deepEqual(world.socket.sent[0], greeting);
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
  connection = new Connection('http://tv/api/', world, listener, { ...TIMING, connectTimeout: 3_000 });
  connection.start();
  world.pass(3_000);
  assert.equal(kind(), 'reconnecting');
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

test('latency is the median of the last five round trips', () => {
  inVote();
  for (const ms of [500, 10, 20, 30, 40, 50]) {
    world.socket.say({ type: 'pong', timestamp: world.time - ms, server_time: 7 });
  }
  assert.deepEqual(connection.status, { kind: 'connected', latency: 30 });
  assert.deepEqual(trips[0], [7, world.time - 500, world.time]);
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
  assert.equal(seen.length, 1);
});

test('a command is sent once, and forgotten when it is answered', () => {
  inVote();
  connection.command(vote, thisMomentOnly(state('VOTE')));
  assert.deepEqual(commands(), [{ ...vote, id: 'id-1' }]);
  world.socket.say({ type: 'ack', received: 'vote', id: 'id-1' });
  world.socket.end(1006);
  world.pass(1_000);
  welcome();
  restored();
  world.socket.say(state('VOTE'));
  assert.deepEqual(commands(), []);
});

test('what was not answered is sent again in order, with the same ids, once the session is back', () => {
  inVote();
  connection.command(vote, thisMomentOnly(state('VOTE')));
  world.socket.end(1006);
  connection.command({ type: 'leave' }, atAnyTime);
  world.pass(1_000);
  welcome();
  assert.deepEqual(commands(), []);
  restored();
  world.socket.say(state('VOTE'));
  assert.deepEqual(commands(), [{ ...vote, id: 'id-1' }, { type: 'leave', id: 'id-2' }]);
  world.socket.say(state('VOTE'));
  assert.equal(commands().length, 2);
});

test('a kept command that the game has overtaken is given up and reported', () => {
  inVote();
  world.socket.end(1006);
  connection.command({ type: 'call_vote' }, thisMomentOnly(state('QUESTIONING')));
  world.pass(1_000);
  welcome();
  restored();
  world.socket.say(state('QUESTIONING', { current_round: 2 }));
  assert.deepEqual(commands(), []);
  assert.equal(late[0].type, 'call_vote');
});

test('a vote kept during a pause is sent when the game goes on', () => {
  inVote();
  world.socket.end(1006);
  connection.command(vote, thisMomentOnly(state('VOTE')));
  world.pass(1_000);
  welcome();
  restored();
  world.socket.say(state('PAUSED', { paused_phase: 'VOTE' }));
  assert.deepEqual(commands(), []);
  world.socket.say(state('VOTE'));
  assert.equal(commands().length, 1);
});

test('a lost seat takes its unsent commands with it', () => {
  inVote();
  world.socket.end(1006);
  connection.command({ type: 'leave' }, atAnyTime);
  connection.restartWithoutSession();
  welcome();
  restored();
  world.socket.say(state('LOBBY'));
  assert.deepEqual(commands(), []);
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
