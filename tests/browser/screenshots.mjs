// Makes the six pictures of the README anew: node screenshots.mjs, after cargo build --release.

import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { SOON, closeBrowser } from './support/browser.js';
import { Party, callVote, choose, holding, nextRound, vote } from './support/party.js';
import { startServer } from './support/server.js';
import { sure } from './support/sure.js';

/** @import { Page } from 'playwright-core' */

const FOLDER = resolve(import.meta.dirname, 'pictures');
const GUESTS = ['Ana', 'Ben', 'Cleo', 'Dan', 'Eva', 'Finn'];
/** Time to take a picture of a card; seconds. */
const LOOKING = 15;

/** @param {Page} page @param {string} name */
async function keep(page, name) {
  await page.screenshot({ path: `${FOLDER}/${name}.webp`, type: 'webp', quality: 80, animations: 'disabled' });
}

/** A round in which the spy is caught. @param {Party} party @param {Page} tv */
async function playRound(party, tv) {
  const {
    spy,
    crew: [chooser, ...others],
  } = await party.lookAtCards();
  await party.all('QUESTIONING', LOOKING * 1000 + SOON);
  await tv.waitForSelector('.marker', { state: 'detached' });
  await keep(tv, 'tv-questions');
  await callVote(party.phone(others[0]));
  await party.all('VOTE');
  await vote(party.phone(others[0]), spy, 2);
  await vote(party.phone(others[1]), chooser, 1);
  const phone = party.phone(chooser);
  await phone.waitForSelector('.tracker-text:text-is("2/6 locked in")');
  await choose(phone, spy, 3);
  await keep(phone, 'phone-vote');
  await vote(phone, spy, 3);
  await vote(party.phone(spy), chooser, 2);
  await vote(party.phone(sure(others[2])), spy, 1);
  await vote(party.phone(sure(others[3])), spy, 2);
  await tv.waitForSelector('.tv-reveal[data-verdict]');
  await keep(tv, 'tv-reveal');
}

await mkdir(FOLDER, { recursive: true });
const party = new Party(
  await startServer({ SPYSTER_GAME_NUM_ROUNDS: '1', SPYSTER_GAME_ROLE_DISPLAY_SECONDS: String(LOOKING) }),
);
try {
  const tv = await party.openTv({ width: 1280, height: 720 });
  for (const name of GUESTS) await party.join(name);
  await keep(tv, 'tv-lobby');
  await party.start();
  const phone = party.phone(sure(GUESTS[0]));
  await holding(phone, () => keep(phone, 'phone-card'));
  await playRound(party, tv);
  await party.all('SCORING');
  await nextRound(tv);
  await party.all('END');
  await tv.waitForSelector('.confetti', { state: 'detached' });
  await keep(tv, 'tv-end');
} finally {
  await party.end();
  await closeBrowser();
}
