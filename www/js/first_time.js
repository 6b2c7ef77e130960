// @ts-check
// What a first-timer is told, and what this device has seen enough of.

/** @import { Phase } from './protocol.js' */

const KEPT = 'spyster.known';
/** The phases in which there is something to say. @type {Phase[]} */
const COACHED = ['LOBBY', 'ROLES', 'QUESTIONING', 'VOTE', 'REVEAL', 'SCORING'];

/** @param {Pick<Storage, 'getItem' | 'setItem'>} storage */
export function createFirstTime(storage) {
  const known = new Set((storage.getItem(KEPT) ?? '').split(' ').filter(Boolean));

  /** @param {Phase[]} phases */
  function learn(phases) {
    const before = known.size;
    for (const phase of phases) known.add(phase);
    if (known.size > before) storage.setItem(KEPT, [...known].join(' '));
  }

  return {
    /** Whether this phase still needs a word of explanation. @param {Phase} phase */
    needs: (phase) => COACHED.includes(phase) && !known.has(phase),
    /** The reader has understood one phase. @param {Phase} phase */
    understood: (phase) => learn([phase]),
    /** Somebody who has played to the end needs no coach. */
    played: () => learn(COACHED),
  };
}
