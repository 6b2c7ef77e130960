// Makes the two pictures of the README anew: node screenshots.mjs, after cargo build --release.

import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { closeBrowser } from './support/browser.js';
import { Party, callVote, choose, vote } from './support/party.js';
import { startServer } from './support/server.js';

const FOLDER = resolve(import.meta.dirname, 'pictures');
const GUESTS = ['Ana', 'Ben', 'Cleo', 'Dan', 'Eva', 'Finn'];

/** @param {import('playwright-core').Page} page @param {string} name */
async function keep(page, name) {
  await page.screenshot({ path: `${FOLDER}/${name}.webp`, type: 'webp', quality: 85, animations: 'disabled' });
}

await mkdir(FOLDER, { recursive: true });
const party = new Party(await startServer());
try {
  const tv = await party.openTv({ width: 1280, height: 720 });
  for (const name of GUESTS) await party.join(name);
  await party.start();
  const { spy, crew: [chooser, ...others] } = await party.lookAtCards();
  await party.all('QUESTIONING');
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
  await vote(party.phone(others[2]), spy, 1);
  await vote(party.phone(others[3]), spy, 2);
  await tv.waitForSelector('.tv-reveal[data-verdict]');
  await keep(tv, 'tv-reveal');
} finally {
  await party.end();
  await closeBrowser();
}
