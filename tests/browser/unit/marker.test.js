import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { readFile } from 'node:fs/promises';
import { speak } from '../../../www/js/i18n.js';
import { markerText } from '../../../www/js/parts/marker.js';
import { state } from './helpers.js';

/** @import { Phase, State } from '../../../www/js/protocol.js' */

before(async () =>
  speak('en', JSON.parse(await readFile(new URL('../../../www/lang/en.json', import.meta.url), 'utf8'))),
);

/** @param {Phase} phase @param {Partial<State>} [more] */
const at = (phase, more) => state(phase, { current_round: 2, round_count: 5, ...more });

test('what begins is named', () => {
  assert.equal(markerText(at('SCORING'), at('ROLES')), 'Round 2');
  assert.equal(markerText(at('SCORING'), at('ROLES', { current_round: 5 })), 'Last round ×2');
  const once = { ...at('ROLES').config, double_last_round: false };
  assert.equal(markerText(at('SCORING'), at('ROLES', { current_round: 5, config: once })), 'Last round');
  assert.equal(markerText(at('ROLES'), at('QUESTIONING')), 'Ask away!');
  assert.equal(markerText(at('REVEAL'), at('QUESTIONING')), 'The round goes on');
  assert.equal(markerText(at('QUESTIONING'), at('VOTE', { vote_caller: 'Ana' })), 'Vote called by \u2068Ana\u2069');
  assert.equal(markerText(at('QUESTIONING'), at('VOTE')), 'Time to vote');
  assert.equal(markerText(at('SCORING'), at('END')), 'And the winner is…');
});

test('nothing begins on arrival, in a state like the last one, around a pause, or in another room', () => {
  assert.equal(markerText(null, at('VOTE')), '');
  assert.equal(markerText(at('VOTE'), null), '');
  assert.equal(markerText(at('VOTE'), at('VOTE')), '');
  assert.equal(markerText(at('VOTE'), at('PAUSED', { paused_phase: 'VOTE' })), '');
  assert.equal(markerText(at('PAUSED', { paused_phase: 'VOTE' }), at('VOTE')), '');
  assert.equal(markerText(at('LOBBY'), at('ROLES', { session_id: 'another' })), '');
});

test('the reveal and the scores speak for themselves: their seconds are counted', () => {
  assert.equal(markerText(at('VOTE'), at('REVEAL')), '');
  assert.equal(markerText(at('REVEAL'), at('SCORING')), '');
});
