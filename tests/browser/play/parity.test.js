// Seen from two metres, and in the page's markup, nothing tells the spy from the others.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callVote, holding, withParty } from '../support/party.js';
import { differences, shapeOf } from '../support/shape.js';
import { sure } from '../support/sure.js';

/** @import { Party } from '../support/party.js' */

/** Equally long on every screen, so that a name never changes the size of a box. */
const names = ['Guest 1', 'Guest 2', 'Guest 3', 'Guest 4'];
const settings = { SPYSTER_GAME_ROLE_DISPLAY_SECONDS: '60' };

/** All phones have the same shape. @param {Party} party @param {string} when */
async function sameShape(party, when) {
  const [first, ...others] = await Promise.all(names.map((name) => shapeOf(party.phone(name))));
  for (const other of others) assert.deepEqual(differences(sure(first), other), [], when);
}

/** The same with everybody's card held down at once. @param {Party} party @param {string} when */
async function sameShapeHeld(party, when) {
  /** @param {string[]} waiting @returns {Promise<void>} */
  const hold = ([name, ...rest]) =>
    name ? holding(party.phone(name), () => hold(rest)) : sameShape(party, `${when}, card held`);
  await hold(names);
}

/** @param {(name: string) => Promise<void>} act */
const everybody = (act) => Promise.all(names.map(act));

test(
  'a spy’s phone has the shape of every other phone',
  withParty({ names, settings }, async (party) => {
    await party.start();
    await sameShape(party, 'ROLES');
    // Everybody has looked then, and the questions begin.
    await sameShapeHeld(party, 'ROLES');

    await party.all('QUESTIONING');
    const { spy } = await party.lookAtCards();
    await sameShape(party, 'QUESTIONING');
    await sameShapeHeld(party, 'QUESTIONING');
    await everybody((name) => party.phone(name).click('text="Locations"'));
    await sameShape(party, 'QUESTIONING, locations');
    await everybody((name) => party.phone(name).click('text="Questions"'));

    await party.tv.click('text="Pause"');
    await party.all('PAUSED');
    await sameShape(party, 'PAUSED');
    await party.tv.click('text="Resume"');
    await party.all('QUESTIONING');

    await callVote(party.phone('Guest 1'));
    await party.all('VOTE');
    await sameShape(party, 'VOTE');
    await sameShapeHeld(party, 'VOTE');
    await everybody(async (name) => {
      await party.phone(name).locator('.suspects .choice').nth(1).click();
      await party.phone(name).locator('.bets .choice').nth(2).click();
    });
    await sameShape(party, 'VOTE, about to lock in');
    await everybody((name) => party.phone(name).click('text="Guess the location"'));
    await sameShape(party, 'VOTE, locations');
    await everybody((name) => party.phone(name).locator('.places .choice').nth(3).click());
    await everybody((name) => party.phone(name).click('text="Guess this location"'));
    await sameShape(party, 'VOTE, about to guess');

    await noticesWhatGivesAway(party, spy);
  }),
);

/** The comparison itself: anything that stood out on the spy's phone would be found. @param {Party} party @param {string} spy */
async function noticesWhatGivesAway(party, spy) {
  const phone = party.phone(spy);
  const before = await shapeOf(phone);
  const giveaways = [
    () => {
      document.querySelector('.places')?.classList.add('spy');
    },
    () => {
      document.querySelector('#view')?.append(document.createElement('i'));
    },
    () => {
      /** @type {HTMLElement | null} */ (document.querySelector('.tabs'))?.style.setProperty('padding', '9px');
    },
    () => {
      document.querySelector('.guess-note')?.replaceChildren('You are the spy.');
    },
  ];
  for (const giveaway of giveaways) {
    await phone.evaluate(giveaway);
    assert.notDeepEqual(differences(before, await shapeOf(phone)), []);
  }
}
