// A platform that a test plays by hand: its clock, its sockets, its answers, its storage.

import { sure } from '../support/sure.js';

/** @import { Answer, Question, SocketLike } from '../../../www/js/platform.js' */

/** Lets everything that was promised come to pass; no time goes by. */
export const settled = () => new Promise((done) => setImmediate(done));

/** A message as it went over the wire, to be looked into. @typedef {Record<string, any>} Wire */

/** What a message says, without what fills it up. @param {string} text @returns {Wire} */
function read(text) {
  const { pad: _, ...message } = JSON.parse(text);
  return message;
}

/** `localStorage` for one test. */
export function fakeStorage() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    kept,
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, String(value)),
    removeItem: (/** @type {string} */ key) => void kept.delete(key),
  };
}

/** @implements {SocketLike} */
class FakeSocket {
  /** @type {SocketLike['onmessage']} */
  onmessage = null;
  /** @type {SocketLike['onclose']} */
  onclose = null;
  /** @type {Wire[]} */
  sent = [];
  closed = false;

  /** @param {string} url */
  constructor(url) {
    this.url = url;
  }

  /** @param {string} text */
  send(text) {
    this.sent.push(read(text));
  }

  close() {
    this.closed = true;
  }

  /** The server says this. @param {object} message */
  say(message) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  /** @param {number} code */
  end(code) {
    this.onclose?.({ code });
  }
}

class FakeRequest {
  #resolve;
  #reject;

  /** @param {string} url @param {Question} question @param {(answer: Answer) => void} resolve @param {(error: Error) => void} reject */
  constructor(url, { method, headers, body, signal }, resolve, reject) {
    this.path = url.replace(/^.*\/api\//, '');
    this.method = method;
    this.headers = headers;
    this.body = body === undefined ? undefined : read(body);
    this.signal = signal;
    this.#resolve = resolve;
    this.#reject = reject;
    signal.addEventListener('abort', () => reject(new Error('aborted')));
  }

  /** What it says. */
  get said() {
    return sure(this.body);
  }

  /** Answers, and waits until the page has done with it. @param {number} status @param {object | null} json @param {Record<string, string>} [answered] the answer's headers */
  async answer(status, json = null, answered = {}) {
    this.#resolve({ status, headers: { get: (name) => answered[name] ?? null }, json: async () => json });
    await settled();
  }

  async fail() {
    this.#reject(new TypeError('Failed to fetch'));
    await settled();
  }
}

/** Timers that run when the test says so; sockets and requests that the test answers. */
export class FakePlatform {
  time = 1_000_000;
  /** @type {FakeSocket[]} */
  sockets = [];
  /** @type {FakeRequest[]} */
  requests = [];
  storage = fakeStorage();
  /** What the console was told. @type {string[]} */
  told = [];
  console = {
    info: (/** @type {string} */ text) => void this.told.push(text),
    error: (/** @type {string} */ text) => void this.told.push(text),
  };
  /** @type {Map<number, { at: number, callback: () => void }>} */
  #timers = new Map();
  #next = 1;
  #ids = 0;

  openSocket = (/** @type {string} */ url) => {
    const socket = new FakeSocket(url);
    this.sockets.push(socket);
    return socket;
  };
  fetch = (/** @type {string} */ url, /** @type {Question} */ question) =>
    new Promise((/** @type {(answer: Answer) => void} */ resolve, reject) => {
      this.requests.push(new FakeRequest(url, question, resolve, reject));
    });
  setTimeout = (/** @type {() => void} */ callback, /** @type {number} */ ms) => {
    this.#timers.set(this.#next, { at: this.time + ms, callback });
    return this.#next++;
  };
  clearTimeout = (/** @type {number} */ handle) => void this.#timers.delete(handle);
  now = () => this.time;
  random = () => 0.5;
  newId = () => `id-${++this.#ids}`;

  get request() {
    return sure(this.requests.at(-1));
  }

  get socket() {
    return sure(this.sockets.at(-1));
  }

  /** Lets time pass, running every timer that falls due, in order. @param {number} ms */
  pass(ms) {
    const end = this.time + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, timer]) => timer.at <= end).sort((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.time = Math.max(this.time, due[1].at);
      due[1].callback();
    }
    this.time = end;
  }
}
