// @ts-check
// The sockets of a connection, one at a time: the next one is opened after a pause (exponential backoff with jitter).

import { SocketTransport } from './socket_transport.js';
import { backOff } from './timing.js';

/** @import { ClientMessage, ServerMessage } from './protocol.js' */
/** @import { Platform } from './platform.js' */
/** @import { SocketHooks } from './socket_transport.js' */
/** @import { Timing } from './timing.js' */

/**
 * @typedef {object} Turns
 * @property {() => void} dropped there is no socket any more, or not yet again
 * @property {() => void} forbidden the policy or the device lets none be opened
 * @typedef {SocketHooks & Turns} SocketsHooks
 */

export class Sockets {
  #url;
  #platform;
  #timing;
  #hooks;
  /** @type {SocketTransport | null} */
  #socket = null;
  /** @type {any} */
  #timer = null;
  /** Whether one has ever opened on this page. */
  haveOpened = false;
  /** Attempts since the connection was last good. */
  attempts = 0;

  /** @param {string} url @param {Platform} platform @param {Timing} timing @param {SocketsHooks} hooks */
  constructor(url, platform, timing, hooks) {
    this.#url = url;
    this.#platform = platform;
    this.#timing = timing;
    this.#hooks = hooks;
  }

  /** Whether so many attempts were in vain that another way is to be tried. */
  get areHopeless() {
    return this.attempts > this.#timing.attempts;
  }

  /** Opens the next one now. */
  open() {
    this.drop();
    try {
      this.#socket = this.#begin();
    } catch {
      this.#hooks.forbidden();
    }
  }

  /** @throws {Error} where the browser does not even begin to open one */
  #begin() {
    const socket = new SocketTransport(this.#url, this.#platform, this.#timing, {
      ...this.#hooks,
      opened: () => {
        this.haveOpened = true;
        this.#hooks.opened();
      },
      message: (message) => {
        if (socket === this.#socket) this.#heard(message);
      },
    });
    return socket;
  }

  /** @param {ServerMessage} message */
  #heard(message) {
    const seconds = message.type === 'welcome' ? message.connect_timeout_seconds : 0;
    if (seconds > 0) this.#timing = { ...this.#timing, connectTimeout: seconds * 1_000 };
    this.#hooks.message(message);
  }

  /** @param {number} [ms] without it so long as befits the number of attempts */
  openLater(ms = backOff(this.attempts, this.#platform.random(), this.#timing)) {
    this.drop();
    this.#timer = this.#platform.setTimeout(() => this.open(), ms);
  }

  /** Does not wait any longer, if it did. */
  hurry() {
    if (this.#timer !== null) this.open();
  }

  /** Lets go of the socket, or of the wait for the next. */
  drop() {
    this.#platform.clearTimeout(this.#timer);
    this.#timer = null;
    this.#socket?.close();
    this.#socket = null;
    this.#hooks.dropped();
  }

  /** Whether one is open, or being opened. */
  get isThere() {
    return this.#socket !== null;
  }

  /** @param {ClientMessage} message @returns {boolean} whether there was a socket to say it on */
  send(message) {
    return this.#socket?.send(message) ?? false;
  }

  /** Makes sure that an open one is still alive. @param {number} [patience] milliseconds */
  probe(patience) {
    this.#socket?.probe(patience);
  }
}
