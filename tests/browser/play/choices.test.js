// What somebody is choosing survives whatever happens elsewhere. And: names, rooms, tabs and phones
// do not get into each other's way.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { choose, inPhase, vote, withParty } from '../support/party.js';
import { picture } from '../support/pictures.js';
import { startProxy } from '../support/proxy.js';

/** @import { Page } from 'playwright-core' */

/** Ana's own way to the server, which can break down. @type {Awaited<ReturnType<typeof startProxy>>} */
let network;
before(async () => {
  network = await startProxy();
});
after(() => network.stop());

/** What is chosen on a phone and has not been locked in. @param {Page} phone */
function chosen(phone) {
  return phone.evaluate(() => {
    const checked = (/** @type {string} */ group) =>
      document.querySelector(`${group} [aria-checked=true] :is(.choice-name, .bet-name)`)?.textContent;
    return {
      suspect: checked('.suspects'),
      bet: checked('.bets'),
      place: checked('.places'),
      tab: document.querySelector('[role=tab][aria-selected=true]')?.textContent,
    };
  });
}

/** @param {Page} page @param {number} votes */
const lockedIn = (page, votes) => page.waitForSelector(`.tracker-text:text-is("${votes}/4 locked in")`);

test(
  'a suspect, a bet and a tab survive votes, a pause and a lost connection',
  withParty(
    {
      names: ['Ben', 'Cleo', 'Dan'],
    },
    async (party) => {
      network.passTo(party.server.url);
      const ana = await party.join('Ana', network.url);
      await party.start();
      await party.all('QUESTIONING');
      await party.tv.click('text="Skip to vote"');
      await party.all('VOTE');

      await choose(ana, 'Cleo', 3);
      await ana.click('text="Guess the location"');
      const place = await ana.locator('.places .choice').nth(4).innerText();
      await ana.locator('.places .choice').nth(4).click();
      const choice = { suspect: 'Cleo', bet: 'ALL IN', place, tab: 'Guess the location' };
      assert.deepEqual(await chosen(ana), choice);

      await vote(party.phone('Ben'), 'Ana', 1);
      await lockedIn(ana, 1);
      assert.deepEqual(await chosen(ana), choice, 'somebody else has voted');

      await party.tv.click('text="Pause"');
      await party.all('PAUSED');
      await party.tv.click('text="Resume"');
      await party.all('VOTE');
      assert.deepEqual(await chosen(ana), choice, 'a pause is over');

      network.takeAway();
      await ana.waitForSelector('#status[data-status=reconnecting]');
      await party.tv.waitForSelector('.player[data-status=reconnecting] .player-name:text-is("Ana")');
      await vote(party.phone('Cleo'), 'Ana', 1);
      assert.deepEqual(await chosen(ana), choice, 'the connection is lost');
      await picture(ana, 'phone-reconnecting');
      network.giveBack();
      await lockedIn(ana, 2);
      assert.deepEqual(await chosen(ana), choice, 'the connection is back');

      // Locked in while the network is away: said once, as soon as it is back.
      await ana.click('[role=tab]:text-is("Vote")');
      network.takeAway();
      await ana.waitForSelector('#status[data-status=reconnecting]');
      await ana.click('text="Lock it in"');
      await ana.waitForSelector('.stamp:text-is("Locking…")');
      await lockedIn(party.tv, 2);
      network.giveBack();
      await ana.waitForSelector('.stamp:text-is("Locked")');
      await lockedIn(party.tv, 3);
      await vote(party.phone('Dan'), 'Ana', 1);
      await party.all('REVEAL');
      await party.tv.waitForSelector('.vote-card[data-all-in] .vote-card-voter:text-is("Ana")');
    },
  ),
);

test(
  'a name stays in its field when the server refuses it',
  withParty({ names: ['Ana'] }, async (party) => {
    const phone = await party.scan('Ben');
    await phone.fill('#name', 'ana');
    await phone.click('text="Join"');
    await phone.waitForSelector('#name-error:not(:empty)');
    assert.equal(await phone.inputValue('#name'), 'ana');
    await phone.fill('#name', 'Ben');
    await phone.click('text="Join"');
    await inPhase(phone, 'LOBBY');

    // A name that was typed is still there when the code turns out to be wrong and is typed anew.
    const lost = await party.open(phone.context(), '/api/spyster/player', 'Ben with an old code');
    await lost.fill('#name', 'Bea');
    party.forgiven.push(/404/);
    await lost.fill('#room', party.room === 'ZZZZ' ? 'WWWW' : 'ZZZZ');
    await lost.waitForSelector('#room-error:not(:empty)');
    await lost.fill('#room', party.room.toLowerCase());
    await lost.waitForSelector('#name:visible');
    assert.equal(await lost.inputValue('#name'), 'Bea');
    await lost.click('text="Join"');
    await inPhase(lost, 'LOBBY');
    await party.tv.waitForSelector('h2:text-is("Players: 3 of 10")');
  }),
);

test(
  'two TVs are two rooms, and neither sees the other’s guests',
  withParty({ names: ['Ana', 'Ben'] }, async (party) => {
    const [tv, room] = [party.tv, party.room];
    await party.openTv();
    assert.notEqual(party.room, room);
    await party.join('Cleo');
    await party.tv.waitForSelector('h2:text-is("Players: 1 of 10")');
    const guests = async (/** @type {Page} */ page) =>
      (await page.locator('#view .player-name').allInnerTexts()).sort();
    assert.deepEqual(await guests(party.tv), ['Cleo']);
    assert.deepEqual(await guests(tv), ['Ana', 'Ben']);
  }),
);

test(
  'a seat is on one tab at a time, and goes where it is asked for',
  withParty({ names: ['Ana', 'Ben'] }, async (party) => {
    const first = party.phone('Ana');
    const second = await party.open(first.context(), `/api/spyster/player?room=${party.room}`, 'Ana’s second tab');
    await inPhase(second, 'LOBBY');
    await first.waitForSelector('h1:text-is("Playing on another tab or phone")');
    await first.click('text="Use it here"');
    await inPhase(first, 'LOBBY');
    await second.waitForSelector('h1:text-is("Playing on another tab or phone")');
    assert.equal(await first.locator('.player[data-self] .player-name').innerText(), 'Ana');
    await party.tv.waitForSelector('h2:text-is("Players: 2 of 10")');
  }),
);
