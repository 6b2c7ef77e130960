import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markOf, marksOf } from '../../../www/js/parts/avatar.js';

const TABLES = [
  ['Ana', 'Ben', 'Cleo', 'Dan', 'Eva', 'Finn', 'Gül', 'Hannah', 'Ines', 'Maximilian'],
  ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'],
  Array.from({ length: 10 }, (_, index) => `Guest ${index}`),
  ['Ana', 'ana ', 'Anna', 'Anne', 'Änne', '🦊', '🦊🦊', 'O’Brien', 'WWWWWWWWWWWWWWWWWWWW', '李'],
];

test('no two of ten at a table share a colour or a shape', () => {
  for (const names of TABLES) {
    const marks = [...marksOf(names).values()];
    assert.equal(new Set(marks.map(({ colour }) => colour)).size, 10, names.join());
    assert.equal(new Set(marks.map(({ shape }) => shape)).size, 10, names.join());
  }
});

test('a mark goes with the name, and stays when others come', () => {
  const before = marksOf(['Ana', 'Ben']);
  const after = marksOf(['Ana', 'Ben', 'Cleo', 'Dan']);
  for (const name of ['Ana', 'Ben']) assert.deepEqual(after.get(name), before.get(name));
  const alone = TABLES.flat().map((name) => JSON.stringify(marksOf([name]).get(name)));
  assert.ok(new Set(alone).size > 10, 'It is the name that makes it, not the seat.');
});

test('more than ten have marks as well, and who has left has none', () => {
  const names = Array.from({ length: 25 }, (_, index) => `Guest ${index}`);
  const state = { players: names.map((name) => ({ name })) };
  for (const name of names) assert.ok(markOf(state, name));
  assert.equal(markOf(state, 'Nobody'), null);
});
