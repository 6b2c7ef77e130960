// A full house with the longest names there can be: nothing leaves the screen, on the TV or on a small phone.

import { test } from 'node:test';
import { callVote, nextRound, vote, withParty } from '../support/party.js';
import { picture } from '../support/pictures.js';

/** @import { Party } from '../support/party.js' */

const LONG = 'Maximiliana Longname';
const WIDE = 'WWWWWWWWWWWWWWWWWWWW';
const names = [LONG, WIDE, 'Cleo', 'Dan', 'Eva-Maria the Second', 'Finn', 'Gül', 'Hannah', 'O’Brien', 'Jo'];
const settings = { SPYSTER_GAME_NUM_ROUNDS: '1' };

/** The TV, and one phone. @param {Party} party @param {string} view */
async function pictures(party, view) {
  for (const [device, page] of /** @type {const} */ ([
    ['tv', party.tv],
    ['phone', party.phone('Cleo')],
  ])) {
    await picture(page, `crowd-${device}-${view}`, { namesMayBeCut: true });
  }
}

test(
  'ten guests with long names fit on every screen',
  withParty({ names, settings }, async (party) => {
    const { tv } = party;
    await party.phone('Cleo').setViewportSize({ width: 320, height: 568 });
    await pictures(party, 'lobby');
    await party.start();
    const { spy, crew } = await party.lookAtCards();
    await pictures(party, 'roles');
    await party.all('QUESTIONING');
    await pictures(party, 'questioning');
    await callVote(party.phone(WIDE));
    await party.all('VOTE');
    await pictures(party, 'vote');

    // All who are not the spy bet the same, and win together: the longest headline.
    for (const name of crew) await vote(party.phone(name), spy, 3);
    await vote(party.phone(spy), crew[0], 1);
    await tv.waitForSelector('.tv-reveal[data-verdict]');
    await pictures(party, 'reveal');
    await party.all('SCORING');
    await pictures(party, 'scoring');
    await nextRound(tv);
    await party.all('END');
    await pictures(party, 'end');
  }),
);
