// @ts-check
// The server's clock, as well as this page can know it, and the time left on a timer.

/** @import { State, Timer } from './protocol.js' */

/** Clocks that agree may still differ by so much in two measurements, each exact to half its round trip; ms. */
const DRIFT = 50;
const SAMPLES = 5;

/** @typedef {{ offset: number, roundTrip: number }} Sample */

/** Whether one clock can have given both. @param {Sample} one @param {Sample} other */
const agree = (one, other) => Math.abs(one.offset - other.offset) <= (one.roundTrip + other.roundTrip) / 2 + DRIFT;

export class ServerClock {
  #localNow;
  /** Good enough until something has been measured: always late by the way of the message. */
  #heard = -Infinity;
  /** @type {Sample[]} */
  #samples = [];

  /** @param {() => number} localNow this device's clock in milliseconds */
  constructor(localNow) {
    this.#localNow = localNow;
  }

  /** A connection has begun, perhaps to a server that began anew and has another time. @param {number} serverTime */
  restart(serverTime) {
    this.#samples = [];
    this.#heard = serverTime - this.#localNow();
  }

  /** A message said what time it was when it left; how long it travelled is not known. @param {number} serverTime */
  heard(serverTime) {
    this.#heard = Math.max(this.#heard, serverTime - this.#localNow());
  }

  /**
   * A question was answered: the answer left about half way between sending and receiving.
   * @param {number} serverTime
   * @param {number} sentAt
   * @param {number} receivedAt
   */
  measured(serverTime, sentAt, receivedAt) {
    const sample = { offset: serverTime - (sentAt + receivedAt) / 2, roundTrip: receivedAt - sentAt };
    // One of the two has slept or been set: what was measured before is worth nothing any more.
    const fits = this.#samples.every((other) => agree(other, sample));
    this.#samples = fits ? [...this.#samples, sample].slice(-SAMPLES) : [sample];
  }

  /** The server's present time, in milliseconds since the epoch. */
  now() {
    return this.#localNow() + this.#offset();
  }

  /** The quickest of the last answers is the most exact one. */
  #offset() {
    const [quickest] = [...this.#samples].sort((a, b) => a.roundTrip - b.roundTrip);
    if (quickest) return quickest.offset;
    return Number.isFinite(this.#heard) ? this.#heard : 0;
  }
}

/**
 * What a timer shows: it runs on from where the state saw it, and stands still in a pause.
 * @param {Pick<State, 'phase' | 'server_time'> & { timer?: Timer | null }} state
 * @param {number} serverNow
 * @returns {number | null} seconds left, never below 0; null where nothing is timed
 */
export function secondsLeft(state, serverNow) {
  if (!state.timer) return null;
  const { remaining, total, ends_at: end = state.server_time + remaining * 1000 } = state.timer;
  const left = state.phase === 'PAUSED' ? remaining : (end - serverNow) / 1000;
  return Math.min(total, Math.max(0, left));
}

/** 65.2 → "1:06". @param {number} seconds */
export function minutesAndSeconds(seconds) {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
