// @ts-check
// Exactly-once delivery: each command has an id (an idempotency key), is kept in order, also through a reload, and
// is said again under the same id until the server has answered it.

import { verdictOn } from './validity.js';

/** @import { ClientMessage, ServerMessage, State } from './protocol.js' */
/** @import { Platform } from './platform.js' */
/** @import { Timing } from './timing.js' */
/** @import { Validity } from './validity.js' */

/** @typedef {ClientMessage & { id: string }} Command */

/**
 * `sentAt` is when it was sent on the present connection, `tried` whether it ever was on any.
 * @typedef {{ message: Command, validity: Validity, tried: boolean, sentAt: number | null }} Entry
 */

/**
 * @typedef {object} DeliveryHooks
 * @property {() => State | null} state the newest, by which commands are judged; without one they wait
 * @property {(command: Command) => void} send
 * @property {() => void} unanswered a command has waited too long: the socket may be dead
 * @property {(message: ClientMessage) => void} tooLate the game has overtaken a command that never reached the server
 */

/** @param {string} token */
const keyOf = (token) => `spyster.unanswered.${token}`;

/** The commands of one session that have not been answered yet. */
export class Delivery {
  #platform;
  #timing;
  #hooks;
  /** Whose commands they are; nobody's until `open`. @type {string | null} */
  #token = null;
  /** The oldest first. @type {Entry[]} */
  #entries = [];
  /** @type {any} */
  #ackTimer = null;
  /** @type {any} */
  #resendTimer = null;

  /** @param {Platform} platform @param {Timing} timing @param {DeliveryHooks} hooks */
  constructor(platform, timing, hooks) {
    this.#platform = platform;
    this.#timing = timing;
    this.#hooks = hooks;
  }

  /** Goes on with what the session of this token has left unanswered, maybe on an earlier page. @param {string} token */
  open(token) {
    if (token === this.#token) return;
    this.#token = token;
    this.#entries = this.#read(token).map((entry) => ({ ...entry, sentAt: null }));
  }

  /** Another tab may have sent what is kept here: the next `open` looks again. */
  close() {
    this.#token = null;
    this.#entries = [];
  }

  /** The seat is gone, and with it what it wanted to say. */
  clear() {
    this.#entries = [];
    this.#keep();
    this.#token = null;
  }

  /** @param {ClientMessage} message @param {Validity} validity */
  add(message, validity) {
    const command = { ...message, id: this.#platform.newId() };
    this.#entries.push({ message: command, validity, tried: false, sentAt: null });
    this.#keep();
  }

  /** What was sent so far may not have arrived; nothing more can be sent for now. */
  halt() {
    this.#stopWaiting();
    this.#markUnsent();
  }

  /**
   * Takes what is to be said now, in order, and forgets what is overtaken by events. What was sent before may well
   * be what moved the game on: it goes without a word.
   * @returns {Command[]}
   */
  take() {
    const state = this.#hooks.state();
    if (!state) return [];
    /** @type {{ send: Command[], late: Command[] }} */
    const taken = { send: [], late: [] };
    this.#entries = this.#entries.filter((entry) => {
      const verdict = entry.sentAt === null ? verdictOn(entry.message, entry.validity, state) : 'wait';
      if (verdict === 'late' && !entry.tried) taken.late.push(entry.message);
      if (verdict === 'send') {
        entry.sentAt = this.#platform.now();
        entry.tried = true;
        taken.send.push(entry.message);
      }
      return verdict === 'send' || verdict === 'wait';
    });
    this.#keep();
    for (const message of taken.late) this.#hooks.tooLate(message);
    return taken.send;
  }

  /** Says what is to be said now, on a socket on which the server knows who is speaking. */
  flush() {
    for (const command of this.take()) this.#hooks.send(command);
    this.#watchForAcks();
  }

  /** Says everything unanswered again after a while, on the same socket. */
  flushLater() {
    this.#stopWaiting();
    this.#resendTimer = this.#platform.setTimeout(() => {
      this.#markUnsent();
      this.flush();
    }, this.#timing.rateLimitPause);
  }

  /**
   * Takes note of an answer.
   * @param {ServerMessage} message
   * @returns {boolean} whether that was all there is to do: the server has not even looked at the command
   */
  answered(message) {
    if (message.type !== 'ack' && message.type !== 'error') return false;
    const { id } = message;
    if (!id || !this.#entries.some((entry) => entry.message.id === id)) return false;
    if (message.type === 'error' && message.code === 'RATE_LIMITED') return true;
    this.#entries = this.#entries.filter((entry) => entry.message.id !== id);
    this.#keep();
    return false;
  }

  #watchForAcks() {
    this.#platform.clearTimeout(this.#ackTimer);
    const oldest = this.#entries.find((entry) => entry.sentAt !== null);
    if (!oldest) return;
    const left = Number(oldest.sentAt) + this.#timing.ackTimeout - this.#platform.now();
    if (left <= 0) this.#hooks.unanswered();
    else this.#ackTimer = this.#platform.setTimeout(() => this.#watchForAcks(), left);
  }

  #stopWaiting() {
    this.#platform.clearTimeout(this.#ackTimer);
    this.#platform.clearTimeout(this.#resendTimer);
  }

  /** The connection is gone, or the server took nothing in: whatever was not answered may not have arrived. */
  #markUnsent() {
    for (const entry of this.#entries) entry.sentAt = null;
  }

  #keep() {
    if (!this.#token) return;
    const entries = this.#entries.map(({ message, validity, tried }) => ({ message, validity, tried }));
    if (entries.length > 0) this.#platform.storage.setItem(keyOf(this.#token), JSON.stringify(entries));
    else this.#platform.storage.removeItem(keyOf(this.#token));
  }

  /** @param {string} token @returns {Entry[]} */
  #read(token) {
    try {
      return JSON.parse(this.#platform.storage.getItem(keyOf(token)) ?? '[]');
    } catch {
      return [];
    }
  }
}
