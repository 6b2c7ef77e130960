// @ts-check
// What a player is choosing and has not told the server yet, kept apart from anything drawn.

import { dealtIn, momentOf } from './moment.js';

/** @import { Bet, State } from './protocol.js' */

/**
 * @typedef {object} Chosen
 * @property {string | null} target name of the suspect
 * @property {Bet} bet
 * @property {string | null} place id of the location picked in the list
 * @property {'main' | 'places'} tab which of the two tabs is open
 * @property {boolean} locked "Lock it in" was tapped
 */

/**
 * Holds a text while the page is reloaded.
 * @typedef {{ load: () => string | null, save: (text: string) => void }} Memory
 */

/** @returns {Chosen} */
const nothing = () => ({ target: null, bet: 1, place: null, tab: 'main', locked: false });

export class Choices {
  /** @type {Chosen} */
  #chosen = nothing();
  #moment = '';
  #memory;
  /** @type {Set<() => void>} */
  #watchers = new Set();

  /** @param {Memory} [memory] without one a reload starts afresh */
  constructor(memory = { load: () => null, save: () => {} }) {
    this.#memory = memory;
  }

  get now() {
    return this.#chosen;
  }

  /** @param {Partial<Chosen>} change */
  choose(change) {
    this.#chosen = { ...this.#chosen, ...change };
    this.#memory.save(JSON.stringify({ moment: this.#moment, chosen: this.#chosen }));
    for (const watcher of this.#watchers) watcher();
  }

  /** Calls back after every change. @param {() => void} watcher @returns {() => void} stops it */
  watch(watcher) {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /**
   * Takes note of a state. Choices outlive every state of the vote they belong to, a pause included, and
   * end with it; a suspect who is gone can't stay chosen.
   * @param {State} state
   */
  onState(state) {
    const moment = momentOf(state);
    if (moment !== this.#moment) {
      this.#moment = moment;
      this.choose(this.#remembered());
    }
    const { target } = this.#chosen;
    const gone = target !== null && !dealtIn(state).some((player) => player.name === target);
    if (gone && !this.#chosen.locked) this.choose({ target: null });
  }

  /** What was chosen in this moment before the page was reloaded. @returns {Chosen} */
  #remembered() {
    const { moment, chosen } = JSON.parse(this.#memory.load() ?? '{}');
    // Whether the vote got through is for the server to say: what was never sent can't be locked.
    return moment === this.#moment ? { ...nothing(), ...chosen, locked: false } : nothing();
  }
}
