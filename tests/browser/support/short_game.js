// The shortest game that has everything to tell: one round, all awards.

import { callVote, nextRound, vote } from './party.js';

/** @import { Party } from './party.js' */

/** Four players who play one round. */
export const ONE_ROUND = { SPYSTER_GAME_NUM_ROUNDS: '1', SPYSTER_GAME_DOUBLE_LAST_ROUND: 'false' };

/** An innocent who is right, and ALL IN, is convicted by all others. @param {Party} party */
export async function playOneRound(party) {
  await party.start();
  const {
    spy,
    crew: [hero, ...others],
    place,
  } = await party.lookAtCards();
  await party.all('QUESTIONING');
  await callVote(party.phone(hero));
  await party.all('VOTE');
  await vote(party.phone(hero), spy, 3);
  for (const name of others) await vote(party.phone(name), hero, 1);
  await vote(party.phone(spy), hero, 2);
  await party.all('SCORING');
  await nextRound(party.tv);
  await party.all('END');
  return { spy, hero, others, place };
}
