// Behind a reverse proxy, under a path prefix, with the content security policy in force, and by remote control.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pressByArrows } from '../support/accessibility.js';
import { PHONE, TV, openPage } from '../support/browser.js';
import { guess, inPhase, vote, withParty } from '../support/party.js';

const settings = { SPYSTER_GAME_NUM_ROUNDS: '1' };
const prefix = '/games/spyster';

test(
  'a game under a path prefix, the TV by arrow keys and Enter alone',
  withParty({ prefix, settings }, async (party) => {
    const { tv, base, room } = party;
    assert.equal(new URL(base).pathname, prefix);
    await tv.waitForFunction(
      (address) => document.querySelector('.join-url')?.textContent === address,
      base.replace('http://', ''),
    );
    await tv.waitForFunction(() =>
      [...document.images].some((image) => image.matches('.qr') && image.naturalWidth > 0),
    );
    const code = await tv.evaluate(async (of) => (await fetch(`qr?room=${of}`)).json(), room);
    assert.equal(code.join_url, `${base}/api/spyster/player?room=${room}`);

    await pressByArrows(tv, 'Start the game');
    await party.all('ROLES');
    const { spy, crew, place } = await party.lookAtCards();
    await pressByArrows(tv, 'Pause');
    await party.all('PAUSED');
    await pressByArrows(tv, 'Resume');
    await party.all('QUESTIONING');
    await pressByArrows(tv, 'Skip to vote');
    await party.all('VOTE');
    await guess(party.phone(spy), place);
    for (const name of crew) await vote(party.phone(name), spy, 1);
    await party.all('REVEAL');
    await party.all('SCORING');
    await pressByArrows(tv, 'Next round');
    await party.all('END');
    await pressByArrows(tv, 'Play again');
    await party.all('LOBBY');
  }),
);

test(
  'the first page has two doors, and both open under a path prefix',
  withParty({ prefix, names: [] }, async (party) => {
    const laptop = await party.open(await party.device(TV), '/', 'laptop');
    await laptop.click('text="Host on this screen"');
    await inPhase(laptop, 'LOBBY');
    assert.match(laptop.url(), new RegExp(`^${party.base}/api/spyster/host\\?room=\\w{4}$`));

    const phone = await party.open(await party.device(PHONE), '/', 'phone');
    await phone.fill('#room', ` ${party.room.toLowerCase()}`);
    await phone.click('text="Join a game"');
    await phone.fill('#name', 'Ana');
    await phone.click('text="Join"');
    await inPhase(phone, 'LOBBY');
    assert.equal(phone.url(), `${party.base}/api/spyster/player?room=${party.room}`);
    await party.tv.waitForSelector('.player-name:text-is("Ana")');
  }),
);

test(
  'the content security policy is in force on every page, and a violation would be noticed',
  withParty({ names: [] }, async (party) => {
    const device = await party.device(PHONE);
    for (const path of ['/', '/api/spyster/host', '/api/spyster/player', '/api/spyster/history']) {
      /** @type {string[]} */
      const troubles = [];
      const page = await openPage(device, party.base, path, (trouble) => {
        // The phone asks whether it needs a code, and with two rooms it does.
        if (!/400/.test(trouble)) troubles.push(trouble);
      });
      const violation = page.waitForEvent('console', (message) => message.text().includes('Content Security Policy'));
      await page.evaluate(() => {
        const script = document.createElement('script');
        script.textContent = 'window.wasRun = true;';
        document.body.append(script);
      });
      await violation;
      assert.equal(await page.evaluate(() => 'wasRun' in window), false);
      assert.equal(troubles.length, 1, troubles.join('\n'));
      assert.match(troubles[0] ?? '', /inline script/);
    }
  }),
);
