// @ts-check
// The one connection of a page: opens it, keeps it alive, comes back by itself, and loses no command.

import { Outgoing } from './outgoing.js';

/** @import { ClientMessage, ServerMessage, State } from './protocol.js' */
/** @import { Decide } from './outgoing.js' */

/**
 * Why a connection stays closed until somebody asks for it again.
 * @typedef {'left' | 'refused' | 'too_big' | 'replaced' | 'removed' | 'room_closed' | 'flooding'} ClosedReason
 */

/**
 * @typedef {{ kind: 'disconnected', reason: ClosedReason | null, lasted: number }
 *   | { kind: 'connecting' }
 *   | { kind: 'connected', latency: number | null }
 *   | { kind: 'reconnecting', attempt: number, of: number }
 *   | { kind: 'gave_up' }} Status
 * `latency` is the median of the last round trips, `lasted` how long the ended connection was open, both in
 * milliseconds. After giving up the page still tries every now and then, but no longer promises anything.
 */

/** @typedef {{ send(text: string): void, close(code?: number): void,
 *   onmessage: ((event: any) => void) | null, onclose: ((event: any) => void) | null }} SocketLike */

/**
 * The world outside, so that a test can play it. Times are milliseconds.
 * @typedef {object} World
 * @property {(url: string) => SocketLike} openSocket
 * @property {(callback: () => void, ms: number) => any} setTimeout
 * @property {(handle: any) => void} clearTimeout
 * @property {() => number} now
 * @property {() => number} random between 0 and 1
 * @property {() => string} newId a fresh id for a command
 */

/**
 * @typedef {object} Listener
 * @property {(status: Status) => void} status
 * @property {(message: ServerMessage) => void} message
 * @property {() => ClientMessage | null} greeting what to say after `welcome`: resume, join, or nothing
 * @property {(message: ClientMessage) => void} tooLate a kept command that the game has overtaken
 * @property {(serverTime: number, sentAt: number, receivedAt: number) => void} roundTrip
 */

/** How patient the connection is; milliseconds. */
export const TIMING = {
  connectTimeout: 10_000,
  pingEvery: 10_000,
  pongTimeout: 5_000,
  /** A shorter patience right after the page came back into view: the phone may have slept. */
  probeTimeout: 2_000,
  attempts: 5,
  firstDelay: 1_000,
  longestDelay: 30_000,
};

/** Close codes after which the page does not come back by itself. @type {Record<number, ClosedReason>} */
const FINAL = {
  1000: 'left', 1008: 'refused', 1009: 'too_big',
  4001: 'replaced', 4002: 'removed', 4003: 'room_closed', 4008: 'flooding',
};
const RESTARTING = 1012;

/**
 * How long to wait before the given attempt: 1, 2, 4, 8, 16 … 30 s, a fifth more or less at random so
 * that a whole party does not come back in the same instant.
 * @param {number} attempt counted from 1
 * @param {number} random between 0 and 1
 */
export function backOff(attempt, random) {
  const delay = Math.min(TIMING.firstDelay * 2 ** (attempt - 1), TIMING.longestDelay);
  return Math.round(delay * (0.8 + 0.4 * random));
}

export class Connection {
  #url;
  #world;
  #listener;
  #outgoing = new Outgoing();
  /** @type {SocketLike | null} */
  #socket = null;
  /** @type {Status} */
  #status = { kind: 'disconnected', reason: null, lasted: 0 };
  /** Attempts since the connection was last good. */
  #attempt = 0;
  #openedAt = 0;
  #welcomed = false;
  #inSession = false;
  /** @type {State | null} */
  #state = null;
  /** @type {number[]} */
  #latencies = [];
  /** @type {any} */
  #retryTimer = null;
  /** @type {any} */
  #connectTimer = null;
  /** @type {any} */
  #pingTimer = null;
  /** @type {any} */
  #pongTimer = null;

  /**
   * @param {string} url
   * @param {World} world
   * @param {Listener} listener
   */
  constructor(url, world, listener) {
    this.#url = url;
    this.#world = world;
    this.#listener = listener;
  }

  get status() {
    return this.#status;
  }

  /** Opens the connection afresh, also after an end that was meant to be final. */
  start() {
    this.#attempt = 0;
    this.#open();
  }

  /** Something speaks for trying now: Retry was tapped, the network or the page is back. */
  retry() {
    if (this.#status.kind === 'connected') {
      this.#ping(TIMING.probeTimeout);
    } else if (this.#status.kind === 'gave_up') {
      this.#attempt = 1;
      this.#open();
    } else if (this.#retryTimer !== null) {
      this.#open();
    }
  }

  /** Gives up the seat's unsent commands and opens a fresh connection without them. */
  restartWithoutSession() {
    this.#outgoing.clear();
    this.start();
  }

  /**
   * Says something that is not to be repeated.
   * @param {ClientMessage} message
   * @returns {boolean} whether there was a connection to say it on
   */
  send(message) {
    if (!this.#welcomed || !this.#socket) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /**
   * Says something that must arrive once: kept until the server has answered, sent again if need be.
   * @param {ClientMessage} message
   * @param {Decide} decide whether it still makes sense when its turn comes
   */
  command(message, decide) {
    this.#outgoing.add({ ...message, id: this.#world.newId() }, decide);
    this.#flush();
  }

  #open() {
    this.#drop();
    this.#openedAt = this.#world.now();
    if (this.#attempt === 0) this.#become({ kind: 'connecting' });
    else if (this.#attempt <= TIMING.attempts) this.#becomeReconnecting();
    const socket = this.#world.openSocket(this.#url);
    this.#socket = socket;
    socket.onmessage = (event) => {
      if (socket === this.#socket) this.#receive(event.data);
    };
    socket.onclose = (event) => {
      if (socket === this.#socket) this.#closed(event.code);
    };
    this.#connectTimer = this.#world.setTimeout(() => this.#lost(), TIMING.connectTimeout);
  }

  /** Lets go of the present socket and everything that belongs to it. */
  #drop() {
    for (const timer of [this.#retryTimer, this.#connectTimer, this.#pingTimer, this.#pongTimer]) {
      this.#world.clearTimeout(timer);
    }
    this.#retryTimer = this.#connectTimer = this.#pingTimer = this.#pongTimer = null;
    this.#welcomed = this.#inSession = false;
    this.#outgoing.markUnsent();
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  /** @param {number} code */
  #closed(code) {
    const reason = FINAL[code];
    if (reason) {
      this.#drop();
      this.#become({ kind: 'disconnected', reason, lasted: this.#world.now() - this.#openedAt });
    } else {
      // A server that restarts says so; one that closes everything it has just accepted is given time.
      const atOnce = code === RESTARTING && this.#world.now() - this.#openedAt >= TIMING.firstDelay;
      this.#lost(atOnce);
    }
  }

  #lost(atOnce = false) {
    this.#drop();
    this.#attempt += 1;
    const delay = atOnce ? 0 : backOff(this.#attempt, this.#world.random());
    if (this.#attempt > TIMING.attempts) this.#become({ kind: 'gave_up' });
    else this.#becomeReconnecting();
    this.#retryTimer = this.#world.setTimeout(() => this.#open(), delay);
  }

  #becomeReconnecting() {
    this.#become({ kind: 'reconnecting', attempt: this.#attempt, of: TIMING.attempts });
  }

  /** @param {Status} status */
  #become(status) {
    this.#status = status;
    this.#listener.status(status);
  }

  /** @param {unknown} data */
  #receive(data) {
    /** @type {ServerMessage} */
    let message;
    try {
      message = JSON.parse(String(data));
    } catch {
      return; // Not ours to judge: a proxy may have put something into the stream.
    }
    if (message.type === 'welcome') this.#welcome();
    if (message.type === 'session_restored' || message.type === 'join_success') this.#inSession = true;
    if (message.type === 'pong') this.#pong(message.timestamp, message.server_time);
    if ((message.type === 'ack' || message.type === 'error') && message.id) this.#outgoing.settle(message.id);
    if (message.type === 'state') this.#state = message;
    this.#listener.message(message);
    if (message.type === 'state') this.#flush();
  }

  #welcome() {
    this.#world.clearTimeout(this.#connectTimer);
    this.#connectTimer = null;
    this.#attempt = 0;
    this.#welcomed = true;
    this.#latencies = [];
    const greeting = this.#listener.greeting();
    if (greeting) this.send(greeting);
    this.#become({ kind: 'connected', latency: null });
    this.#ping(TIMING.pongTimeout);
  }

  /** A socket can be dead without knowing it; only an answer proves life. @param {number} patience */
  #ping(patience) {
    this.#world.clearTimeout(this.#pingTimer);
    this.#world.clearTimeout(this.#pongTimer);
    this.send({ type: 'ping', timestamp: this.#world.now() });
    this.#pongTimer = this.#world.setTimeout(() => this.#lost(true), patience);
    this.#pingTimer = this.#world.setTimeout(() => this.#ping(TIMING.pongTimeout), TIMING.pingEvery);
  }

  /** @param {unknown} sentAt @param {number} serverTime */
  #pong(sentAt, serverTime) {
    if (typeof sentAt !== 'number') return;
    const now = this.#world.now();
    this.#world.clearTimeout(this.#pongTimer);
    this.#pongTimer = null;
    this.#latencies = [...this.#latencies, now - sentAt].slice(-5);
    this.#listener.roundTrip(serverTime, sentAt, now);
    const sorted = [...this.#latencies].sort((a, b) => a - b);
    this.#become({ kind: 'connected', latency: sorted[Math.floor(sorted.length / 2)] ?? null });
  }

  #flush() {
    if (!this.#inSession || !this.#state) return;
    const late = this.#outgoing.flush(this.#state, (message) => this.send(message));
    for (const message of late) this.#listener.tooLate(message);
  }
}
