import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placesBefore } from '../../../www/js/parts/standings.js';

const rows = (/** @type {[number, number][]} */ ...pairs) =>
  pairs.map(([score, round_change]) => ({ rank: 1, name: '', score, round_change, is_self: false }));

test('rows come from where they were before the points', () => {
  // Before: 10, 8, 2. The last one has overtaken both.
  assert.deepEqual(placesBefore(rows([12, 10], [10, 0], [8, 0])), [2, 0, 1]);
  assert.deepEqual(placesBefore(rows([9, 1], [5, 1], [1, 1])), [0, 1, 2]);
});

test('every row has a place of its own, also in a tie', () => {
  assert.deepEqual([...placesBefore(rows([6, 6], [4, 4], [4, 4], [-2, -2]))].sort(), [0, 1, 2, 3]);
  assert.deepEqual(placesBefore([]), []);
});
