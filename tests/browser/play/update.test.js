// The server is updated while pages are open: each takes the new build when that costs nobody anything.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PHONE, SOON } from '../support/browser.js';
import { OldBuild, isOld } from '../support/old_build.js';
import { choose, inPhase, vote, withParty } from '../support/party.js';
import { startProxy } from '../support/proxy.js';

/** @import { Page } from 'playwright-core' */
/** @import { Party } from '../support/party.js' */

/** Pages try again after a few seconds at most; milliseconds. */
const BACK_WITHIN = 20_000;

/** What a console says of a file that is gone, and of a server that is away for a moment. */
const GONE = [
  /404 \(Not Found\)/,
  /^404 from .*\/static\/0{32}\//,
  /ERR_CONNECTION|ERR_EMPTY_RESPONSE|WebSocket connection to/,
];

/** Loads of a page from now on. @param {Page} page */
function countLoads(page) {
  const count = { loads: 0 };
  page.on('domcontentloaded', () => {
    count.loads += 1;
  });
  return count;
}

/** Has the party's server pass for one that is to be updated yet. @param {Party} party */
async function beforeTheUpdate(party) {
  assert.ok(party.network);
  const old = await OldBuild.of(party.server.url);
  party.network.passOff(old);
  party.forgiven.push(...GONE);
  await party.tv.reload();
  await inPhase(party.tv, 'LOBBY');
  return old;
}

/** @param {Party} party @param {OldBuild[]} all */
async function update(party, ...all) {
  await party.server.kill();
  for (const old of all) old.givesOld = old.saysOld = false;
  await party.server.start();
}

/** @param {Page} page @param {string} phase */
async function isBack(page, phase) {
  await page.waitForSelector('#status[data-status=connected]', { timeout: BACK_WITHIN, state: 'attached' });
  await inPhase(page, phase, BACK_WITHIN);
}

/** Waits until a page is of the build that the server has. @param {Page} page */
const isNew = (page) =>
  page.waitForFunction(
    () => document.querySelector('script[src^="static/"]') && !document.querySelector('script[src*="/00000000"]'),
    null,
    { timeout: SOON, polling: 50 },
  );

/** Nothing to press is without words. @param {Page} page */
async function assertWordsOnButtons(page) {
  const bare = await page.evaluate(() =>
    [...document.querySelectorAll('button, a.button')]
      .filter(
        (node) =>
          node.checkVisibility({ visibilityProperty: true }) &&
          !node.textContent?.trim() &&
          !node.getAttribute('aria-label'),
      )
      .map((node) => node.outerHTML),
  );
  assert.deepEqual(bare, []);
}

test(
  'in mid-vote pages stay as they are, find their words all the same, and are of the new build with the next phase',
  withParty(
    {
      names: [],
      prefix: '',
      settings: { SPYSTER_GAME_VOTE_DURATION_SECONDS: '180', SPYSTER_GAME_NUM_ROUNDS: '1' },
    },
    async (party) => {
      const { tv } = party;
      const server = await beforeTheUpdate(party);
      const [ana, ben] = [await party.join('Ana'), await party.join('Ben')];
      await party.join('Cleo');
      await party.join('Dan');
      await party.start();
      await party.all('QUESTIONING', 20_000);
      await tv.click('text="Skip to vote"');
      await party.all('VOTE');
      await choose(ana, 'Cleo', 3);
      await vote(ben, 'Cleo', 2);
      for (const page of party.pages) assert.ok(await isOld(page));

      const counts = party.pages.map(countLoads);
      await update(party, server);
      await Promise.all(party.pages.map((page) => isBack(page, 'VOTE')));
      // Words that were not needed before, in a catalogue of the build that is gone.
      await ana.click('text="Menu"');
      await ana.locator('.language').filter({ visible: true }).click();
      await ana.click('.languages button:text-is("Deutsch")');
      await ana.waitForSelector('html[lang=de]', { state: 'attached' });
      await assertWordsOnButtons(ana);
      await tv.click(
        '#players .player:has(.player-name:text-is("Ben")), #view .player:has(.player-name:text-is("Ben"))',
      );
      await tv.click('dialog >> text="Make host"');
      await ben.waitForSelector('.toast:has-text("host")');
      await ben.click('text="Menu"');
      await ben.waitForSelector('dialog .host-actions button:has-text("Pause")');
      await assertWordsOnButtons(ben);
      await ben.click('dialog >> text="Back to the game"');
      assert.deepEqual(
        counts.map(({ loads }) => loads),
        [0, 0, 0, 0, 0],
        'Nobody is disturbed in a vote.',
      );

      await ana.click('.action-bar .button-primary, .view-vote .button-primary');
      await ana.waitForSelector('.stamp');
      await vote(party.phone('Dan'), 'Cleo', 1);
      await vote(party.phone('Cleo'), 'Ana', 1);
      await Promise.all(party.pages.map(isNew));
      await party.all('REVEAL');
      await tv.waitForSelector('.vote-card[data-all-in] .vote-card-voter:text-is("Ana")', { timeout: 2 * SOON });
      assert.equal(await tv.locator('.vote-card').count(), 4);
      await party.all('SCORING', 2 * SOON);
      assert.deepEqual(
        counts.map(({ loads }) => loads),
        [1, 1, 1, 1, 1],
      );
    },
  ),
);

test(
  'in the lobby pages take the new build at once; one that is given the old page again takes it once',
  withParty(
    {
      names: [],
      prefix: '',
    },
    async (party) => {
      const server = await beforeTheUpdate(party);
      const ana = await party.join('Ana');
      // On another way to the server, where pages are kept for ever.
      const keeper = await startProxy();
      after(() => keeper.stop());
      keeper.passTo(party.server.url);
      const kept = await OldBuild.of(party.server.url);
      keeper.passOff(kept);
      const ben = await party.join('Ben', keeper.url);
      // At the door, with half a name typed.
      const eva = await party.scan('Eva');
      await eva.fill('#name', 'Ev');
      const [anas, bens, evas] = [ana, ben, eva].map(countLoads);

      kept.saysOld = false;
      await update(party, server);
      await isNew(ana);
      await isBack(ana, 'LOBBY');
      await isBack(ben, 'LOBBY');
      // Each state is another occasion.
      for (const name of ['Finn', 'Gus', 'Hal']) {
        await party.join(name);
        await ben.waitForSelector(`.player-name:text-is("${name}")`);
      }
      assert.ok(await isOld(ben));
      assert.equal(bens?.loads, 1);
      assert.equal(anas?.loads, 1);

      await eva.waitForSelector('#status[data-status=connected]', { timeout: BACK_WITHIN });
      assert.equal(await eva.inputValue('#name'), 'Ev');
      await eva.fill('#name', 'Eva');
      await eva.click('text="Join"');
      await isNew(eva);
      await inPhase(eva, 'LOBBY');
      assert.equal(evas?.loads, 1);
      await party.tv.waitForSelector('.player-name:text-is("Eva")');
    },
  ),
);

test(
  'a phone whose browser keeps nothing is not loaded anew, and keeps its seat',
  withParty({ names: [], prefix: '' }, async (party) => {
    const server = await beforeTheUpdate(party);
    const device = await party.device(PHONE);
    await device.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('Blocked', 'SecurityError');
          },
        });
      }
    });
    const ana = await party.open(device, `/api/spyster/player?room=${party.room}`, 'Ana');
    await ana.fill('#name', 'Ana');
    await ana.click('text="Join"');
    await inPhase(ana, 'LOBBY');
    const count = countLoads(ana);
    await update(party, server);
    await isBack(ana, 'LOBBY');
    await party.join('Dan');
    await ana.waitForSelector('.player-name:text-is("Dan")');
    await party.tv.waitForSelector('.player[data-status=connected] .player-name:text-is("Ana")');
    assert.equal(count.loads, 0);
  }),
);
