// A party: a server, a TV and some phones in one room, and what people do on them.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { after } from 'node:test';
import { PHONE, SOON, TV, closeBrowser, newDevice, openPage } from './browser.js';
import { startProxy } from './proxy.js';
import { startServer } from './server.js';

/** @import { BrowserContext, Page } from 'playwright-core' */

const NAMES = ['Ana', 'Ben', 'Cleo', 'Dan'];
const PICTURES = resolve(import.meta.dirname, '../screenshots');

/**
 * Wraps a test that needs a party: starts it, lets the test play, looks whether any page had trouble, and
 * ends it. If the test fails, pictures of all pages are in tests/browser/screenshots.
 * @param {object} wishes
 * @param {string[]} [wishes.names] who is in the lobby already
 * @param {Record<string, string>} [wishes.settings] environment variables of the server
 * @param {string} [wishes.prefix] puts the server behind a reverse proxy, under this path
 * @param {(party: Party) => Promise<void>} play
 */
export function withParty({ names = NAMES, settings = {}, prefix }, play) {
  after(closeBrowser);
  return async () => {
    const proxy = prefix === undefined ? null : await startProxy(prefix);
    const server = await startServer(proxy ? { ...settings, SPYSTER_PUBLIC_URL: proxy.url } : settings);
    proxy?.passTo(server.url);
    const party = new Party(server, proxy?.url);
    party.network = proxy;
    try {
      await party.openTv();
      await Promise.all(names.map((name) => party.join(name)));
      await play(party);
      assert.deepEqual(party.troubles, []);
    } catch (error) {
      await party.failed();
      throw error;
    } finally {
      await party.end();
      await proxy?.stop();
    }
  };
}

/** How long a phase may be waited for; before some of them is a reveal, which takes its time. @param {string} phase */
const soon = (phase) => (['QUESTIONING', 'SCORING', 'END'].includes(phase) ? 3 * SOON : SOON);

/**
 * Waits until a page is in a phase and shows its view. It looks 20 times a second: a selector would be looked for in
 * every frame, and a machine that is busy with frames has no time for the game.
 * @param {Page} page @param {string} phase @param {number} [within]
 */
export function inPhase(page, phase, within = soon(phase)) {
  return page.waitForFunction(
    (wanted) => document.querySelector(`body[data-phase="${wanted}"] #view:not([data-changing]) .view`) !== null,
    phase,
    { timeout: within, polling: 50 },
  );
}

export class Party {
  /** What went wrong on any page. @type {string[]} */
  troubles = [];
  /** What the console says, and rightly, where a connection is refused or lost. @type {RegExp[]} */
  forgiven = [];
  /** The proxy all pages go through, if there is one. @type {Awaited<ReturnType<typeof startProxy>> | null} */
  network = null;
  /** Its screen, from `openTv` on. @type {Page | null} */
  #tv = null;
  room = '';
  /** By name. @type {Map<string, Page>} */
  phones = new Map();
  /** @type {BrowserContext[]} */
  #devices = [];

  /** @param {Awaited<ReturnType<typeof startServer>>} server @param {string} [base] where pages are opened, if not at the server itself */
  constructor(server, base = server.url) {
    this.server = server;
    this.base = base;
  }

  /** The TV that was opened last. */
  get tv() {
    assert.ok(this.#tv, 'There is no TV yet.');
    return this.#tv;
  }

  set tv(page) {
    this.#tv = page;
  }

  /** @param {{ width: number, height: number }} viewport @param {string} [locale] */
  async device(viewport, locale) {
    const device = await newDevice(viewport, locale);
    this.#devices.push(device);
    return device;
  }

  /** @param {BrowserContext} device @param {string} path @param {string} who @param {string} [base] */
  open(device, path, who, base = this.base) {
    return openPage(device, base, path, (trouble) => {
      if (!this.forgiven.some((pattern) => pattern.test(trouble))) this.troubles.push(`${who}: ${trouble}`);
    });
  }

  async openTv(viewport = TV) {
    this.#tv = await this.open(await this.device(viewport), '/api/spyster/host', 'TV');
    await inPhase(this.tv, 'LOBBY');
    this.room = (await this.tv.locator('.room-code').textContent()) ?? '';
    return this.tv;
  }

  /** The phone of somebody who has scanned the code and not typed a name yet. @param {string} who @param {string} [base] */
  async scan(who, base = this.base) {
    return this.open(await this.device(PHONE), `/api/spyster/player?room=${this.room}`, who, base);
  }

  /** Scans the code, types the name, taps Join. @param {string} name @param {string} [base] */
  async join(name, base = this.base) {
    const phone = await this.scan(name, base);
    await phone.fill('#name', name);
    await phone.click('text="Join"');
    await inPhase(phone, 'LOBBY');
    this.phones.set(name, phone);
    return phone;
  }

  /** @param {string} name */
  phone(name) {
    const phone = this.phones.get(name);
    assert.ok(phone, `${name} is not at this party.`);
    return phone;
  }

  get names() {
    return [...this.phones.keys()];
  }

  get pages() {
    return [this.tv, ...this.phones.values()];
  }

  /** Waits until every page is in this phase. @param {string} phase @param {number} [within] */
  all(phase, within = soon(phase)) {
    return Promise.all(this.pages.map((page) => inPhase(page, phase, within)));
  }

  async start() {
    await this.tv.click('text="Start the game"');
    await this.all('ROLES');
  }

  /** Everybody looks at their card. @returns {Promise<Dealt>} */
  async lookAtCards() {
    const cards = new Map(
      await Promise.all(
        this.names.map(async (name) => /** @type {const} */ ([name, await readCard(this.phone(name))])),
      ),
    );
    const places = [...cards.values()].map((card) => card.location);
    const spy = this.names.find((name) => places.filter((place) => place === cards.get(name)?.location).length === 1);
    const crew = this.names.filter((name) => name !== spy);
    const place = cards.get(crew[0] ?? '')?.location;
    const [first, second, third, ...more] = crew;
    assert.ok(spy && place && new Set(places).size === 2, 'One has another card than all others.');
    assert.ok(first && second && third, 'It takes four to play.');
    return { spy, crew: [first, second, third, ...more], place, cards };
  }

  /** From the cards of a round to the end of the game: its spy is convicted, and the host ends the game after that. */
  async playToTheEnd() {
    const { spy, crew } = await this.lookAtCards();
    await this.all('QUESTIONING');
    await this.tv.click('text="Skip to vote"');
    await this.all('VOTE');
    for (const name of this.names) await vote(this.phone(name), name === spy ? crew[0] : spy, 1);
    await this.all('SCORING');
    await endGame(this.tv);
    await this.all('END');
  }

  /** Pictures of all pages, for whoever has to find out why a test failed. */
  async failed() {
    await mkdir(PICTURES, { recursive: true });
    const named = [...(this.#tv ? [/** @type {const} */ (['TV', this.#tv])] : []), ...this.phones];
    await Promise.allSettled(named.map(([name, page]) => page.screenshot({ path: `${PICTURES}/failed-${name}.png` })));
    for (const trouble of this.troubles) console.error(trouble);
    console.error(this.server.logs());
  }

  async end() {
    await Promise.all(this.#devices.map((device) => device.close()));
    await this.server.stop();
  }
}

/** @typedef {{ location: string, role: string, hint: string }} Card */
/** `crew`: everybody else, at least three. @typedef {{ spy: string, crew: [string, string, string, ...string[]], place: string, cards: Map<string, Card> }} Dealt */

/** Holds the card down for as long as `look` takes. @template T @param {Page} phone @param {() => Promise<T>} look */
export async function holding(phone, look) {
  await phone.locator('.card-holder').hover();
  await phone.mouse.down();
  await phone.waitForSelector('.card[data-open]');
  const seen = await look();
  await phone.mouse.up();
  await phone.waitForSelector('.card:not([data-open])');
  return seen;
}

/** @param {Page} phone @returns {Promise<Card>} */
export function readCard(phone) {
  return holding(phone, () =>
    phone.evaluate(() => {
      const text = (/** @type {string} */ part) => document.querySelector(`.face-${part}`)?.textContent ?? '';
      return { location: text('location'), role: text('role'), hint: text('hint') };
    }),
  );
}

/**
 * Both taps of a button that asks again. It does so for three seconds, and a busy machine may need more for the second
 * tap: then both are made once more.
 * @param {Page} phone @param {string} first @param {string} again
 */
async function tapTwice(phone, first, again) {
  for (let tries = 1; ; tries += 1) {
    await phone.click(`text="${first}"`);
    try {
      return await phone.click(`text="${again}"`, { timeout: 4_000 });
    } catch (error) {
      if (tries === 3 || !(await phone.isVisible(`text="${first}"`))) throw error;
    }
  }
}

/** Both taps of Call vote. @param {Page} phone */
export const callVote = (phone) => tapTwice(phone, 'Call vote', 'Tap again to call the vote');

/** Goes on after the scores, unless the game does so by itself while it is looked at: it waits for ten seconds. @param {Page} tv */
export async function nextRound(tv) {
  try {
    await tv.click('text="Next round"', { timeout: 5_000 });
  } catch (error) {
    if ((await tv.getAttribute('body', 'data-phase')) === 'SCORING') throw error;
  }
}

/** The host breaks the game off. @param {Page} tv */
export async function endGame(tv) {
  await tv.click('text="End game"');
  await tv.click('dialog >> text="End game"');
}

/** @param {Page} phone @param {string} target @param {1 | 2 | 3} bet */
export async function choose(phone, target, bet) {
  await phone.click(`.suspects .choice:has(.choice-name:text-is("${target}"))`);
  await phone
    .locator('.bets .choice')
    .nth(bet - 1)
    .click();
}

/** Three taps; waits until the vote is safe. @param {Page} phone @param {string} target @param {1 | 2 | 3} bet */
export async function vote(phone, target, bet) {
  await choose(phone, target, bet);
  await phone.click('text="Lock it in"');
  // The last vote of all ends the phase.
  await phone.waitForSelector('.stamp:text("Locked"), body[data-phase="REVEAL"]', { state: 'attached' });
}

/** The spy names the location. @param {Page} phone @param {string} place */
export async function guess(phone, place) {
  await phone.click('text="Guess the location"');
  await phone.click(`.places .choice:has(.choice-name:text-is("${place}"))`);
  await tapTwice(phone, 'Guess this location', 'Tap again to guess');
}
