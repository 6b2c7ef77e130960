import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { TIMING } from '../../../www/js/timing.js';
import { atAnyTime, thisMomentOnly } from '../../../www/js/validity.js';
import { settled } from './fake_platform.js';
import { openRig, state } from './helpers.js';
import { sure } from '../support/sure.js';

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

const losesEverySocket = () => rig.losesEverySocket();
const polls = () => rig.polls(state('VOTE'), { etag: '"1"' });
const nextTurn = (ms = TIMING.pollEvery) => rig.nextTurn(ms);

const castVote = () => connection.command(vote, thisMomentOnly(state('VOTE')));
const ack = (/** @type {string} */ id, more = {}) => ({ replies: [{ type: 'ack', received: 'vote', id, ...more }] });

test('after five failed attempts the page asks for its state with its token', async () => {
  await losesEverySocket();
  assert.deepEqual(connection.status, { kind: 'reconnecting', attempt: 5, of: 5 });
  assert.equal(platform.request.path, 'state');
  assert.equal(platform.request.method, 'GET');
  assert.equal(platform.request.headers.authorization, 'Bearer t');
  await platform.request.answer(200, state('VOTE'));
  assert.deepEqual(connection.status, { kind: 'polling', every: 3 });
  assert.equal(rig.last.phase, 'VOTE');
});

test('it asks again every three seconds, and names the state it has', async () => {
  await polls();
  const turn = await nextTurn();
  assert.equal(platform.requests.length, 2);
  assert.equal(turn.headers['if-none-match'], '"1"');
  const heard = rig.messages.length;
  await turn.answer(304);
  assert.equal(rig.messages.length, heard);
  assert.equal(rig.kind(), 'polling');
  const later = await nextTurn();
  assert.equal(later.headers['if-none-match'], '"1"');
  await later.answer(200, state('REVEAL'), { etag: '"2"' });
  assert.equal(rig.last.phase, 'REVEAL');
  assert.equal((await nextTurn()).headers['if-none-match'], '"2"');
});

test('a page that polls measures the server’s clock by each whole state, and asks for one when it wakes', async () => {
  await rig.polls(state('LOBBY', { server_time: 70_000 }), { etag: '"1"' });
  assert.deepEqual(rig.trips, [[70_000, platform.time, platform.time]]);
  platform.pass(3_000);
  assert.equal(platform.request.headers['if-none-match'], '"1"');
  await platform.request.answer(304);
  connection.retry();
  assert.equal(platform.request.headers['if-none-match'], undefined);
  platform.time += 200;
  await platform.request.answer(200, state('LOBBY', { server_time: 99_000 }), { etag: '"1"' });
  assert.deepEqual(rig.trips[1], [99_000, platform.time - 200, platform.time]);
});

test('a page that can reach nothing gives up, and goes on trying with ever longer pauses up to 30 s', async () => {
  await losesEverySocket();
  await platform.request.fail();
  assert.equal(rig.kind(), 'gave_up');
  for (const seconds of [6, 12, 24, 30, 30]) {
    const before = platform.requests.length;
    platform.pass(seconds * 1000 - 1);
    await settled();
    assert.equal(platform.requests.length, before);
    await (await nextTurn(1)).fail();
    assert.equal(platform.requests.length, before + 1);
    assert.equal(rig.kind(), 'gave_up');
  }
  await (await nextTurn(30_000)).answer(200, state('VOTE'));
  assert.equal(rig.kind(), 'polling');
  platform.pass(TIMING.pollEvery);
  await settled();
  assert.equal(platform.request.signal.aborted, false);
});

test('a request without an answer is given up after ten seconds', async () => {
  await losesEverySocket();
  platform.pass(TIMING.requestTimeout);
  await settled();
  assert.equal(platform.request.signal.aborted, true);
  assert.equal(rig.kind(), 'gave_up');
});

test('what answers but is not the game server counts as not reached', async () => {
  await losesEverySocket();
  await platform.request.answer(200, { login: 'Welcome to this hotel' });
  assert.equal(rig.kind(), 'gave_up');
  await (await nextTurn(6_000)).answer(502);
  assert.equal(rig.kind(), 'gave_up');
});

test('Retry after giving up tries both ways at once', async () => {
  await losesEverySocket();
  await platform.request.fail();
  const [sockets, requests] = [platform.sockets.length, platform.requests.length];
  connection.retry();
  assert.equal(rig.kind(), 'connecting');
  assert.equal(platform.sockets.length, sockets + 1);
  assert.equal(platform.requests.length, requests + 1);
  await platform.request.fail();
  assert.equal(rig.kind(), 'connecting', 'the socket may still come');
  platform.socket.end(1006);
  assert.equal(rig.kind(), 'gave_up');
});

test('a command goes out at once, is answered, and the new state is fetched', async () => {
  await polls();
  castVote();
  await platform.request.answer(304);
  assert.equal(platform.request.path, 'messages');
  assert.equal(platform.request.method, 'POST');
  assert.equal(platform.request.headers.authorization, 'Bearer t');
  assert.deepEqual(platform.request.body, { ...vote, id: 'id-1' });
  await platform.request.answer(200, ack('id-1'));
  assert.equal(platform.request.path, 'state');
  await platform.request.answer(200, state('VOTE', { has_voted: true }));
  assert.equal(rig.last.has_voted, true);
  await (await nextTurn()).answer(304);
  assert.equal(platform.requests.filter(({ path }) => path === 'messages').length, 1);
});

test('commands go one at a time and in order', async () => {
  await polls();
  castVote();
  connection.command({ type: 'get_state' }, atAnyTime);
  await platform.request.answer(304);
  assert.equal(platform.request.said.id, 'id-1');
  await platform.request.answer(200, ack('id-1'));
  assert.equal(platform.request.said.id, 'id-2');
});

test('a command whose answer got lost is posted again under its id', async () => {
  await polls();
  castVote();
  await platform.request.answer(304);
  await platform.request.fail();
  assert.equal(rig.kind(), 'gave_up');
  await (await nextTurn(6_000)).answer(304);
  assert.deepEqual(platform.request.body, { ...vote, id: 'id-1' });
  await platform.request.answer(200, ack('id-1', { duplicate: true }));
  await platform.request.answer(304);
  assert.equal(rig.kind(), 'polling');
  assert.equal(platform.storage.getItem('spyster.unanswered.t'), null);
});

test('the state is looked at before a kept command is said', async () => {
  await polls();
  platform.pass(0);
  castVote();
  await platform.request.answer(200, state('VOTE', { vote_number: 2 }), { etag: '"9"' });
  assert.equal(
    platform.requests.some(({ path }) => path === 'messages'),
    false,
  );
  assert.equal(sure(rig.late[0]).type, 'vote');
});

test('a refusal and a body that is no good are answers', async () => {
  for (const [status, body] of /** @type {[number, object][]} */ ([
    [200, { replies: [{ type: 'error', code: 'ALREADY_VOTED', message: '', id: 'id-1' }] }],
    [400, { type: 'error', code: 'INVALID_MESSAGE', message: '' }],
  ])) {
    rig = openRig();
    ({ platform, connection } = rig);
    await polls();
    castVote();
    await platform.request.answer(304);
    await platform.request.answer(status, body);
    assert.equal(rig.last.type, 'error');
    await platform.request.answer(304);
    await (await nextTurn()).answer(304);
    assert.equal(platform.requests.filter(({ path }) => path === 'messages').length, 1);
  }
});

test('429 waits as long as the server asks, and still counts as reached', async () => {
  await polls();
  await (await nextTurn()).answer(429, null, { 'retry-after': '7' });
  assert.equal(rig.kind(), 'polling');
  const before = platform.requests.length;
  await nextTurn(6_999);
  assert.equal(platform.requests.length, before);
  await nextTurn(1);
  assert.equal(platform.requests.length, before + 1);
});

test('a command that was posted too fast is posted again on the next turn', async () => {
  await polls();
  castVote();
  await platform.request.answer(304);
  await platform.request.answer(429);
  await (await nextTurn()).answer(304);
  assert.deepEqual(platform.request.body, { ...vote, id: 'id-1' });
});

test('401 tells the page that its token is dead; without one it only knocks', async () => {
  await polls();
  rig.listener.message = (message) => {
    rig.messages.push(message);
    if (message.type !== 'error' || message.code !== 'SESSION_EXPIRED') return;
    rig.greeting = null;
    connection.restartWithoutSession();
  };
  await (await nextTurn()).answer(401, { type: 'error', code: 'SESSION_EXPIRED', message: '' });
  assert.equal(rig.last.code, 'SESSION_EXPIRED');
  assert.equal(platform.request.path, 'health');
  assert.equal(platform.request.headers.authorization, undefined);
  await platform.request.answer(200, { status: 'ok' });
  assert.equal(rig.kind(), 'polling');
});

test('a seat is taken by post, and its state fetched at once with the new token', async () => {
  rig.greeting = null;
  await losesEverySocket();
  await platform.request.answer(200, { status: 'ok' });
  assert.equal(rig.kind(), 'polling');
  rig.greeting = { type: 'join', name: 'Ana', room: 'KXQ7' };
  rig.listener.message = (message) => {
    rig.messages.push(message);
    if (message.type === 'join_success') rig.greeting = { type: 'resume', token: message.session_token };
  };
  assert.equal(connection.greet(), true);
  assert.deepEqual(platform.request.body, { type: 'join', name: 'Ana', room: 'KXQ7' });
  assert.equal(platform.request.headers.authorization, undefined);
  await platform.request.answer(200, {
    replies: [
      { type: 'ack', received: 'join' },
      { type: 'join_success', player_name: 'Ana', session_token: 'new', room: 'KXQ7' },
    ],
  });
  assert.equal(platform.request.path, 'state');
  assert.equal(platform.request.headers.authorization, 'Bearer new');
  await platform.request.answer(200, state('LOBBY'));
  assert.equal(rig.last.phase, 'LOBBY');
});

test('a join that waits for the host is asked again on every turn', async () => {
  rig.greeting = { type: 'join', name: 'Tom', room: 'KXQ7' };
  await losesEverySocket();
  const pending = { replies: [{ type: 'error', code: 'REJOIN_PENDING', message: '' }] };
  await platform.request.answer(200, pending);
  assert.equal(platform.requests.length, 1);
  const turn = await nextTurn();
  assert.equal(turn.said.type, 'join');
  await turn.answer(200, pending);
  assert.equal(platform.requests.length, 2);
});

test('leaving by post is leaving', async () => {
  await polls();
  connection.command({ type: 'leave' }, atAnyTime);
  await platform.request.answer(304);
  await platform.request.answer(200, { replies: [{ type: 'ack', received: 'leave', id: 'id-1' }] });
  assert.equal(rig.status.reason, 'left');
  const requests = platform.requests.length;
  platform.pass(120_000);
  await settled();
  assert.equal(platform.requests.length, requests);
});

for (const [type, reason] of Object.entries({
  removed: 'removed',
  room_closed: 'room_closed',
  session_replaced: 'replaced',
})) {
  test(`${type} by post ends the connection for good`, async () => {
    await polls();
    castVote();
    await platform.request.answer(304);
    await platform.request.answer(200, { replies: [{ type, message: '' }] });
    assert.equal(rig.status.reason, reason);
  });
}

test('what is said once is posted once, and not again if it gets lost', async () => {
  await polls();
  assert.equal(connection.send({ type: 'device_info', info: {} }), true);
  await platform.request.answer(304);
  assert.equal(platform.request.said.type, 'device_info');
  await platform.request.fail();
  await (await nextTurn(6_000)).answer(304);
  assert.equal(platform.request.path, 'state');
});
