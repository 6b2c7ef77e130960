// What a page or a browser throws leaves the connection able to go on.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { TIMING } from '../../../www/js/timing.js';
import { thisMomentOnly } from '../../../www/js/validity.js';
import { settled } from './fake_platform.js';
import { openRig, state } from './helpers.js';

/** @import { ClientMessage } from '../../../www/js/protocol.js' */
/** @import { Rig } from './helpers.js' */

/** @type {ClientMessage} */
const vote = { type: 'vote', target: 'Ben', confidence: 2 };
const broken = new Error('This view is broken.');
/** @type {Rig} */
let rig;
/** @type {Rig['platform']} */
let platform;
/** @type {Rig['connection']} */
let connection;

beforeEach(() => {
  // What nobody has caught is thrown by a timer.
  mock.timers.enable({ apis: ['setTimeout'] });
  rig = openRig();
  ({ platform, connection } = rig);
});
afterEach(() => mock.timers.reset());

/** Whatever is reported as uncaught; one error at a time. */
const assertReported = () => assert.throws(() => mock.timers.tick(0), broken);

test('a view that throws holds back no command, and is told of the next state', () => {
  rig.start(state('VOTE'));
  platform.socket.end(1006);
  connection.command(vote, thisMomentOnly(state('VOTE')));
  /** @type {[string, number][]} */
  const heard = [];
  rig.listener.message = (message) => {
    if (message.type !== 'state') return;
    heard.push([message.phase, rig.commands().length]);
    throw broken;
  };
  platform.pass(1_000);
  rig.comeBack(state('VOTE'));
  assert.deepEqual(heard, [['VOTE', 1]], 'The vote was sent before the page was told.');
  assertReported();
  platform.socket.say(state('REVEAL'));
  assert.equal(heard.length, 2);
  assertReported();
  assert.equal(rig.kind(), 'connected');
});

test('a page that polls goes on polling when a view throws', async () => {
  rig.listener.message = (message) => {
    if (message.type === 'state') throw broken;
  };
  await rig.polls(state('VOTE'));
  assertReported();
  assert.equal(rig.kind(), 'polling');
  assert.equal((await rig.nextTurn(TIMING.pollEvery)).path, 'state');
});

test('a status that can not be shown changes nothing', () => {
  rig.listener.status = () => {
    throw broken;
  };
  connection.start();
  assert.equal(platform.sockets.length, 1);
  assertReported();
  rig.welcome();
  assert.equal(rig.kind(), 'connected');
  assertReported();
});

test('a browser that refuses to open a socket polls at once, and tries again every half minute', async () => {
  const { openSocket } = platform;
  let tried = 0;
  platform.openSocket = () => {
    tried += 1;
    throw new DOMException('The policy does not allow it.', 'SecurityError');
  };
  connection.start();
  await settled();
  await platform.request.answer(200, state('VOTE'));
  assert.equal(rig.kind(), 'polling');
  assert.equal(rig.last.phase, 'VOTE');
  assert.equal(tried, 1);
  platform.pass(TIMING.socketEvery - 1);
  assert.equal(tried, 1);
  platform.pass(1);
  assert.equal(tried, 2);
  assert.ok(!rig.statuses.includes('gave_up'), rig.statuses.join());
  platform.openSocket = openSocket;
  platform.pass(TIMING.socketEvery);
  rig.comeBack(state('REVEAL'));
  assert.equal(rig.kind(), 'connected');
});

test('a page that has polled before and may open no socket asks once, not twice', async () => {
  platform.storage.setItem('spyster.polls', 'yes');
  platform.openSocket = () => {
    throw new DOMException('The policy does not allow it.', 'SecurityError');
  };
  connection.start();
  await settled();
  assert.equal(platform.requests.length, 1);
  assert.deepEqual(rig.statuses, ['connecting']);
});
