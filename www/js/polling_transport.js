// @ts-check
// The way around a network that lets no WebSocket through: asks for the state every few seconds, and posts
// commands one at a time.

import { wireText } from './wire_text.js';

/** @import { ClientMessage, ServerMessage } from './protocol.js' */
/** @import { Answer, Platform } from './platform.js' */
/** @import { Timing } from './timing.js' */

/**
 * @typedef {object} PollingHooks
 * @property {() => ClientMessage | null} greeting resume, join, watch or nothing, as it is right now
 * @property {() => ClientMessage[]} commands what waits to be said, each to be answered
 * @property {(message: ServerMessage) => void} message
 * @property {(serverTime: number, sentAt: number, receivedAt: number) => void} roundTrip
 * @property {() => void} answered the server has been reached
 * @property {() => void} failed the server could not be reached
 */

/** The server asks for patience. */
class Wait extends Error {
  /** @param {number} ms */
  constructor(ms) {
    super(`Wait ${ms} ms`);
    this.ms = ms;
  }
}

export class PollingTransport {
  #base;
  #platform;
  #timing;
  #hooks;
  #delay;
  #works = false;
  #closed = false;
  #posting = false;
  #looking = false;
  /** Whether something came up while a round was under way. */
  #again = false;
  /** Said once, and not repeated if it gets lost. @type {ClientMessage[]} */
  #once = [];
  /** The state this page has already, and whose it is. @type {{ token: string, etag: string } | null} */
  #seen = null;
  /** @type {any} */
  #timer = null;
  /** @type {AbortController | null} */
  #request = null;

  /**
   * Begins to poll.
   * @param {string} base the address below which `state` and `messages` lie, with a slash at its end
   * @param {Platform} platform
   * @param {Timing} timing
   * @param {PollingHooks} hooks
   */
  constructor(base, platform, timing, hooks) {
    this.#base = base;
    this.#platform = platform;
    this.#timing = timing;
    this.#hooks = hooks;
    this.#delay = timing.pollEvery;
    this.pollNow();
  }

  /** Whether the last request reached the server. */
  get works() {
    return this.#works;
  }

  /** Whether a message is on its way and its answer is not here yet. */
  get isPosting() {
    return this.#posting;
  }

  /** @param {ClientMessage} message */
  send(message) {
    this.#once.push(message);
    this.pollNow();
  }

  /** There is something to say or to see: no reason to wait for the next turn. */
  pollNow() {
    this.#again = true;
    if (!this.#looking) void this.#round();
  }

  /** Asks for the whole state, whether it is known or not: the device may have slept, and its clock with it. */
  wakeUp() {
    this.#seen = null;
    this.pollNow();
  }

  close() {
    this.#closed = true;
    this.#platform.clearTimeout(this.#timer);
    this.#request?.abort();
  }

  /** Looks, says what there is to say, looks again; then sets the time for the next round. */
  async #round() {
    this.#platform.clearTimeout(this.#timer);
    this.#looking = true;
    try {
      while (this.#again && !this.#closed) {
        this.#again = false;
        await this.#look();
        await this.#say();
      }
      this.#delay = this.#timing.pollEvery;
      this.#found(true);
    } catch (error) {
      const waits = error instanceof Wait;
      this.#delay = waits ? error.ms : Math.min(this.#delay * 2, this.#timing.longestDelay);
      this.#found(waits);
    }
    this.#looking = false;
    if (!this.#closed) this.#timer = this.#platform.setTimeout(() => this.pollNow(), this.#delay);
  }

  /** @param {boolean} works */
  #found(works) {
    if (this.#closed) return;
    this.#works = works;
    if (works) this.#hooks.answered();
    else this.#hooks.failed();
  }

  async #look() {
    const greeting = this.#hooks.greeting();
    if (greeting?.type === 'join') await this.#post(greeting);
    const token = this.#token();
    if (token) await this.#fetchState(token);
    else if (greeting?.type !== 'join') await this.#ask('health', {});
  }

  /** @param {string} token */
  async #fetchState(token) {
    const known = this.#seen?.token === token ? this.#seen.etag : null;
    const sentAt = this.#platform.now();
    const answer = await this.#ask('state', { headers: known ? { 'if-none-match': known } : {} });
    if (answer.status === 304) return;
    const heardAt = this.#platform.now();
    this.#seen = answer.status === 200 && answer.etag ? { token, etag: answer.etag } : null;
    this.#deliver([answer.body]);
    if (answer.status === 200) this.#hooks.roundTrip(answer.body.server_time, sentAt, heardAt);
  }

  async #say() {
    while (!this.#closed) {
      const messages = [...this.#once.splice(0), ...this.#hooks.commands()];
      if (messages.length === 0) return;
      for (const message of messages) {
        if (!(await this.#post(message))) return;
        this.#again = true;
      }
    }
  }

  /** @param {ClientMessage} message @returns {Promise<boolean>} false if the server does not know who is speaking */
  async #post(message) {
    this.#posting = true;
    try {
      const { status, body } = await this.#ask('messages', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: wireText(message),
      });
      const isKnown = status !== 401;
      if (status === 200) this.#deliver(body.replies);
      // A message that was no good is answered all the same, and need not be said again.
      else this.#deliver([isKnown ? { id: message.id, ...body } : body]);
      return isKnown;
    } finally {
      this.#posting = false;
    }
  }

  /** @param {ServerMessage[]} messages */
  #deliver(messages) {
    for (const message of messages) {
      if (typeof message?.type !== 'string') throw new Error('That was not the game server.');
      if (!this.#closed) this.#hooks.message(message);
    }
  }

  #token() {
    const greeting = this.#hooks.greeting();
    return greeting?.type === 'resume' ? String(greeting.token) : null;
  }

  /**
   * @param {string} path
   * @param {{ method?: string, headers?: Record<string, string>, body?: string }} question
   * @returns {Promise<{ status: number, etag: string | null, body: any }>} success, or a refusal that is to be read
   */
  async #ask(path, { method = 'GET', headers = {}, ...rest }) {
    const request = new AbortController();
    this.#request = request;
    const patience = this.#platform.setTimeout(() => request.abort(), this.#timing.requestTimeout);
    const token = this.#token();
    const identity = token ? { ...headers, authorization: `Bearer ${token}` } : headers;
    try {
      const answer = await this.#platform.fetch(this.#base + path, {
        method,
        headers: identity,
        signal: request.signal,
        ...rest,
      });
      const { status } = answer;
      if (status === 429) throw new Wait(this.#patienceAsked(answer));
      if (status >= 500) throw new Error(`The server answered ${status}.`);
      return { status, etag: answer.headers.get('etag'), body: status === 304 ? null : await answer.json() };
    } finally {
      this.#platform.clearTimeout(patience);
    }
  }

  /** How long the server asks to wait, in milliseconds. @param {Answer} answer */
  #patienceAsked(answer) {
    const seconds = Number(answer.headers.get('retry-after'));
    return Math.max(this.#timing.pollEvery, Number.isFinite(seconds) ? seconds * 1000 : 0);
  }
}
