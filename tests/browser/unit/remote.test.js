import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearest } from '../../../www/js/remote.js';

const box = (/** @type {number} */ x, /** @type {number} */ y, width = 10, height = 10) => ({ x, y, width, height });
/** @type {[number, number]} */
const RIGHT = [1, 0];
/** @type {[number, number]} */
const DOWN = [0, 1];

test('goes to the nearest control straight ahead', () => {
  assert.equal(nearest(box(0, 0), [box(50, 0), box(20, 0), box(15, 40)], RIGHT), 1);
});

test('what is ahead but off to the side is reached when nothing is straight ahead', () => {
  assert.equal(nearest(box(0, 0), [box(30, 100)], DOWN), 0);
});

test('does not go backwards, and stays where nothing is ahead', () => {
  assert.equal(nearest(box(50, 0), [box(0, 0)], RIGHT), -1);
  assert.equal(nearest(box(50, 0), [], DOWN), -1);
});
