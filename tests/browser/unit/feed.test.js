import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeFeed } from '../../../www/js/feed.js';

const line = (seq, message = `line ${seq}`, timestamp = 1_000 + seq) => ({ seq, kind: 'status', phase: 'LOBBY', status: 'waiting', message, timestamp });
const numbers = (entries) => entries.map(({ seq }) => seq);

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
  const known = mergeFeed([], Array.from({ length: 320 }, (_, index) => line(index + 1)));
  assert.equal(known.length, 300);
  assert.equal(known[0].seq, 21);
});
