// A world that a test plays by hand, and states to show to the modules under test.

import { Connection } from '../../../www/js/connection.js';
import { sure } from '../support/sure.js';

/** @import { ClientMessage, Phase, Player, ServerMessage, State } from '../../../www/js/protocol.js' */
/** @import { Listener } from '../../../www/js/connection.js' */
/** @import { Status } from '../../../www/js/status.js' */
/** @import { Answer, Question, SocketLike } from '../../../www/js/world.js' */

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
export class FakeWorld {
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

/** @param {string} name @param {Partial<Player>} [more] @returns {Player} */
export function player(name, more = {}) {
  return {
    name,
    connected: true,
    status: 'connected',
    is_host: false,
    is_bot: false,
    score: 0,
    disconnect_duration: null,
    removable: false,
    spectating: false,
    ...more,
  };
}

/** @type {State['config']} */
const CONFIG = {
  round_duration_minutes: 7,
  num_rounds: 5,
  location_pack: 'classic',
  vote_duration_seconds: 60,
  conviction: 'plurality',
  betting: true,
  spy_guess: 'vote',
  role_display_seconds: 5,
  scoring: {
    vote_right: [2, 4, 6],
    vote_wrong: [-1, -2, -3],
    double_agent: 10,
    spy_guess_right: 10,
    spy_guess_wrong: -5,
  },
};

/** @param {Phase} phase @param {Partial<State>} [more] @returns {State} */
export function state(phase, more = {}) {
  return {
    type: 'state',
    seq: 1,
    server_time: 0,
    room: 'KXQ7',
    session_id: 's',
    created_at: 0,
    join_url: null,
    phase,
    player_count: 4,
    connected_count: 4,
    current_round: 1,
    round_count: 5,
    config: CONFIG,
    vote_number: 0,
    you: { name: 'Ana', is_host: false, is_player: true },
    players: ['Ana', 'Ben', 'Cleo', 'Dan'].map((name) => player(name)),
    ...more,
  };
}

/** A connection in a world of its own, with all it tells the page, and the ways to bring it into a state. */
export class Rig {
  world = new FakeWorld();
  /** @type {ServerMessage[]} */
  messages = [];
  /** @type {ClientMessage[]} */
  late = [];
  /** @type {number[][]} */
  trips = [];
  /** @type {Status['kind'][]} */
  statuses = [];
  /** @type {ClientMessage | null} */
  greeting = { type: 'resume', token: 't' };
  /** @type {Listener} */
  listener = {
    status: (status) => void this.statuses.push(status.kind),
    message: (message) => void this.messages.push(message),
    greeting: () => this.greeting,
    tooLate: (message) => void this.late.push(message),
    roundTrip: (...trip) => void this.trips.push(trip),
  };
  connection = new Connection('http://tv/api/', this.world, this.listener);

  /** The last message that the page was told. @returns {Wire} */
  get last() {
    return sure(this.messages.at(-1));
  }

  /** How the connection is, to be looked into. @returns {Wire} */
  get status() {
    return this.connection.status;
  }

  /** A page that was opened anew on the same device. */
  reopen() {
    this.connection = new Connection('http://tv/api/', this.world, this.listener);
  }

  kind() {
    return this.connection.status.kind;
  }

  welcome() {
    return this.world.socket.say({ type: 'welcome', server_time: 0 });
  }

  restored() {
    return this.world.socket.say({ type: 'session_restored', name: 'Ana', token: 't', room: 'KXQ7' });
  }

  /** The socket opens, the session is back, and the newest state is this. @param {State} now */
  comeBack(now) {
    this.welcome();
    this.restored();
    this.world.socket.say(now);
  }

  /** @param {State} now */
  start(now) {
    this.connection.start();
    this.comeBack(now);
  }

  /** A network that lets sockets through, as this page knows from one that opens. */
  opensASocket() {
    this.connection.start();
    this.welcome();
  }

  /** Five attempts fail, and one more: the page begins to poll. */
  async losesEverySocket() {
    this.opensASocket();
    for (const seconds of [1, 2, 4, 8, 16]) {
      this.world.socket.end(1006);
      this.world.pass(seconds * 1000);
    }
    this.world.socket.end(1006);
    await settled();
  }

  /** The page polls, and has got this state. @param {State} now @param {Record<string, string>} [headers] */
  async polls(now, headers) {
    await this.losesEverySocket();
    await this.world.request.answer(200, now, headers);
  }

  /** The next turn of polling comes round. @param {number} ms */
  async nextTurn(ms) {
    this.world.pass(ms);
    await settled();
    return this.world.request;
  }

  /** The commands that went out on the present socket. */
  commands() {
    return this.world.socket.sent.filter((message) => message.id);
  }
}

export const openRig = () => new Rig();
