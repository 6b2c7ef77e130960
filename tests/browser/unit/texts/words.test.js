import assert from 'node:assert/strict';
import { test } from 'node:test';
import '../english.js';
import { errorText, t } from '../../../../www/js/i18n.js';
import { closedText, statusText } from '../../../../www/js/status_words.js';
import { roomStatus } from '../../../../www/js/words.js';

test('the pill says how the connection is', () => {
  assert.equal(statusText({ kind: 'reconnecting', attempt: 2, of: 5 }), 'Reconnecting 2/5');
  assert.equal(statusText({ kind: 'polling', every: 3 }), 'Offline mode: updates every 3 s');
  assert.equal(statusText({ kind: 'gave_up' }), 'Connection Error');
  assert.equal(statusText({ kind: 'disconnected', reason: 'left', lasted: 0 }), 'Disconnected');
  assert.equal(statusText({ kind: 'resting' }), 'Disconnected');
});

test('the badge has a word for every phase', () => {
  const words = /** @type {const} */ ([
    'LOBBY',
    'ROLES',
    'QUESTIONING',
    'VOTE',
    'REVEAL',
    'SCORING',
    'PAUSED',
    'END',
  ]).map((phase) => t(`room.${roomStatus(phase)}`));
  assert.deepEqual(words, ['Waiting', 'Playing', 'Playing', 'Playing', 'Playing', 'Playing', 'Paused', 'Finished']);
});

test('a seat that was taken over names the way back', () => {
  assert.equal(closedText('replaced').title, 'Playing on another tab or phone');
  assert.equal(closedText('replaced').action, 'Use it here');
});

test('of an error that the catalogue does not know the server’s own sentence is shown', () => {
  assert.equal(errorText({ code: 'OF_TOMORROW', message: 'Wait for tomorrow.' }), 'Wait for tomorrow.');
  assert.notEqual(errorText({ code: 'NAME_TAKEN', message: 'Wait for tomorrow.' }), 'Wait for tomorrow.');
});
