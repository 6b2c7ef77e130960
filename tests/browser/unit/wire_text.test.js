// What a phone sends says nothing by its size.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { wireText } from '../../../www/js/wire_text.js';

/** @import { ClientMessage } from '../../../www/js/protocol.js' */

const id = '0123456789abcdef01234567';
const bytes = (/** @type {ClientMessage} */ message) => Buffer.byteLength(wireText({ id, ...message }));

test("a vote for anybody, any bet and a spy's guess are equally long", () => {
  /** @type {ClientMessage[]} */
  const commands = [
    { type: 'vote', target: 'Al', confidence: 1 },
    { type: 'vote', target: 'Zoë 👩‍👩‍👧‍👦 "the" Ä', confidence: 3 },
    { type: 'spy_guess', location_id: 'zoo' },
    { type: 'spy_guess', location_id: 'underground_car_park' },
    { type: 'call_vote' },
    { type: 'admin', action: 'remove_player', player_name: 'Bartholomew' },
  ];
  for (const command of commands) {
    assert.equal(bytes(command), 1024, command.type);
    const { pad, ...said } = JSON.parse(wireText({ id, ...command }));
    assert.deepEqual(said, { id, ...command });
    assert.match(pad, /^ +$/);
  }
});

test('what does not fit is as long as the next multiple', () => {
  assert.equal(bytes({ type: 'configure', field: 'packs', value: 'x'.repeat(1000) }), 2048);
});

test('what says nothing secret goes as it is', () => {
  /** @type {ClientMessage[]} */
  const messages = [
    { type: 'ping', timestamp: 5 },
    { id, type: 'resume', token: 't' },
    { id, type: 'join', name: 'Ana' },
  ];
  for (const message of messages) {
    assert.equal(wireText(message), JSON.stringify(message));
  }
});
