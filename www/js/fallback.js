// @ts-check
// Polling, where no socket gets through: first tried beside the socket, then in use, and remembered from one
// visit to the next.

import { PollingTransport } from './polling_transport.js';

/** @import { PollingHooks } from './polling_transport.js' */
/** @import { ClientMessage } from './protocol.js' */
/** @import { Timing } from './timing.js' */
/** @import { Platform } from './platform.js' */

/**
 * @typedef {object} Turns
 * @property {() => void} answered a poll was answered: polling works here
 * @property {() => void} trialFailed it was only tried, and is over: nothing gets through at the moment
 * @property {() => void} failed it is in use, and the last poll had no answer
 * @typedef {Pick<PollingHooks, 'greeting' | 'commands' | 'message' | 'roundTrip'> & Turns} FallbackHooks
 */

/** Remembers that this device's network lets no socket through, so that a reload need not find out again. */
const POLLS = 'spyster.polls';

export class Fallback {
  #base;
  #platform;
  #hooks;
  /** @type {PollingTransport | null} */
  #transport = null;
  /** Whether it is only tried: nobody knows yet which way works here. */
  #isTrial = false;

  /** @param {string} base where `state` and `messages` lie, with a slash at its end @param {Platform} platform @param {FallbackHooks} hooks */
  constructor(base, platform, hooks) {
    this.#base = base;
    this.#platform = platform;
    this.#hooks = hooks;
  }

  /** Whether an earlier visit found that only polling works here. */
  get isRemembered() {
    return this.#platform.storage.getItem(POLLS) !== null;
  }

  /** Whether it polls, if only to try. */
  get isOn() {
    return this.#transport !== null;
  }

  /** Whether polling is the way to go, and not only tried. */
  get isInUse() {
    return this.isOn && !this.#isTrial;
  }

  /** Whether the last poll was answered. */
  get works() {
    return this.#transport?.works ?? false;
  }

  get isPosting() {
    return this.#transport?.isPosting ?? false;
  }

  /** Polls beside the socket, unless it does already. @param {Timing} timing */
  tryOut(timing) {
    if (this.isOn) return;
    this.begin(timing);
    this.#isTrial = true;
  }

  /** Whether it was tried or not: from now on it is in use, once it has begun. */
  commit() {
    this.#isTrial = false;
  }

  /** @param {Timing} timing */
  begin(timing) {
    const { greeting, commands, message, roundTrip } = this.#hooks;
    this.#transport = new PollingTransport(this.#base, this.#platform, timing, {
      greeting,
      commands,
      message,
      roundTrip,
      answered: () => {
        this.#isTrial = false;
        this.#platform.storage.setItem(POLLS, 'yes');
        this.#hooks.answered();
      },
      failed: () => {
        if (!this.#isTrial) return this.#hooks.failed();
        this.stop();
        this.#hooks.trialFailed();
      },
    });
  }

  /** Polls at once. @returns {boolean} whether it polls at all */
  pollNow() {
    this.#transport?.pollNow();
    return this.isOn;
  }

  /** Something speaks for trying now. */
  wakeUp() {
    this.#transport?.wakeUp();
  }

  /** Posts something that is not to be repeated. @param {ClientMessage} message @returns {boolean} whether it could */
  send(message) {
    if (!this.works) return false;
    this.#transport?.send(message);
    return true;
  }

  stop() {
    this.#transport?.close();
    this.#transport = null;
    this.#isTrial = false;
  }

  /** A socket works here after all. */
  forget() {
    this.stop();
    this.#platform.storage.removeItem(POLLS);
  }
}
