// @ts-check
// Opening a room over REST, with the host key where the house wants one.

import { errorText, t, tn } from './i18n.js';

/** @import { NewRoom } from './protocol.js' */

/**
 * @typedef {{ kind: 'open', room: NewRoom } | { kind: 'key', why: string } | { kind: 'failed', why: string }} Opening
 * `key`: only with a key, or with another one than was given.
 */

/** @typedef {Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>} Keys */

const KEY = 'spyster.host_key';

/** @param {number} seconds */
function waitFor(seconds) {
  if (!(seconds > 0)) return t('key.wait');
  return seconds < 90 ? tn('key.wait_seconds', Math.ceil(seconds)) : tn('key.wait_minutes', Math.ceil(seconds / 60));
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
      return { kind: 'key', why: key ? t('key.wrong') : '' };
    }
    if (body.code === 'RATE_LIMITED' && key) {
      return { kind: 'key', why: waitFor(Number(answer.headers.get('retry-after'))) };
    }
    return { kind: 'failed', why: typeof body.message === 'string' ? errorText(body) : t('key.failed') };
  } catch {
    return { kind: 'failed', why: t('key.unreachable') };
  }
}
