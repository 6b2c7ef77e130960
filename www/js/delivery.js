// @ts-check
// Sees to it that each command takes effect exactly once: gives it an id, and says it again under the same
// id for as long as no answer comes.

import { Outgoing } from './outgoing.js';

/** @import { ClientMessage, ServerMessage, State } from './protocol.js' */
/** @import { Command, Validity } from './outgoing.js' */
/** @import { Platform } from './platform.js' */
/** @import { Timing } from './timing.js' */

/**
 * @typedef {object} DeliveryHooks
 * @property {(command: Command) => void} send
 * @property {() => void} unanswered a command has waited too long: the socket may be dead
 * @property {(message: ClientMessage) => void} tooLate the game has overtaken a command
 */

export class Delivery {
  #platform;
  #timing;
  #hooks;
  #outgoing;
  /** @type {State | null} */
  #state = null;
  /** @type {any} */
  #ackTimer = null;
  /** @type {any} */
  #resendTimer = null;

  /** @param {Platform} platform @param {Timing} timing @param {DeliveryHooks} hooks */
  constructor(platform, timing, hooks) {
    this.#platform = platform;
    this.#timing = timing;
    this.#hooks = hooks;
    this.#outgoing = new Outgoing(platform.storage);
  }

  /** Goes on with what the session of this token has left unanswered. @param {string} token */
  open(token) {
    this.#outgoing.open(token);
  }

  /** Another tab may have sent what is kept here: the next `open` looks again. */
  close() {
    this.#outgoing.close();
  }

  /** The seat is gone, and with it what it wanted to say. */
  clear() {
    this.#outgoing.clear();
    this.#state = null;
  }

  /** @param {ClientMessage} message @param {Validity} validity */
  add(message, validity) {
    this.#outgoing.add({ ...message, id: this.#platform.newId() }, validity);
  }

  /** Commands are judged by this from now on. @param {State} state */
  onState(state) {
    this.#state = state;
  }

  /** What was sent so far may not have arrived; nothing more can be sent for now. */
  halt() {
    this.#platform.clearTimeout(this.#ackTimer);
    this.#platform.clearTimeout(this.#resendTimer);
    this.#outgoing.markUnsent();
  }

  /** Takes what is to be said now, in order. @returns {Command[]} */
  take() {
    if (!this.#state) return [];
    const { send, late } = this.#outgoing.take(this.#state, this.#platform.now());
    for (const message of late) this.#hooks.tooLate(message);
    return send;
  }

  /** Says what is to be said now, on a socket on which the server knows who is speaking. */
  flush() {
    for (const command of this.take()) this.#hooks.send(command);
    this.#watchForAcks();
  }

  /**
   * Takes note of an answer.
   * @param {ServerMessage} message
   * @returns {boolean} whether that was all there is to do: the server has not even looked at the command
   */
  answered(message) {
    if (message.type !== 'ack' && message.type !== 'error') return false;
    if (!message.id || !this.#outgoing.has(message.id)) return false;
    if (message.type === 'error' && message.code === 'RATE_LIMITED') return true;
    this.#outgoing.settle(message.id);
    return false;
  }

  #watchForAcks() {
    this.#platform.clearTimeout(this.#ackTimer);
    const since = this.#outgoing.waitingSince;
    if (since === null) return;
    const left = since + this.#timing.ackTimeout - this.#platform.now();
    if (left <= 0) this.#hooks.unanswered();
    else this.#ackTimer = this.#platform.setTimeout(() => this.#watchForAcks(), left);
  }

  /** Says everything unanswered again after a while, on the same socket. */
  flushLater() {
    this.#platform.clearTimeout(this.#ackTimer);
    this.#platform.clearTimeout(this.#resendTimer);
    this.#resendTimer = this.#platform.setTimeout(() => {
      this.#outgoing.markUnsent();
      this.flush();
    }, this.#timing.rateLimitPause);
  }
}
