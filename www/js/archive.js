// @ts-check
// Past games over REST, with the host key where the house wants one.

import { errorText, t } from './i18n.js';

/** @import { GameReport, ReportedPlayer } from './protocol.js' */

/**
 * A game in the list; `ended_at` is in milliseconds since the Unix epoch.
 * @typedef {{
 *   id: string, ended_at: number, pack: string, pack_id: string, pack_version?: number, rounds: number,
 *   is_complete: boolean, players: ReportedPlayer[],
 * }} PastGame
 */

/** A part of the list; `next` is where the next part begins. @typedef {{ games: PastGame[], next: string | null }} PastGames */

/** A game round by round. @typedef {GameReport & { id: string, ended_at: number }} WholeGame */

/** The votes with one bet; `accuracy` is between 0 and 1, null without votes. @typedef {{ bet: number, votes: number, right: number, accuracy: number | null }} BetRecord */

/**
 * A name on the leaderboard.
 * @typedef {{ name: string, games: number, wins: number, average_points: number, spy_rounds: number, spy_wins: number, bets: BetRecord[] }} PlayerRecord
 */

/**
 * `key`: only with the host key, or with another one than was given. `none`: there is no such game, or no history.
 * @template Found
 * @typedef {{ kind: 'found', found: Found } | { kind: 'key', why: string } | { kind: 'none', why: string, isOff: boolean } | { kind: 'failed', why: string }} Answer
 */

/** @typedef {Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>} Keys */

/** The same as where a room is opened: who has typed it there is not asked again. */
const KEY = 'spyster.host_key';

export class Archive {
  #fetch;
  #keys;
  #hostToken;
  #typed = '';

  /**
   * @param {(path: string, how: RequestInit) => Promise<Response>} fetch a path below the page's folder
   * @param {Keys} keys remembers the host key for as long as this tab is open
   * @param {() => string | null} hostToken the token of the room this device hosts: its host need not know the key
   */
  constructor(fetch, keys, hostToken) {
    this.#fetch = fetch;
    this.#keys = keys;
    this.#hostToken = hostToken;
  }

  /** Uses another key from now on; it is remembered once it has proved right. @param {string} key */
  typed(key) {
    this.#typed = key;
  }

  /** @param {string | null} before @returns {Promise<Answer<PastGames>>} */
  games(before) {
    return this.#ask(before === null ? 'games?limit=20' : `games?limit=20&before=${encodeURIComponent(before)}`);
  }

  /** @param {string} id @returns {Promise<Answer<WholeGame>>} */
  game(id) {
    return this.#ask(`games/${encodeURIComponent(id)}`);
  }

  /** @param {string} id @returns {Promise<Answer<null>>} */
  remove(id) {
    return this.#ask(`games/${encodeURIComponent(id)}`, 'DELETE');
  }

  /** @returns {Promise<Answer<{ standings: PlayerRecord[] }>>} */
  leaderboard() {
    return this.#ask('leaderboard');
  }

  /** @param {string} path @param {'GET' | 'DELETE'} [method] @returns {Promise<Answer<any>>} */
  async #ask(path, method = 'GET') {
    const key = this.#typed || this.#keys.getItem(KEY);
    const shown = key ? encodeURIComponent(key) : this.#hostToken();
    try {
      const answer = await this.#fetch(path, {
        method,
        cache: 'no-store',
        headers: shown ? { authorization: `Bearer ${shown}` } : {},
      });
      const body = answer.status === 204 ? null : await answer.json();
      return answer.ok ? this.#found(body) : this.#refused(answer, body);
    } catch {
      return { kind: 'failed', why: t('history.unreachable') };
    }
  }

  /** @param {any} found @returns {Answer<any>} */
  #found(found) {
    if (this.#typed) this.#keys.setItem(KEY, this.#typed);
    return { kind: 'found', found };
  }

  /** @param {Response} answer @param {any} body @returns {Answer<any>} */
  #refused(answer, body) {
    const why = typeof body.message === 'string' ? errorText(body) : t('history.failed');
    if (body.code === 'NOT_HOST') {
      const wrong = this.#typed !== '';
      this.#typed = '';
      this.#keys.removeItem(KEY);
      return { kind: 'key', why: wrong ? t('key.wrong') : '' };
    }
    if (answer.status === 429 && this.#typed) return { kind: 'key', why };
    if (answer.status === 404) return { kind: 'none', why, isOff: body.code === 'HISTORY_OFF' };
    return { kind: 'failed', why };
  }
}
