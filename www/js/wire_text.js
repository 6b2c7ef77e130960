// @ts-check
// How a message goes out: as JSON, and commands filled up to one length. Who sees how much a phone sends
// does not see whom its vote is for, or that it was a guess and not a vote.

/** @import { ClientMessage } from './protocol.js' */

/** Commands are as long as a multiple of this, in bytes. */
const UNIT = 1024;

/** What says nothing of votes and guesses. */
const AS_IT_IS = ['join', 'resume', 'device_info'];

/** @param {ClientMessage} message @returns {string} */
export function wireText(message) {
  if (!message.id || AS_IT_IS.includes(message.type)) return JSON.stringify(message);
  const bytes = new TextEncoder().encode(JSON.stringify({ ...message, pad: '' })).length;
  const missing = Math.ceil(bytes / UNIT) * UNIT - bytes;
  return JSON.stringify({ ...message, pad: ' '.repeat(missing) });
}
