// @ts-check
// What both pages are built on: connection, clock, stage, toasts, announcements.

import { ServerClock } from './clock.js';
import { Connection } from './connection.js';
import { attempt } from './failure.js';
import { keepFocus } from './focus.js';
import { phaseOf } from './moment.js';
import { plain } from './isolates.js';
import { errorText, onLanguage, t } from './i18n.js';
import { thisMomentOnly } from './validity.js';
import { Stage } from './stage.js';
import { isLive } from './status.js';
import { closedText } from './status_words.js';
import { timingOfPage } from './timing.js';
import { createToaster } from './toast.js';
import { heedBuild, takeNewBuild } from './update.js';
import { browser } from './platform.js';
import { resolveUrl } from './url.js';
import { createStatusPill } from './parts/status_pill.js';

/** @import { ClientMessage, ErrorReply, Phase, ServerMessage, State } from './protocol.js' */
/** @import { Status } from './status.js' */
/** @import { Validity } from './validity.js' */

/**
 * What a view may ask of its page.
 * @typedef {object} Page
 * @property {ServerClock} clock
 * @property {Set<Aside>} asides who gets the answers to what they have asked themselves
 * @property {(message: ClientMessage) => boolean} ask says something whose answer comes by this socket; says whether there is one
 * @property {() => State | null} state the newest; null until there is one, and again once the seat is gone
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

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`The page has no element #${id}.`);
  return node;
}

/** Tells the style sheet what it has to know of the moment. @param {State | null} shown @param {Status} status */
export function markBody(shown, status) {
  document.body.dataset.phase = shown?.phase ?? 'NONE';
  document.body.classList.toggle('is-stale', shown !== null && !isLive(status));
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
  /** The one before the next state. @type {Phase | null} */
  let phase = null;
  /** The last on this connection, in case the server closes it because of that. @type {ErrorReply | null} */
  let lastError = null;
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
          lastError = null;
        }
        if (message.type === 'state') {
          clock.heard(message.server_time);
          if (costsNothing(phase, message) && hooks.comesBack()) takeNewBuild();
          phase = phaseOf(message);
        }
        attempt(() => {
          if ([...asides].some((aside) => aside.onState(message))) return;
          if (message.type === 'error') lastError = message;
          hooks.message(message);
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
    state: () => connection.state,
    follow: (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    toast,
    announce: (text) => {
      announcer.textContent = plain(text);
    },
    command: (message, validity) => {
      const { state } = connection;
      if (state) connection.command(message, validity === undefined ? thisMomentOnly(state) : validity);
    },
  };
  /** Why the connection has ended for good, and how to say so; null while it has not. */
  const ended = () => {
    const { status } = connection;
    if (status.kind !== 'disconnected' || !status.reason) return null;
    const words = closedText(status.reason);
    const text = status.reason === 'refused' && lastError ? errorText(lastError) : words.text;
    return { reason: status.reason, words: { ...words, text } };
  };
  return {
    page,
    connection,
    ended,
    stage: new Stage(byId('view'), announcer, hooks.firstControl),
  };
}

/** Whether nobody is disturbed by a page that is loaded anew now: in the lobby, and as one phase follows another. @param {Phase | null} before @param {State} now */
function costsNothing(before, now) {
  const isFree = phaseOf(now) === 'LOBBY' || (before && phaseOf(now) !== before);
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
