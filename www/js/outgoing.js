// @ts-check
// Commands on their way: kept in order until the server has answered them.

import { momentOf } from './moment.js';

/** @import { ClientMessage, State } from './protocol.js' */

/**
 * What to do with a command that has not been sent on this connection yet: `send` it, `wait` (the game
 * stands still), or give it up because it is too `late` or already `done`.
 * @typedef {(state: State) => 'send' | 'wait' | 'late' | 'done'} Decide
 */

/** @typedef {{ message: ClientMessage & { id: string }, decide: Decide, sent: boolean }} Entry */

/**
 * A command that only makes sense in the phase and round in which it was given. Lost on the way and sent
 * again minutes later, "call a vote" would strike in the wrong round.
 * @param {State} asked the state the person saw
 * @returns {Decide}
 */
export function thisMomentOnly(asked) {
  const moment = momentOf(asked);
  return (state) => {
    if (momentOf(state) !== moment) return 'late';
    if (state.phase === asked.phase) return 'send';
    return state.phase === 'PAUSED' ? 'wait' : 'late';
  };
}

/** A command that is right at any time, such as leaving. @type {Decide} */
export const atAnyTime = () => 'send';

/** The commands that have not been answered yet, oldest first. */
export class Outgoing {
  /** @type {Entry[]} */
  #entries = [];

  /** How many commands wait for an answer. */
  get size() {
    return this.#entries.length;
  }

  /**
   * @param {ClientMessage & { id: string }} message
   * @param {Decide} decide
   */
  add(message, decide) {
    this.#entries.push({ message, decide, sent: false });
  }

  /** The server has answered this one, with yes or no. @param {string} id */
  settle(id) {
    this.#entries = this.#entries.filter((entry) => entry.message.id !== id);
  }

  /** The connection is gone: whatever was not answered may not have arrived. */
  markUnsent() {
    for (const entry of this.#entries) entry.sent = false;
  }

  /** The seat is gone, and with it what it wanted to say. */
  clear() {
    this.#entries = [];
  }

  /**
   * Sends what is to be sent now, in order, and forgets what is overtaken by events.
   * @param {State} state the newest state
   * @param {(message: ClientMessage) => void} send
   * @returns {ClientMessage[]} the commands that came too late
   */
  flush(state, send) {
    /** @type {ClientMessage[]} */
    const late = [];
    const kept = [];
    for (const entry of this.#entries) {
      const verdict = entry.sent ? 'wait' : entry.decide(state);
      if (verdict === 'late') late.push(entry.message);
      if (verdict === 'late' || verdict === 'done') continue;
      if (verdict === 'send') {
        send(entry.message);
        entry.sent = true;
      }
      kept.push(entry);
    }
    this.#entries = kept;
    return late;
  }
}
