import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { feedText, mergeFeed } from '../../../www/js/feed.js';
import { plain } from '../../../www/js/isolates.js';
import { speak } from '../../../www/js/i18n.js';

/** @import { FeedEntry } from '../../../www/js/protocol.js' */

const ROOT = resolve(import.meta.dirname, '../../..');
const json = (/** @type {string} */ path) => JSON.parse(readFileSync(`${ROOT}/${path}`, 'utf8'));

/** @param {number} seq @param {string} [message] @param {number} [timestamp] @returns {FeedEntry} */
const line = (seq, message = `line ${seq}`, timestamp = 1_000 + seq) => ({
  seq,
  kind: 'status',
  phase: 'LOBBY',
  status: 'waiting',
  message,
  timestamp,
});
const numbers = (/** @type {FeedEntry[]} */ entries) => entries.map(({ seq }) => seq);

/** What this contract does not have. @param {string} message @param {object} event */
const newer = (message, event) => /** @type {FeedEntry} */ (/** @type {unknown} */ ({ ...line(1, message), event }));

test('what is told again after a reconnect stands there once, in order', () => {
  const known = mergeFeed([], [line(1), line(2), line(3)]);
  assert.deepEqual(numbers(mergeFeed(known, [line(2), line(3), line(4)])), [1, 2, 3, 4]);
});

test('lines that were missed find their place', () => {
  assert.deepEqual(numbers(mergeFeed([line(5)], [line(3), line(4)])), [3, 4, 5]);
});

test('a feed that began afresh replaces what was known', () => {
  const known = mergeFeed([], [line(1), line(2), line(3)]);
  assert.deepEqual(mergeFeed(known, [line(1, 'Room opened', 9_000)]), [line(1, 'Room opened', 9_000)]);
});

test('a long evening keeps the newest three hundred lines', () => {
  const known = mergeFeed(
    [],
    Array.from({ length: 320 }, (_, index) => line(index + 1)),
  );
  assert.equal(known.length, 300);
  assert.equal(known[0]?.seq, 21);
});

test('in English the page says what the server says, whatever happened', () => {
  speak('en', json('www/lang/host/en.json'));
  /** @type {{ type: string, entries: FeedEntry[] }[]} */
  const messages = json('tests/wire/server.json');
  const entries = messages.find(({ type }) => type === 'feed')?.entries ?? [];
  // Not only because the server's words are taken where the page has none.
  for (const { event, message } of entries)
    if (event) assert.equal(plain(feedText({ ...line(1, 'not this'), event })), message);
  assert.ok(entries.length > 20);
});

test('a line is said in the reader’s language, and in English where there is no text for it', () => {
  speak('de', json('www/lang/host/de.json'));
  assert.equal(
    feedText({ ...line(1, 'Ana joined'), event: { type: 'joined', name: 'Ana' } }),
    '\u2068Ana\u2069 ist dabei',
  );
  assert.equal(
    feedText({ ...line(1, 'Paused by the host'), event: { type: 'paused', reason: 'host' } }),
    'Pause vom Host',
  );
  assert.equal(feedText(newer('Paused by a cat', { type: 'paused', reason: 'cat' })), 'Paused by a cat');
  assert.equal(feedText(newer('Ana danced', { type: 'danced', name: 'Ana' })), 'Ana danced');
  const over = (/** @type {string[]} */ winners, /** @type {number} */ score) =>
    feedText({ ...line(1, 'The game is over'), event: { type: 'game_over', winners, score } });
  assert.equal(over(['Ana'], 12), 'Das Spiel ist vorbei: \u2068Ana\u2069 gewinnt mit 12');
  assert.equal(over(['Ana', 'Ben'], -3), 'Das Spiel ist vorbei: \u2068Ana\u2069 und \u2068Ben\u2069 gewinnen mit −3');
  assert.equal(
    feedText(newer('The game is over', { type: 'game_over' })),
    'Das Spiel ist vorbei',
    'An older server says no more.',
  );
  assert.equal(feedText(line(1, 'Kept before there were events')), 'Kept before there were events');
});
