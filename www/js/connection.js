// @ts-check
// The one connection of a page: by socket or, where there is none, by polling. It comes back and loses no command.

import { Delivery } from './delivery.js';
import { attempt } from './failure.js';
import { Fallback } from './fallback.js';
import { Sockets } from './sockets.js';
import { RESTARTING, farewellIn, reasonOf } from './status.js';
import { TIMING } from './timing.js';

/** @import { ClientMessage, ServerMessage, State } from './protocol.js' */
/** @import { ClosedReason, Status } from './status.js' */
/** @import { Timing } from './timing.js' */
/** @import { Platform } from './platform.js' */
/** @import { Validity } from './validity.js' */

/**
 * @typedef {object} Listener
 * @property {(status: Status) => void} status
 * @property {(message: ServerMessage) => void} message
 * @property {() => ClientMessage | null} greeting what to say first: resume, join, watch, or nothing
 * @property {(message: ClientMessage) => void} tooLate a kept command that the game has overtaken
 * @property {(serverTime: number, sentAt: number, receivedAt: number) => void} roundTrip
 */

export class Connection {
  #platform;
  #listener;
  #timing;
  #delivery;
  #fallback;
  #sockets;
  /** @type {Status} */
  #status = { kind: 'disconnected', reason: null, lasted: 0 };
  /** Whether the server knows, on this socket, whose it is. */
  #inSession = false;
  /** @type {State | null} */
  #state = null;
  /** Whether the game was over when the page last heard of it, be it with a seat that is gone since. */
  #gameOver = false;

  /**
   * @param {string} base the address below which `ws`, `state` and `messages` lie, with a slash at its end
   * @param {Platform} platform
   * @param {Listener} listener
   * @param {Timing} [timing]
   */
  constructor(base, platform, listener, timing = TIMING) {
    this.#platform = platform;
    this.#listener = listener;
    this.#timing = timing;
    this.#delivery = new Delivery(platform, timing, {
      state: () => this.#state,
      send: (command) => this.#sockets.send(command),
      unanswered: () => this.#lost(true),
      tooLate: (message) => {
        attempt(() => listener.tooLate(message));
      },
    });
    this.#sockets = new Sockets(`${base.replace(/^http/, 'ws')}ws`, platform, timing, {
      opened: () => this.#opened(),
      message: (message) => this.#heardOnSocket(message),
      ended: (code, lasted) => this.#socketEnded(code, lasted),
      dropped: () => {
        this.#inSession = false;
        if (!this.#fallback.isOn) this.#delivery.halt();
      },
      // Trying soon again is of no use.
      forbidden: () => {
        this.#fallBack();
        this.#sockets.openLater(timing.socketEvery);
      },
      latency: (latency) => {
        if (!this.#fallback.isOn) this.#become({ kind: 'connected', latency });
      },
      roundTrip: listener.roundTrip,
    });
    this.#fallback = new Fallback(base, platform, {
      greeting: () => this.#greeting(),
      commands: () => this.#delivery.take(),
      message: (message) => this.#receive(message),
      roundTrip: listener.roundTrip,
      answered: () => {
        this.#delivery.halt();
        this.#become({ kind: 'polling', every: this.#timing.pollEvery / 1000 });
      },
      trialFailed: () => {
        this.#delivery.halt();
        // It goes on by socket alone.
        if (this.#sockets.attempts > 0) this.#reconnecting();
      },
      failed: () => {
        this.#delivery.halt();
        // An attempt that was just asked for goes on by socket.
        if (this.#status.kind !== 'connecting' || !this.#sockets.isThere) this.#giveUp();
      },
    });
  }

  get status() {
    return this.#status;
  }

  /** The newest state of the game; null until there is one, and again once the seat is gone. */
  get state() {
    return this.#state;
  }

  /** Opens the connection afresh, also after an end that was meant to be final. */
  start() {
    this.#stop();
    this.#delivery.close();
    this.#sockets.attempts = 0;
    this.#become({ kind: 'connecting' });
    this.#sockets.open();
    if (this.#fallback.isRemembered) this.#fallback.tryOut(this.#timing);
  }

  /** Something speaks for trying now: Retry was tapped, the network or the page is back. */
  retry() {
    if (this.#status.kind === 'resting') this.start();
    if (this.#status.kind === 'connected') {
      this.#sockets.probe();
      return;
    }
    if (this.#status.kind === 'gave_up') this.#become({ kind: 'connecting' });
    this.#sockets.hurry();
    this.#fallback.wakeUp();
  }

  /** The device says that its network is gone: the socket has to prove at once that it is alive. */
  probe() {
    this.#sockets.probe(this.#timing.offlineTimeout);
  }

  /** The seat is gone: with it goes what it wanted to say, and what it last saw of the game. */
  forgetSession() {
    this.#delivery.clear();
    this.#state = null;
  }

  /** Gives up the seat, and goes on with a new greeting. */
  restartWithoutSession() {
    this.forgetSession();
    if (!this.#fallback.pollNow()) this.start();
  }

  /** The greeting has changed. @returns {boolean} whether there was a connection to say it on */
  greet() {
    const greeting = this.#greeting();
    return this.#fallback.pollNow() || (greeting !== null && this.#sockets.send(greeting));
  }

  /**
   * Says something that is not to be repeated.
   * @param {ClientMessage} message
   * @returns {boolean} whether there was a connection to say it on
   */
  send(message) {
    return this.#fallback.send(message) || this.#sockets.send(message);
  }

  /**
   * Says something that must arrive once: kept until the server has answered, sent again if need be.
   * @param {ClientMessage} message
   * @param {Validity} validity when it still makes sense
   */
  command(message, validity) {
    this.#delivery.add(message, validity);
    if (this.#status.kind === 'resting') this.start();
    if (!this.#fallback.pollNow() && this.#inSession) this.#delivery.flush();
  }

  #stop() {
    this.#fallback.stop();
    this.#sockets.drop();
  }

  /** Makes the socket the way to go, whether or not the page has polled so far. */
  #takeSocket() {
    this.#fallback.forget();
    this.#delivery.halt();
    this.#platform.console.info(`Connection established, attempts: ${this.#sockets.attempts + 1}.`);
    this.#sockets.attempts = 0;
    this.#become({ kind: 'connected', latency: null });
  }

  #opened() {
    // What has just been posted will be answered by post; said here as well it could count twice.
    if (this.#fallback.isPosting) return this.#sockets.openLater(this.#timing.firstDelay);
    this.#platform.console.info('WebSocket connected.');
    const greeting = this.#greeting();
    if (greeting) this.#sockets.send(greeting);
    // Who polls and has a seat goes on polling until the socket has it too.
    if (!this.#fallback.isInUse || greeting?.type !== 'resume') this.#takeSocket();
  }

  #greeting() {
    const greeting = this.#listener.greeting();
    if (greeting?.type === 'resume') this.#delivery.open(String(greeting.token));
    return greeting;
  }

  /** @param {number | null} code @param {number} lasted */
  #socketEnded(code, lasted) {
    const reason = reasonOf(code ?? 0);
    if (reason && !this.#fallback.isInUse) {
      this.#end(reason, lasted);
    } else {
      // A server that restarts says so, and a socket that went dead says nothing about the server; one that
      // closes everything it has just accepted is given time.
      const wasGood = this.#status.kind === 'connected' && lasted >= this.#timing.firstDelay;
      this.#lost(wasGood && (code === RESTARTING || code === null));
    }
  }

  /** @param {ClosedReason} reason @param {number} lasted */
  #end(reason, lasted) {
    this.#stop();
    this.#become({ kind: 'disconnected', reason, lasted });
  }

  #lost(atOnce = false) {
    this.#sockets.drop();
    this.#sockets.attempts += 1;
    if (this.#sockets.areHopeless || this.#fallback.isInUse) {
      this.#fallback.commit();
      this.#fallBack();
      if (this.#status.kind !== 'resting') this.#sockets.openLater(this.#timing.socketEvery);
      return;
    }
    this.#sockets.openLater(atOnce ? 0 : undefined);
    // Where no socket has ever opened, a proxy may let none through; a plain request tells.
    if (this.#sockets.haveOpened) this.#reconnecting();
    else this.#fallback.tryOut(this.#timing);
  }

  #reconnecting() {
    this.#become({ kind: 'reconnecting', attempt: this.#sockets.attempts, of: this.#timing.attempts });
  }

  #fallBack() {
    if (!this.#fallback.isOn) this.#fallback.begin(this.#timing);
    else if (!this.#fallback.works) this.#giveUp();
  }

  /** Neither way works. It goes on trying for as long as there is a game; after one, somebody has to ask for it. */
  #giveUp() {
    if (this.#gameOver) this.#stop();
    this.#become({ kind: this.#gameOver ? 'resting' : 'gave_up' });
  }

  /** @param {Status} status */
  #become(status) {
    this.#status = status;
    attempt(() => this.#listener.status(status));
  }

  /** @param {ServerMessage} message */
  #heardOnSocket(message) {
    if (message.type === 'session_restored' && this.#fallback.isOn) this.#takeSocket();
    // Until then a page that polls hears everything by polling.
    if (!this.#fallback.isOn) this.#receive(message);
  }

  /** @param {ServerMessage} message */
  #receive(message) {
    if (message.type === 'session_restored' || message.type === 'join_success') this.#inSession = true;
    if (message.type === 'join_success') this.#delivery.open(message.session_token);
    if (message.type === 'error') this.#platform.console.error(`Server error ${message.code}: ${message.message}`);
    if (message.type === 'state') {
      this.#gameOver = message.phase === 'END';
      this.#state = message;
    }
    if (this.#delivery.answered(message)) {
      // The next poll says it again by itself.
      if (!this.#fallback.isOn) this.#delivery.flushLater();
      return;
    }
    // What waits to be said comes before the page makes a picture of the news.
    if (!this.#fallback.isOn && message.type === 'state' && this.#inSession) this.#delivery.flush();
    attempt(() => this.#listener.message(message));
    // A socket is closed with the same word.
    const farewell = this.#fallback.isOn && farewellIn(message);
    if (farewell) this.#end(farewell, 0);
  }
}
