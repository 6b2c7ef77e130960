import assert from 'node:assert/strict';
import { test } from 'node:test';
import './english.js';
import { presenceNote, presenceSentence, secondsAway } from '../../../www/js/presence.js';
import { player } from './helpers.js';

/** @import { Player } from '../../../www/js/protocol.js' */

/** @param {Player['status']} status @param {number | null} seconds */
const away = (status, seconds) => player('Ana', { status, connected: false, disconnect_duration: seconds });

test('the time away counts on from where the state saw it', () => {
  assert.equal(secondsAway(away('disconnected', 75.5), { server_time: 10_000 }, 12_000), 77.5);
  assert.equal(secondsAway(away('reconnecting', 1), { server_time: 10_000 }, 8_000), 0);
  assert.equal(secondsAway(player('Ana'), { server_time: 0 }, 0), null);
  assert.equal(secondsAway(away('disconnected', null), { server_time: 0 }, 0), null);
});

test('it is told in a word and in a sentence', () => {
  assert.equal(presenceNote(player('Ana'), null), '');
  assert.equal(presenceNote(away('reconnecting', 0), 12.9), 'reconnecting 0:12');
  assert.equal(presenceNote(away('disconnected', 0), 75), 'offline 1:15');
  assert.equal(presenceNote(away('disconnected', 0), null), 'offline…');
  assert.equal(presenceSentence(player('Ana'), null), 'Connected.');
  assert.equal(presenceSentence(away('disconnected', 0), 75), 'Offline for 1:15.');
  assert.match(presenceSentence(away('reconnecting', 0), 3), /Reconnecting for 0:03/);
});
