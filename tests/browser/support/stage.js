// One page on a stage of its own: the real page, and in the server's place a script that says what the test
// wants to see. For looks and movement, where a whole party would take minutes to come to the point.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { isRefusal, newDevice } from './browser.js';
import { asServed } from './contract.js';
import { REAL } from './languages.js';

/** @import { Page, WebSocketRoute } from 'playwright-core' */
/** @import { ServerMessage, State } from '../../../www/js/protocol.js' */

const WWW = resolve(import.meta.dirname, '../../../www');
const BASE = 'http://spyster.test/api/spyster/';
/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};
/** @type {Record<string, string>} */
const PAGES = { host: 'host.html', player: 'player.html' };
/** As a server makes them. */
const [TOKEN, BUILD] = ['K7PQ-0123456789abcdef0123456789abcdef', '0123456789abcdef0123456789abcdef'];
/** A square of dots, where the server would draw a code. */
const QR =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h3v3H0zM5 0h3v3H5zM0 5h3v3H0zM4 4h2v1H4zM6 6h2v2H6z"/></svg>';

/** Answers a request as the server would. @param {string} path below /api/spyster/ */
async function answer(path) {
  if (path.endsWith('qr.svg')) return { contentType: TYPES['.svg'], body: QR };
  if (path === 'packs') return { contentType: TYPES['.json'], body: '{"packs":[]}' };
  if (path === 'rooms') {
    return {
      status: 201,
      contentType: TYPES['.json'],
      body: JSON.stringify({ room: 'K7PQ', session_id: 's', host_token: 't', join_url: '' }),
    };
  }
  const file = PAGES[path] ?? path.replace(/^static\//, '');
  const body = await readFile(resolve(WWW, file));
  // The server knows its languages, and tells every page.
  if (path in PAGES)
    return {
      contentType: TYPES['.html'],
      body: String(body).replace('<html ', `<html data-languages="${REAL.join(' ')}" `),
    };
  return { contentType: TYPES[extname(file)], body };
}

/**
 * Opens a page and returns it with `say`, which sends it a state.
 * @param {'host' | 'player'} kind
 * @param {{ width: number, height: number }} viewport
 * @param {{ reducedMotion?: 'reduce' | 'no-preference', who?: string, locale?: string }} [wishes] `who`: whose phone it is; `locale`: what they read
 */
export async function openScene(
  kind,
  viewport,
  { reducedMotion = 'no-preference', who = 'Ana', locale = 'en-US' } = {},
) {
  const device = await newDevice(viewport, locale);
  const page = await device.newPage();
  /** @type {string[]} */
  const troubles = [];
  page.on('pageerror', (error) => troubles.push(String(error.stack)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isRefusal(message.text())) troubles.push(message.text());
  });
  await page.emulateMedia({ reducedMotion });
  await page.route(`${BASE}**`, async (route) => {
    const path = new URL(route.request().url()).pathname.replace('/api/spyster/', '');
    await answer(path).then(
      (reply) => route.fulfill(reply),
      () => route.fulfill({ status: 404 }),
    );
  });
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
      build: BUILD,
      game_active: true,
      heartbeat_seconds: 10,
      timeout_seconds: 30,
      connect_timeout_seconds: 10,
      server_time: Date.now(),
    });
  });
  await page.goto(`${BASE}${kind}${kind === 'player' ? `?room=K7PQ&token=${TOKEN}` : ''}`);
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
