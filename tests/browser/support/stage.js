// One page on a stage of its own: the real page, and in the place of its room a script that says what the test
// wants to see. For looks and movement, where a whole party would take minutes to come to the point.

import assert from 'node:assert/strict';
import { closeBrowser, isRefusal, newDevice } from './browser.js';
import { asServed } from './contract.js';
import { localeOf, teach } from './languages.js';
import { startServer } from './server.js';

/** @import { BrowserContext, Page, WebSocketRoute } from 'playwright-core' */
/** @import { ServerMessage, State } from '../../../www/js/protocol.js' */

/** As a server makes one. */
const TOKEN = 'K7PQ-0123456789abcdef0123456789abcdef';
/** A square of dots, where the server would draw a code. */
const QR =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h3v3H0zM5 0h3v3H5zM0 5h3v3H0zM4 4h2v1H4zM6 6h2v2H6z"/></svg>';

/** The server whose pages are shown, and the build they are of. @type {Promise<Awaited<ReturnType<typeof startServer>> & { build: string }> | null} */
let house = null;

async function open() {
  const server = await startServer();
  const page = await fetch(`${server.url}/api/spyster/player`);
  const [, build = ''] = /static\/([0-9a-f]{32})\//.exec(await page.text()) ?? [];
  assert.ok(build, 'A page says which build it is of.');
  return Object.assign(server, { build });
}

/** Where its other pages are, which show no room. */
export const houseUrl = async () => (await (house ??= open())).url;

/** To be called after all scenes of a file. */
export async function closeStage() {
  await closeBrowser();
  await (await house)?.stop();
  house = null;
}

/** Puts a room into the server that is not there. @param {BrowserContext} device @param {string} base */
async function pretendRoom(device, base) {
  const room = { room: 'K7PQ', session_id: 's', host_token: 't', join_url: '' };
  await device.route(`${base}rooms`, (route) => route.fulfill({ status: 201, json: room }));
  await device.route(`${base}rooms/*`, (route) => route.fulfill({ json: { room: 'K7PQ' } }));
  await device.route(/qr\.svg/, (route) => route.fulfill({ contentType: 'image/svg+xml', body: QR }));
}

/**
 * Opens a page and returns it with `say`, which sends it a state.
 * @param {'host' | 'player'} kind
 * @param {{ width: number, height: number }} viewport
 * @param {object} [wishes]
 * @param {'reduce' | 'no-preference'} [wishes.reducedMotion]
 * @param {string} [wishes.who] whose phone it is; at the door for whoever has no name
 * @param {boolean} [wishes.watches] whether a TV only shows what others play
 * @param {string} [wishes.language] what they read: a tag, also of a made-up language
 */
export async function openScene(
  kind,
  viewport,
  { reducedMotion = 'no-preference', who = 'Ana', watches = false, language = 'en-US' } = {},
) {
  house ??= open();
  const { url, build } = await house;
  const base = `${url}/api/spyster/`;
  const device = await newDevice(viewport, localeOf(language));
  const page = await device.newPage();
  /** @type {string[]} */
  const troubles = [];
  page.on('pageerror', (error) => troubles.push(String(error.stack)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isRefusal(message.text())) troubles.push(message.text());
  });
  await page.emulateMedia({ reducedMotion });
  await pretendRoom(device, base);
  await teach(device, language);
  /** @type {WebSocketRoute | undefined} */
  let line;
  /** What the page has said to the server. @type {any[]} */
  const said = [];
  await page.routeWebSocket(/\/ws$/, (socket) => {
    line = socket;
    const send = (/** @type {object} */ message) => socket.send(JSON.stringify(asServed(message)));
    socket.onMessage((text) => {
      said.push(JSON.parse(String(text)));
      const { id, type, timestamp } = said.at(-1);
      send({ type: 'ack', received: type, ...(id && { id }) });
      if (type === 'resume')
        send({
          type: 'session_restored',
          name: kind === 'host' ? '' : who,
          token: TOKEN,
          is_host: kind === 'host',
          room: 'K7PQ',
        });
      if (timestamp !== undefined) send({ type: 'pong', timestamp, server_time: Date.now() });
    });
    send({
      type: 'welcome',
      connection_id: 'conn_1',
      server_version: '1.0.0',
      build,
      game_active: true,
      heartbeat_seconds: 10,
      timeout_seconds: 30,
      connect_timeout_seconds: 10,
      server_time: Date.now(),
    });
  });
  const address = {
    host: watches ? 'host?watch=K7PQ' : 'host',
    player: `player?room=K7PQ${who && `&token=${TOKEN}`}`,
  };
  await page.goto(base + address[kind]);
  await page.waitForSelector('#status[data-status="connected"]');
  let seq = 0;
  const tellAnything = (/** @type {object} */ message) => {
    seq += 1;
    line?.send(JSON.stringify({ ...message, seq }));
  };
  const tell = (/** @type {ServerMessage} */ message) => tellAnything(asServed(message));
  return {
    page,
    device,
    troubles,
    said,
    tell,
    /** Sends what no server would say. */
    tellAnything,
    /** Sends a state, and waits until its view is there. @param {State} state as `sceneOf` makes it */
    async say(state) {
      tell(state);
      await page.waitForSelector(`body[data-phase="${state.phase}"] #view:not([data-changing]) .view`);
    },
    /** Loses the connection, as a network does. */
    lose: () => line?.close(),
  };
}

/**
 * A test on a stage: opens a page, plays, and looks whether it had trouble.
 * @param {Parameters<typeof openScene>} wishes @param {(scene: Awaited<ReturnType<typeof openScene>>) => Promise<void>} play
 */
export const withScene = (wishes, play) => async () => {
  const scene = await openScene(...wishes);
  try {
    await play(scene);
    assert.deepEqual(scene.troubles, []);
  } finally {
    await scene.device.close();
  }
};

/** Once what is new on a page has been laid out and painted. @param {Page} page */
export const painted = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
