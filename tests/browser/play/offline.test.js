// Phones and TVs that lose their network, or sleep, in the middle of a vote.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { choose, inPhase, vote, withParty } from '../support/party.js';
import { picture } from '../support/pictures.js';
import { startProxy } from '../support/proxy.js';

/** @import { Page } from 'playwright-core' */
/** @import { Party } from '../support/party.js' */

/** What is wrong with the connection is on the screen by then; milliseconds. The target is one second. */
const SHOWN_WITHIN = 2_500;
/** The console of a browser without a network says so. */
const OFFLINE = /ERR_INTERNET_DISCONNECTED/;
/** A phone in a pocket: the TV counts to this, which takes its time. */
const ASLEEP = /reconnecting 0:2\d/;
const SLEEPS_WITHIN = 40_000;

/** The way to the server of the phone that sleeps. @type {Awaited<ReturnType<typeof startProxy>>} */
let network;
before(async () => { network = await startProxy(); });
after(() => network.stop());

/** @param {Party} party */
async function toTheVote(party) {
  await party.start();
  await party.all('QUESTIONING');
  await party.tv.click('text="Skip to vote"');
  await party.all('VOTE');
}

/** @param {Page} page @param {number} votes */
const lockedIn = (page, votes) => page.waitForSelector(`.tracker-text:text-is("${votes}/4 locked in")`);

/** Takes a device off its network, and sees that its page says so. @param {Page} page */
async function goOffline(page) {
  await page.context().setOffline(true);
  await page.waitForSelector('#status[data-status=reconnecting]', { timeout: SHOWN_WITHIN });
  assert.match(await page.locator('.pill-text').innerText(), /^Reconnecting \d\/5$/);
}

/** @param {Page} page */
async function goOnline(page) {
  await page.context().setOffline(false);
  await page.waitForSelector('#status[data-status=connected]');
}

test('a vote tapped offline arrives exactly once', withParty({}, async (party) => {
  party.forgiven.push(OFFLINE);
  const { tv } = party;
  const ana = party.phone('Ana');
  /** What the server has said about votes. @type {string[]} */
  const answers = [];
  ana.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => {
    const message = JSON.parse(String(payload));
    if (message.received === 'vote') answers.push(message.type);
  }));
  await toTheVote(party);
  await vote(party.phone('Ben'), 'Ana', 1);

  await choose(ana, 'Cleo', 3);
  await goOffline(ana);
  await ana.click('text="Lock it in"');
  await ana.waitForSelector('.stamp:text-is("Locking…")');
  await picture(ana, 'phone-offline-locking');
  await lockedIn(tv, 1);

  await goOnline(ana);
  await ana.waitForSelector('.stamp:text-is("Locked")');
  await lockedIn(tv, 2);
  assert.deepEqual(answers, ['ack'], 'It was said once, and answered.');

  await vote(party.phone('Cleo'), 'Ana', 1);
  await vote(party.phone('Dan'), 'Ana', 1);
  await party.all('REVEAL');
  await tv.waitForSelector('.vote-card[data-all-in] .vote-card-voter:text-is("Ana")');
  assert.equal(await tv.locator('.vote-card').count(), 4);
}));

test('the TV loses its network in a vote, and shows the same vote again', withParty({}, async (party) => {
  party.forgiven.push(OFFLINE);
  const { tv } = party;
  await toTheVote(party);
  await goOffline(tv);
  await picture(tv, 'tv-offline');

  // The game does not wait for the TV.
  await vote(party.phone('Ana'), 'Ben', 1);
  await lockedIn(party.phone('Cleo'), 1);
  await lockedIn(tv, 0);

  await goOnline(tv);
  await inPhase(tv, 'VOTE');
  await lockedIn(tv, 1);
  await vote(party.phone('Ben'), 'Ana', 1);
  await lockedIn(tv, 2);
}));

/** Stops every script of a page, as a phone does in a pocket. @param {Page} page @returns {Promise<() => Promise<void>>} wakes it up */
async function sleep(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Debugger.enable');
  const stopped = new Promise((done) => { devtools.once('Debugger.paused', done); });
  await devtools.send('Debugger.pause');
  await stopped;
  return async () => {
    await devtools.send('Debugger.resume');
    await devtools.detach();
  };
}

test('a phone that sleeps for 20 s in a vote is back in the same place with no tap', withParty({
  names: ['Ben', 'Cleo', 'Dan'],
}, async (party) => {
  network.passTo(party.server.url);
  const ana = await party.join('Ana', network.url);
  await toTheVote(party);
  await choose(ana, 'Cleo', 3);
  const wakeUp = await sleep(ana);
  // Nobody answers for it any more, and its network lets go of the socket.
  network.takeAway();
  await vote(party.phone('Ben'), 'Ana', 1);
  await party.tv.locator('.view .player', { hasText: 'Ana' }).filter({ hasText: ASLEEP }).waitFor({ timeout: SLEEPS_WITHIN });

  network.giveBack();
  await wakeUp();
  await ana.waitForSelector('#status[data-status=connected]');
  await lockedIn(ana, 1);
  await ana.waitForSelector('.suspects [aria-checked=true] .choice-name:text-is("Cleo")');
  await ana.waitForSelector('.bets [aria-checked=true] .bet-name:text-is("ALL IN")');
  await ana.click('text="Lock it in"');
  await ana.waitForSelector('.stamp:text-is("Locked")');
  await lockedIn(party.tv, 2);
}));
