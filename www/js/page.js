// @ts-check
// What both pages are built on: connection, clock, stage, toasts, announcements.

import { ServerClock } from './clock.js';
import { Connection } from './connection.js';
import { thisMomentOnly } from './outgoing.js';
import { newId } from './session.js';
import { Stage } from './stage.js';
import { createToaster } from './toast.js';
import { createStatusPill } from './parts/status_pill.js';

/** @import { ClientMessage, ServerMessage, State } from './protocol.js' */
/** @import { Status } from './connection.js' */
/** @import { Decide } from './outgoing.js' */

/**
 * What a view may ask of its page.
 * @typedef {object} Page
 * @property {ServerClock} clock
 * @property {(message: ClientMessage, decide?: Decide) => void} command says something to the game; without
 *   `decide` it is meant for this phase of this round only
 * @property {(text: string, kind?: 'error' | 'info') => void} toast
 * @property {(text: string) => void} announce reads a text out to those who listen
 */

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`The page has no element #${id}.`);
  return node;
}

/** The address of something below the page's own folder, whatever prefix a proxy puts in front. @param {string} path */
export const beside = (path) => new URL(path, document.baseURI).href;

/**
 * @param {object} hooks
 * @param {() => ClientMessage | null} hooks.greeting
 * @param {(message: ServerMessage) => void} hooks.message
 * @param {(status: Status) => void} hooks.status
 */
export function openPage(hooks) {
  const clock = new ServerClock(() => Date.now());
  const announcer = byId('announcer');
  const toast = createToaster(byId('toasts'));
  /** @type {State | null} */
  let newest = null;

  const connection = new Connection(beside('ws').replace(/^http/, 'ws'), {
    openSocket: (url) => new WebSocket(url),
    setTimeout: (callback, ms) => setTimeout(callback, ms),
    clearTimeout: (handle) => clearTimeout(handle),
    now: () => Date.now(),
    random: Math.random,
    newId,
  }, {
    greeting: hooks.greeting,
    status: (status) => {
      pill.update(status);
      hooks.status(status);
    },
    message: (message) => {
      if (message.type === 'welcome' || message.type === 'state') clock.heard(message.server_time);
      if (message.type === 'state') newest = message;
      hooks.message(message);
    },
    tooLate: () => toast('That came too late: the game has moved on.', 'info'),
    roundTrip: (serverTime, sentAt, receivedAt) => clock.measured(serverTime, sentAt, receivedAt),
  });
  const pill = createStatusPill(byId('status'), () => connection.retry());
  tryWhenThingsLookUp(connection);

  /** @type {Page} */
  const page = {
    clock,
    toast,
    announce: (text) => { announcer.textContent = text; },
    command: (message, decide) => {
      if (newest) connection.command(message, decide ?? thisMomentOnly(newest));
    },
  };
  return { page, connection, stage: new Stage(byId('view'), announcer) };
}

/** The network is back, or somebody is looking again: no reason to wait any longer. @param {Connection} connection */
function tryWhenThingsLookUp(connection) {
  const retry = () => connection.retry();
  window.addEventListener('online', retry);
  window.addEventListener('pageshow', retry);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') retry();
  });
}
