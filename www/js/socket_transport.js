// @ts-check
// One WebSocket from opening to end: notices when it is dead, and measures how quick it is.

import { wireText } from './wire_text.js';

/** @import { ClientMessage, ServerMessage } from './protocol.js' */
/** @import { Platform } from './platform.js' */
/** @import { Timing } from './timing.js' */

/**
 * @typedef {object} SocketHooks
 * @property {() => void} opened the server has said welcome
 * @property {(message: ServerMessage) => void} message every message, `welcome` included
 * @property {(code: number | null, lasted: number) => void} ended by the server with a close code, or for want
 *   of an answer (null); after how many milliseconds. Nothing is heard of the socket after that.
 * @property {(latency: number) => void} latency the median of the last round trips, in milliseconds
 * @property {(serverTime: number, sentAt: number, receivedAt: number) => void} roundTrip
 */

/** Round trips of which the median is taken. */
const TRIPS = 5;

/** @param {unknown} data @returns {ServerMessage | null} nothing if that is no message */
function readMessage(data) {
  try {
    const message = JSON.parse(String(data));
    return typeof message?.type === 'string' ? message : null;
  } catch {
    return null;
  }
}

export class SocketTransport {
  #platform;
  #timing;
  #hooks;
  #socket;
  #openedAt;
  #welcomed = false;
  #ended = false;
  /** @type {number[]} */
  #trips = [];
  /** @type {any} */
  #patience = null;
  /** @type {any} */
  #nextPing = null;

  /**
   * Begins to open the socket.
   * @param {string} url
   * @param {Platform} platform
   * @param {Timing} timing
   * @param {SocketHooks} hooks
   */
  constructor(url, platform, timing, hooks) {
    this.#platform = platform;
    this.#timing = timing;
    this.#hooks = hooks;
    this.#openedAt = platform.now();
    this.#socket = platform.openSocket(url);
    this.#socket.onmessage = (event) => {
      if (!this.#ended) this.#receive(event.data);
    };
    this.#socket.onclose = (event) => this.#end(event.code);
    this.#wait(timing.connectTimeout);
  }

  /** @param {ClientMessage} message @returns {boolean} whether there was a socket to say it on */
  send(message) {
    if (!this.#welcomed || this.#ended) return false;
    this.#socket.send(wireText(message));
    return true;
  }

  /** Makes sure, with little patience, that an open socket is still alive. @param {number} [patience] */
  probe(patience = this.#timing.probeTimeout) {
    if (this.#welcomed && !this.#ended) this.#ping(patience);
  }

  /** Lets go of the socket without a word to the hooks. */
  close() {
    if (this.#ended) return;
    this.#ended = true;
    this.#platform.clearTimeout(this.#patience);
    this.#platform.clearTimeout(this.#nextPing);
    this.#socket.close();
  }

  /** @param {number | null} code */
  #end(code) {
    if (this.#ended) return;
    this.close();
    this.#hooks.ended(code, this.#platform.now() - this.#openedAt);
  }

  /** Ends the socket unless something stops the clock. @param {number} ms */
  #wait(ms) {
    this.#platform.clearTimeout(this.#patience);
    this.#patience = this.#platform.setTimeout(() => this.#end(null), ms);
  }

  /** @param {unknown} data */
  #receive(data) {
    const message = readMessage(data);
    if (!message) {
      // Not ours to judge: a proxy may have put something into the stream.
      this.#platform.console.error('Unreadable frame from the server.');
      return;
    }
    if (message.type === 'welcome') this.#welcome();
    if (message.type === 'pong') this.#pong(message.timestamp, message.server_time);
    this.#hooks.message(message);
  }

  #welcome() {
    this.#welcomed = true;
    this.#platform.clearTimeout(this.#patience);
    this.#hooks.opened();
    if (!this.#ended) this.#ping(this.#timing.pongTimeout);
  }

  /** A socket can be dead without knowing it; only an answer proves life. @param {number} patience */
  #ping(patience) {
    this.#platform.clearTimeout(this.#nextPing);
    this.send({ type: 'ping', timestamp: this.#platform.now() });
    this.#wait(patience);
    this.#nextPing = this.#platform.setTimeout(() => this.#ping(this.#timing.pongTimeout), this.#timing.pingEvery);
  }

  /** @param {unknown} sentAt @param {number} serverTime */
  #pong(sentAt, serverTime) {
    if (typeof sentAt !== 'number') return;
    const now = this.#platform.now();
    this.#platform.clearTimeout(this.#patience);
    this.#trips = [...this.#trips, now - sentAt].slice(-TRIPS);
    this.#hooks.roundTrip(serverTime, sentAt, now);
    const sorted = [...this.#trips].sort((a, b) => a - b);
    this.#hooks.latency(/** @type {number} */ (sorted[Math.floor(sorted.length / 2)]));
  }
}
