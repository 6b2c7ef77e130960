import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServerClock, minutesAndSeconds, secondsLeft } from '../../../www/js/clock.js';

test('without a word from the server it is this device’s time', () => {
  assert.equal(new ServerClock(() => 42).now(), 42);
});

test('before anything is measured, the message that travelled least counts', () => {
  const clock = new ServerClock(() => 1_000);
  clock.heard(5_900);
  clock.heard(5_990);
  clock.heard(5_950);
  assert.equal(clock.now(), 5_990);
});

test('the quickest measurement is believed', () => {
  const clock = new ServerClock(() => 1_000);
  clock.heard(9_000);
  clock.measured(9_300, 400, 1_000);
  clock.measured(9_010, 980, 1_000);
  assert.equal(clock.now(), 9_020);
});

test('a jump of the device’s clock is noticed', () => {
  let local = 1_000;
  const clock = new ServerClock(() => local);
  clock.measured(9_005, 990, 1_000);
  local += 3_600_000;
  clock.measured(9_500, local - 200, local);
  assert.equal(clock.now(), 9_600);
});

for (const slept of [500, 20_000, 3_600_000]) {
  test(`after the page or the server has slept for ${slept} ms the next measurement counts`, () => {
    for (const [page, server] of /** @type {const} */ ([
      [0, slept],
      [slept, 0],
    ])) {
      let local = 1_000;
      const clock = new ServerClock(() => local);
      for (const ms of [30, 10, 20]) clock.measured(9_000 - ms / 2, local - ms, local);
      local += 10_000 + page;
      clock.measured(19_000 + server - 20, local - 40, local);
      assert.equal(clock.now(), 19_000 + server);
    }
  });
}

test('a slow measurement that may be true is no sign of a sleep', () => {
  const clock = new ServerClock(() => 1_000);
  clock.measured(8_995, 990, 1_000);
  clock.measured(8_000, 0, 1_000);
  assert.equal(clock.now(), 9_000);
});

test('a timer runs on from where the state saw it', () => {
  /** @type {Parameters<typeof secondsLeft>[0]} */
  const state = { phase: 'VOTE', server_time: 10_000, timer: { name: 'vote', remaining: 30.5, total: 60 } };
  assert.equal(secondsLeft(state, 10_000), 30.5);
  assert.equal(secondsLeft(state, 20_000), 20.5);
  assert.equal(secondsLeft(state, 99_000), 0);
});

test('a timer runs to its end and not to a rounded second', () => {
  /** @type {Parameters<typeof secondsLeft>[0]} */
  const state = {
    phase: 'VOTE',
    server_time: 10_000,
    timer: { name: 'vote', remaining: 31, total: 60, ends_at: 40_200 },
  };
  assert.equal(secondsLeft(state, 10_000), 30.2);
  assert.equal(secondsLeft({ ...state, server_time: 10_100 }, 10_100), 30.1);
  assert.equal(secondsLeft(state, 40_300), 0);
});

test('a server that began anew may have another time', () => {
  const clock = new ServerClock(() => 1_000);
  clock.measured(9_000, 990, 1_010);
  clock.restart(3_000);
  clock.heard(2_990);
  assert.equal(clock.now(), 3_000);
});

test('a timer stands still in a pause, and there may be none', () => {
  /** @type {Parameters<typeof secondsLeft>[0]} */
  const state = { phase: 'PAUSED', server_time: 10_000, timer: { name: 'vote', remaining: 30, total: 60 } };
  assert.equal(secondsLeft(state, 99_000), 30);
  assert.equal(secondsLeft({ phase: 'LOBBY', server_time: 0 }, 5), null);
});

test('time is shown in minutes and seconds, the last second included', () => {
  assert.deepEqual([420, 65.2, 10, 0.1, 0].map(minutesAndSeconds), ['7:00', '1:06', '0:10', '0:01', '0:00']);
});
