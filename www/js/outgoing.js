// @ts-check
// Commands on their way: kept in order, also through a reload, until the server has answered them.

import { momentOf } from './moment.js';

/** @import { ClientMessage, Phase, State } from './protocol.js' */
/** @import { Platform } from './platform.js' */

/**
 * When a command still makes sense: in one phase of one moment of the game, or (null) always.
 * @typedef {{ moment: string, phase: Phase } | null} Validity
 */

/** @typedef {ClientMessage & { id: string }} Command */

/**
 * `sentAt` is when it was sent on the present connection, `tried` whether it ever was on any.
 * @typedef {{ message: Command, validity: Validity, tried: boolean, sentAt: number | null }} Entry
 */

/**
 * For a command that only makes sense in the phase and round in which it was given. Lost on the way and
 * sent again minutes later, "call a vote" would strike in the wrong round.
 * @param {State} asked the state the person saw
 * @returns {Validity}
 */
export const thisMomentOnly = (asked) => ({ moment: momentOf(asked), phase: asked.phase });

/** For a command that is right at any time, such as leaving. @type {Validity} */
export const atAnyTime = null;

/**
 * What to do with a command that has not been sent on this connection yet: `send` it, `wait` (the game
 * stands still), or give it up because it is too `late` or already `done`.
 * @param {Entry} entry
 * @param {State} state
 * @returns {'send' | 'wait' | 'late' | 'done'}
 */
function verdictOn({ message, validity }, state) {
  if (!validity) return 'send';
  if (momentOf(state) !== validity.moment) return 'late';
  if (message.type === 'vote' && state.has_voted) return 'done';
  if (state.phase === validity.phase) return 'send';
  return state.phase === 'PAUSED' ? 'wait' : 'late';
}

/** @param {string} token */
const keyOf = (token) => `spyster.unanswered.${token}`;

/** The commands of one session that have not been answered yet, oldest first. */
export class Outgoing {
  #storage;
  /** @type {string | null} */
  #token = null;
  /** @type {Entry[]} */
  #entries = [];

  /** @param {Platform['storage']} storage */
  constructor(storage) {
    this.#storage = storage;
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

  /** @param {Command} message @param {Validity} validity */
  add(message, validity) {
    this.#entries.push({ message, validity, tried: false, sentAt: null });
    this.#keep();
  }

  /** @param {string} id */
  has(id) {
    return this.#entries.some((entry) => entry.message.id === id);
  }

  /** The server has answered this one, with yes or no. @param {string} id */
  settle(id) {
    this.#entries = this.#entries.filter((entry) => entry.message.id !== id);
    this.#keep();
  }

  /** The connection is gone, or the server took nothing in: whatever was not answered may not have arrived. */
  markUnsent() {
    for (const entry of this.#entries) entry.sentAt = null;
  }

  /** When the oldest command was sent that waits for its answer; null if none does. */
  get waitingSince() {
    return this.#entries.find((entry) => entry.sentAt !== null)?.sentAt ?? null;
  }

  /**
   * Takes what is to be sent now, in order, and forgets what is overtaken by events.
   * @param {State} state the newest state
   * @param {number} now
   * @returns {{ send: Command[], late: Command[] }} `late` are the commands that are given up and never reached
   *   the server; one that was sent before may well be what moved the game on, and goes without a word
   */
  take(state, now) {
    /** @type {{ send: Command[], late: Command[] }} */
    const taken = { send: [], late: [] };
    this.#entries = this.#entries.filter((entry) => {
      const verdict = entry.sentAt === null ? verdictOn(entry, state) : 'wait';
      if (verdict === 'send') {
        entry.sentAt = now;
        entry.tried = true;
        taken.send.push(entry.message);
      }
      if (verdict === 'late' && !entry.tried) taken.late.push(entry.message);
      return verdict === 'send' || verdict === 'wait';
    });
    this.#keep();
    return taken;
  }

  #keep() {
    if (!this.#token) return;
    const entries = this.#entries.map(({ message, validity, tried }) => ({ message, validity, tried }));
    if (entries.length > 0) this.#storage.setItem(keyOf(this.#token), JSON.stringify(entries));
    else this.#storage.removeItem(keyOf(this.#token));
  }

  /** @param {string} token @returns {Entry[]} */
  #read(token) {
    try {
      return JSON.parse(this.#storage.getItem(keyOf(token)) ?? '[]');
    } catch {
      return [];
    }
  }
}
