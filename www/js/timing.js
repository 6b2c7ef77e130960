// @ts-check
// How patient the connection is; milliseconds, if nothing else is said.

export const TIMING = {
  connectTimeout: 10_000,
  pingEvery: 10_000,
  pongTimeout: 5_000,
  /** A shorter patience right after the page came back into view: the phone may have slept. */
  probeTimeout: 2_000,
  /** Shorter still when the device says that it has no network. */
  offlineTimeout: 500,
  /** A command that has not been answered by then may be lost, and the socket with it. */
  ackTimeout: 5_000,
  /** Before sending again what the server found too fast. */
  rateLimitPause: 1_000,
  /** How often a lost socket is tried again before the page falls back to polling; a count. */
  attempts: 5,
  firstDelay: 1_000,
  longestDelay: 30_000,
  pollEvery: 3_000,
  requestTimeout: 10_000,
  /** How often the socket is tried while the page polls. */
  socketEvery: 30_000,
};

/** @typedef {typeof TIMING} Timing */

/** The same, with as much patience for a first welcome as the page says that its server wants. @returns {Timing} */
export function timingOfPage() {
  const seconds = Number(document.querySelector('meta[name="connect-timeout-seconds"]')?.getAttribute('content'));
  return seconds > 0 ? { ...TIMING, connectTimeout: seconds * 1_000 } : TIMING;
}

/**
 * How long to wait before the given attempt: 1, 2, 4, 8, 16 … 30 s, a fifth more or less at random so
 * that a whole party does not come back in the same instant.
 * @param {number} attempt counted from 1
 * @param {number} random between 0 and 1
 * @param {Timing} [timing]
 */
export function backOff(attempt, random, timing = TIMING) {
  const delay = Math.min(timing.firstDelay * 2 ** (attempt - 1), timing.longestDelay);
  return Math.round(delay * (0.8 + 0.4 * random));
}
