// @ts-check
// How a connection can be, and the ends after which it does not come back by itself.

/** @import { ServerMessage } from './protocol.js' */

/**
 * Why a connection stays closed until somebody asks for it again.
 * @typedef {'left' | 'refused' | 'too_big' | 'replaced' | 'removed' | 'room_closed' | 'flooding'} ClosedReason
 */

/**
 * @typedef {{ kind: 'disconnected', reason: ClosedReason | null, lasted: number }
 *   | { kind: 'connecting' }
 *   | { kind: 'connected', latency: number | null }
 *   | { kind: 'reconnecting', attempt: number, of: number }
 *   | { kind: 'polling', every: number }
 *   | { kind: 'gave_up' }
 *   | { kind: 'resting' }} Status
 * `latency` is the median of the last round trips, `lasted` how long the ended connection was open, both in
 * milliseconds; `every` the seconds between two polls. After giving up the page still tries both ways every
 * now and then, but no longer promises anything. After the end of a game it rests instead, until somebody asks.
 */

/** @type {Record<number, ClosedReason>} */
const FINAL_CODES = {
  1000: 'left',
  1008: 'refused',
  1009: 'too_big',
  4001: 'replaced',
  4002: 'removed',
  4003: 'room_closed',
  4008: 'flooding',
};

/** After these there is nothing to come back to. @type {readonly ClosedReason[]} */
export const SEAT_IS_GONE = ['left', 'removed', 'room_closed'];

/** Whether an error says that there is nothing to come back to. @param {string} code */
export const roomIsGone = (code) => ['INVALID_TOKEN', 'SESSION_EXPIRED', 'ROOM_NOT_FOUND'].includes(code);

/** Whether what is on the screen keeps up with the game. @param {Status} status */
export const isLive = (status) => status.kind === 'connected' || status.kind === 'polling';

/** The server is about to be back; every other code that is not final says nothing about it. */
export const RESTARTING = 1012;

/** What a close code means; undefined if coming back makes sense. @param {number} code @returns {ClosedReason | undefined} */
export const reasonOf = (code) => FINAL_CODES[code];

/** @type {Record<string, ClosedReason>} */
const FAREWELLS = { session_replaced: 'replaced', removed: 'removed', room_closed: 'room_closed' };

/** The same said in a message, for those who have no socket to be closed. @param {ServerMessage} message @returns {ClosedReason | undefined} */
export function farewellIn(message) {
  return message.type === 'ack' && message.received === 'leave' ? 'left' : FAREWELLS[message.type];
}
