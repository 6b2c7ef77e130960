// @ts-check
// What both pages are built on: connection, clock, stage, toasts, announcements.

import { ServerClock } from './clock.js';
import { Connection } from './connection.js';
import { attempt } from './failure.js';
import { keepFocus } from './focus.js';
import { phaseOf } from './moment.js';
import { plain } from './isolates.js';
import { onLanguage, t } from './i18n.js';
import { thisMomentOnly } from './outgoing.js';
import { Stage } from './stage.js';
import { timingOfPage } from './timing.js';
import { createToaster } from './toast.js';
import { heedBuild, takeNewBuild } from './update.js';
import { browser } from './platform.js';
import { resolveUrl } from './url.js';
import { createStatusPill } from './parts/status_pill.js';

/** @import { ClientMessage, ServerMessage, State } from './protocol.js' */
/** @import { Status } from './status.js' */
/** @import { Validity } from './outgoing.js' */

/**
 * What a view may ask of its page.
 * @typedef {object} Page
 * @property {ServerClock} clock
 * @property {Set<Aside>} asides who gets the answers to what they have asked themselves
 * @property {(message: ClientMessage) => boolean} ask says something whose answer comes by this socket; says whether there is one
 * @property {() => State | null} state the newest
 * @property {(watcher: () => void) => () => void} follow calls back after every state; returns what stops it
 * @property {(message: ClientMessage, validity?: Validity) => void} command says something to the game; without
 *   `validity` it is meant for this phase of this round only
 * @property {(text: string, kind?: 'error' | 'info') => void} toast
 * @property {(text: string) => void} announce reads a text out to those who listen
 */

/**
 * Somebody beside the page who hears of what comes. `onState` says whether that was for them alone; `lost` that no answer
 * will come any more.
 * @typedef {{ onState(message: ServerMessage): boolean, lost(): void }} Aside
 */

/** Whether what is on the screen keeps up with the game. @param {Status} status */
export const isLive = (status) => status.kind === 'connected' || status.kind === 'polling';

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`The page has no element #${id}.`);
  return node;
}

/**
 * @param {object} hooks
 * @param {() => ClientMessage | null} hooks.greeting
 * @param {(message: ServerMessage) => void} hooks.message
 * @param {(status: Status) => void} hooks.status
 * @param {() => boolean} hooks.comesBack whether the page would come back to where it is when it is loaded anew
 * @param {() => HTMLElement | null} [hooks.firstControl] what has the focus in a new view, where it is not the heading
 */
export function openPage(hooks) {
  const clock = new ServerClock(browser.now);
  const announcer = byId('announcer');
  const toast = createToaster(byId('toasts'));
  /** @type {State | null} */
  let newest = null;
  /** @type {Set<() => void>} */
  const watchers = new Set();
  /** @type {Set<Aside>} */
  const asides = new Set();

  const connection = new Connection(
    resolveUrl('.'),
    browser,
    {
      greeting: hooks.greeting,
      status: (status) => {
        if (status.kind !== 'connected') for (const aside of asides) aside.lost();
        attempt(() => pill.update(status));
        hooks.status(status);
      },
      message: (message) => {
        if (message.type === 'welcome') {
          clock.restart(message.server_time);
          heedBuild(message.build);
        }
        if (message.type === 'state') {
          clock.heard(message.server_time);
          if (costsNothing(newest, message) && hooks.comesBack()) takeNewBuild();
          newest = message;
        }
        attempt(() => {
          if (![...asides].some((aside) => aside.onState(message))) hooks.message(message);
        });
        if (message.type === 'state') for (const watcher of watchers) attempt(watcher);
      },
      tooLate: () => toast(t('page.too_late'), 'info'),
      roundTrip: (serverTime, sentAt, receivedAt) => clock.measured(serverTime, sentAt, receivedAt),
    },
    timingOfPage(),
  );
  const pill = createStatusPill(byId('status'), () => connection.retry());
  onLanguage(() => pill.update(connection.status));
  tryWhenThingsLookUp(connection);
  keepFocus();

  /** @type {Page} */
  const page = {
    clock,
    asides,
    ask: (message) => connection.status.kind === 'connected' && connection.send(message),
    state: () => newest,
    follow: (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    toast,
    announce: (text) => {
      announcer.textContent = plain(text);
    },
    command: (message, validity) => {
      if (newest) connection.command(message, validity === undefined ? thisMomentOnly(newest) : validity);
    },
  };
  return { page, connection, stage: new Stage(byId('view'), announcer, hooks.firstControl) };
}

/** Whether nobody is disturbed by a page that is loaded anew now: in the lobby, and as one phase follows another. @param {State | null} before @param {State} now */
function costsNothing(before, now) {
  const isFree = phaseOf(now) === 'LOBBY' || (before && phaseOf(now) !== phaseOf(before));
  return isFree && !document.querySelector('dialog[open], input:focus');
}

/** When to look again after the network has gone; milliseconds. */
const OFFLINE_FOR = 1_000;

/** The network is back or gone, or somebody is looking again: no reason to wait any longer. @param {Connection} connection */
function tryWhenThingsLookUp(connection) {
  const retry = () => connection.retry();
  window.addEventListener('online', retry);
  window.addEventListener('offline', () => {
    connection.probe();
    // Sockets may notice a little later than the device.
    setTimeout(() => connection.probe(), OFFLINE_FOR);
  });
  window.addEventListener('pageshow', retry);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') retry();
  });
}
