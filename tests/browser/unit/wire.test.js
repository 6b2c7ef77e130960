// What the server's own tests hold it to, as the pages take it: the schema and the examples of the wire.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import './english.js';
import { dealtIn, momentOf, ownPlayer, phaseOf } from '../../../www/js/moment.js';
import { momentOfReveal } from '../../../www/js/reveal.js';
import { awardReason, statsLine, winnerLine } from '../../../www/js/result.js';
import { verdictSentence } from '../../../www/js/verdict.js';
import { openRig } from './helpers.js';
import { sure } from '../support/sure.js';

/** @import { Phase, ServerMessage, State } from '../../../www/js/protocol.js' */

const read = (/** @type {string} */ path) =>
  JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));
/** @type {{ Phase: { oneOf: { const: string }[] } }} */
const types = read('www/protocol.json').$defs;
/** @type {ServerMessage[]} */
const examples = read('tests/wire/server.json');
/** @type {State[]} */
const states = read('tests/wire/state.json');
const statesIn = (/** @type {Phase} */ phase) => states.filter((state) => state.phase === phase);

test('a connection takes every message, and hands it to the page', () => {
  for (const message of [...examples, ...states].filter(({ type }) => type !== 'welcome')) {
    const rig = openRig();
    rig.connection.start();
    rig.platform.socket.say(sure(examples.find(({ type }) => type === 'welcome')));
    rig.platform.socket.say(message);
    assert.equal(rig.kind(), 'connected', message.type);
    assert.deepEqual(rig.messages.at(-1), message);
  }
});

test('a state says whose it is and which moment it belongs to', () => {
  for (const state of states) {
    assert.equal(ownPlayer(state)?.name ?? null, state.you.name);
    assert.ok(types.Phase.oneOf.some((one) => one.const === phaseOf(state)));
    assert.equal(dealtIn(state).length, 5);
  }
  const [paused, voting, asking] = /** @type {const} */ (['PAUSED', 'VOTE', 'QUESTIONING']).map((phase) =>
    sure(statesIn(phase)[0]),
  );
  assert.ok(paused && voting && asking);
  assert.equal(phaseOf(paused), 'VOTE');
  assert.equal(momentOf(paused), momentOf(voting));
  assert.notEqual(momentOf(paused), momentOf(asking));
});

test('the plan of a reveal turns over every vote and ends with the verdict', () => {
  for (const state of statesIn('REVEAL')) {
    const { stages } = sure(state.reveal);
    const beforeBets = sure(stages.find(({ stage }) => stage === 'bets_intro')).at - 1;
    assert.equal(momentOfReveal(stages, beforeBets).flipped, state.votes?.length);
    assert.equal(momentOfReveal(stages, sure(stages.at(-1)).at).verdict, true);
    assert.equal(verdictSentence(state), `\u2068${state.actual_spy}\u2069 was the spy.`);
  }
});

test('the end names the winner and the game in figures', () => {
  for (const state of statesIn('END')) {
    assert.match(winnerLine(state), new RegExp(`${state.winner?.name}.* with ${state.winner?.score}$`));
    assert.match(statsLine(state), /^1 round · 1 spy caught · /);
    assert.ok(
      state.awards?.length &&
        state.awards.every(
          (award) => awardReason(award).startsWith('ALL IN') || awardReason(award).includes(String(award.value)),
        ),
    );
  }
});
