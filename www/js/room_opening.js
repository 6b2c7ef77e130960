// @ts-check
// Opening a room over REST, with the host key where the house wants one.

/** @import { NewRoom } from './protocol.js' */

/**
 * @typedef {{ kind: 'open', room: NewRoom } | { kind: 'key', why: string } | { kind: 'failed', why: string }} Opening
 * `key`: only with a key, or with another one than was given.
 */

/** @typedef {Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>} Keys */

const KEY = 'spyster.host_key';

/** @param {number} seconds */
function inAWhile(seconds) {
  if (!(seconds > 0)) return 'in a minute';
  return seconds < 90 ? `in ${Math.ceil(seconds)} seconds` : `in ${Math.ceil(seconds / 60)} minutes`;
}

/**
 * @param {(body: string) => Promise<Response>} post posts to `rooms`
 * @param {Keys} keys remembers the key for as long as this tab is open
 * @param {string} [typed] the key, if somebody has just typed one
 * @returns {Promise<Opening>}
 */
export async function openRoom(post, keys, typed) {
  const key = typed ?? keys.getItem(KEY);
  try {
    const answer = await post(JSON.stringify(key ? { host_key: key } : {}));
    const body = await answer.json();
    if (answer.ok) {
      if (key) keys.setItem(KEY, key);
      return { kind: 'open', room: body };
    }
    if (body.code === 'NOT_HOST') {
      keys.removeItem(KEY);
      return { kind: 'key', why: key ? 'That is not the host key. Check it and try again.' : '' };
    }
    if (answer.status === 429 && key) {
      const wait = inAWhile(Number(answer.headers.get('retry-after')));
      return { kind: 'key', why: `Too many tries. Try again ${wait}.` };
    }
    return { kind: 'failed', why: typeof body.message === 'string' ? body.message : 'The server could not open a room.' };
  } catch {
    return { kind: 'failed', why: 'The server can’t be reached. Is it running, and is this screen on its network?' };
  }
}
