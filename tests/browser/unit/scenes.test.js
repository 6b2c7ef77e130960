// What tests show to pages is what a server would say: the published contract accepts it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asServed, breaches } from '../support/contract.js';
import { TEN, sceneOf } from '../support/scenes.js';

/** @import { Phase, Verdict } from '../../../www/js/protocol.js' */

/** @type {Phase[]} */
const PHASES = ['LOBBY', 'ROLES', 'QUESTIONING', 'VOTE', 'PAUSED', 'REVEAL', 'SCORING', 'END'];
/** @type {{ verdict: Verdict, agent?: boolean, guess?: boolean }[]} */
const ENDS = [
  { verdict: 'spy_caught' },
  { verdict: 'innocent', agent: true },
  { verdict: 'no_conviction' },
  { verdict: 'spy_wins', guess: true },
  { verdict: 'spy_caught', guess: false },
];

for (const phase of PHASES) {
  test(`the contract accepts every scene of ${phase}`, () => {
    for (const who of [null, 'Ana', 'Ben']) {
      for (const names of [TEN, TEN.slice(0, 4)]) {
        for (const end of ENDS)
          assert.deepEqual(breaches(sceneOf(phase, { who, names, ...end })), [], `${who} ${end.verdict}`);
      }
    }
  });
}

test('a scene that no server would show is found, with what is wrong with it', () => {
  const { players: _, ...without } = sceneOf('VOTE');
  assert.match(breaches(without).join(), /required property 'players'/);
  assert.match(breaches({ ...sceneOf('VOTE'), phase: 'NAP' }).join(), /phase/);
  assert.match(breaches({ type: 'chat' }).join(), /type chat/);
  assert.throws(() => asServed({ ...sceneOf('VOTE'), votes_submitted: 'three' }), /votes_submitted/);
});
