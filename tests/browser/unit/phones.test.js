import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import './english.js';
import { Phones } from '../../../www/js/phones.js';

/** @import { ClientMessage, CommandResult, DeviceInfo } from '../../../www/js/protocol.js' */

/** @type {Phones} */
let phones;
/** @type {ClientMessage[]} */
let sent;
let reachable = true;
let drawn = 0;

beforeEach(() => {
  sent = [];
  reachable = true;
  drawn = 0;
  let ids = 0;
  phones = new Phones(
    (message) => {
      if (reachable) sent.push(message);
      return reachable;
    },
    () => `m${++ids}`,
  );
  phones.watch(() => {
    drawn += 1;
  });
});

/** @type {DeviceInfo} */
const device = {
  screen: '390×844',
  browser: 'Safari 18 on iOS',
  language: 'en',
  visibility: 'visible',
  latency_ms: 12,
};

test('a phone is asked, and what it says is kept', () => {
  phones.ask('Ana');
  assert.deepEqual(sent, [{ type: 'device_info_request', player_name: 'Ana', request_id: 'm1', id: 'm1' }]);
  assert.match(phones.about('Ana').deviceNote, /Asking/);
  assert.equal(
    phones.onState({ type: 'device_info_response', player_name: 'Ana', request_id: 'm1', device_info: device }),
    true,
  );
  assert.deepEqual(phones.about('Ana'), { device, deviceNote: '', nudgeNote: '' });
  assert.equal(drawn, 2);
  assert.equal(phones.about('Ben').device, null);
});

test('a phone that does not answer says so in words, and hides what it said before', () => {
  phones.onState({ type: 'device_info_response', player_name: 'Ana', request_id: 'x', device_info: device });
  phones.ask('Ana');
  assert.equal(phones.onState({ type: 'error', code: 'PLAYER_UNREACHABLE', message: 'code', id: 'm1' }), true);
  assert.equal(phones.about('Ana').device, null);
  assert.match(phones.about('Ana').deviceNote, /does not answer/);
});

test('a nudge ends done, failed or cancelled, with the reason in words', () => {
  phones.nudge('Ana');
  assert.deepEqual(sent, [{ type: 'nudge', player_name: 'Ana', id: 'm1' }]);
  const result = (/** @type {Pick<CommandResult, 'status' | 'reason'>} */ more) =>
    phones.onState({ type: 'command_result', command_id: 'c', player_name: 'Ana', ...more });
  assert.equal(result({ status: 'done' }), true);
  assert.match(phones.about('Ana').nudgeNote, /has shown it/);
  result({ status: 'cancelled', reason: 'device_disconnected' });
  assert.match(phones.about('Ana').nudgeNote, /cancelled: their phone lost its connection/);
  result({ status: 'failed', reason: 'page_hidden' });
  assert.match(phones.about('Ana').nudgeNote, /failed: the game is not on their screen/);
  result({ status: 'failed', reason: 'something new' });
  assert.match(phones.about('Ana').nudgeNote, /something new/);
});

test('a refusal goes to the question it answers, by id; others are left alone', () => {
  phones.ask('Ana');
  phones.nudge('Ben');
  assert.equal(phones.onState({ type: 'error', code: 'NOT_CONNECTED', message: '', id: 'm2' }), true);
  assert.match(phones.about('Ben').nudgeNote, /not connected/);
  assert.match(phones.about('Ana').deviceNote, /Asking/);
  assert.equal(phones.onState({ type: 'error', code: 'INVALID_PHASE', message: '', id: 'other' }), false);
  assert.equal(phones.onState({ type: 'error', code: 'INVALID_PHASE', message: '' }), false);
  assert.equal(phones.onState({ type: 'ack', received: 'nudge', id: 'm2' }), false);
});

test('without a connection nothing is asked, and that is said', () => {
  reachable = false;
  phones.ask('Ana');
  phones.nudge('Ana');
  assert.match(phones.about('Ana').deviceNote, /no direct connection/);
  assert.match(phones.about('Ana').nudgeNote, /no direct connection/);
});

test('a lost connection ends the waiting, and leaves alone what has been answered', () => {
  phones.ask('Ana');
  phones.nudge('Ben');
  phones.nudge('Cleo');
  phones.onState({ type: 'device_info_response', player_name: 'Ana', request_id: 'm1', device_info: device });
  phones.onState({ type: 'command_result', command_id: 'c', player_name: 'Cleo', status: 'done' });
  phones.lost();
  assert.equal(phones.about('Ana').deviceNote, '');
  assert.match(phones.about('Ben').nudgeNote, /no direct connection/);
  assert.match(phones.about('Cleo').nudgeNote, /has shown it/);
});
