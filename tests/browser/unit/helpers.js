// A world that a test plays by hand, and states to show to the modules under test.

import { Connection } from '../../../www/js/connection.js';

/** Lets everything that was promised come to pass; no time goes by. */
export const settled = () => new Promise((done) => setImmediate(done));

/** What a message says, without what fills it up. */
function read(text) {
  const { pad, ...message } = JSON.parse(text);
  return message;
}

/** `localStorage` for one test. */
export function fakeStorage() {
  const kept = new Map();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, String(value)),
    removeItem: (key) => void kept.delete(key),
  };
}

/** Timers that run when the test says so; sockets and requests that the test answers. */
export class FakeWorld {
  time = 1_000_000;
  sockets = [];
  requests = [];
  storage = fakeStorage();
  /** What the console was told. */
  told = [];
  console = { info: (text) => this.told.push(text), error: (text) => this.told.push(text) };
  #timers = new Map();
  #next = 1;
  #ids = 0;

  openSocket = (url) => {
    const socket = {
      url, sent: [], closed: false, onmessage: null, onclose: null,
      send(text) { this.sent.push(read(text)); },
      close() { this.closed = true; },
      say(message) { this.onmessage?.({ data: JSON.stringify(message) }); },
      end(code) { this.onclose?.({ code }); },
    };
    this.sockets.push(socket);
    return socket;
  };
  fetch = (url, { method, headers, body, signal }) => new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')));
    this.requests.push({
      path: url.replace(/^.*\/api\//, ''), method, headers, body: body && read(body), signal,
      /** Answers, and waits until the page has done with it. */
      async answer(status, json = null, answered = {}) {
        resolve({ status, headers: { get: (name) => answered[name] ?? null }, json: async () => json });
        await settled();
      },
      async fail() {
        reject(new TypeError('Failed to fetch'));
        await settled();
      },
    });
  });
  setTimeout = (callback, ms) => {
    this.#timers.set(this.#next, { at: this.time + ms, callback });
    return this.#next++;
  };
  clearTimeout = (handle) => this.#timers.delete(handle);
  now = () => this.time;
  random = () => 0.5;
  newId = () => `id-${++this.#ids}`;

  get request() {
    return this.requests.at(-1);
  }

  get socket() {
    return this.sockets.at(-1);
  }

  /** Lets time pass, running every timer that falls due, in order. */
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

export function player(name, more = {}) {
  return { name, connected: true, status: 'connected', is_host: false, score: 0, removable: false, ...more };
}

export function state(phase, more = {}) {
  return {
    type: 'state', seq: 1, server_time: 0, room: 'KXQ7', session_id: 's', phase, current_round: 1,
    you: { name: 'Ana', is_host: false, is_player: true },
    players: ['Ana', 'Ben', 'Cleo', 'Dan'].map((name) => player(name)), ...more,
  };
}

/** A connection in a world of its own, with all it tells the page, and the ways to bring it into a state. */
export function openRig() {
  const world = new FakeWorld();
  const rig = {
    world, messages: [], late: [], trips: [], statuses: [],
    greeting: { type: 'resume', token: 't' },
    listener: {
      status: (status) => rig.statuses.push(status.kind),
      message: (message) => rig.messages.push(message),
      greeting: () => rig.greeting,
      tooLate: (message) => rig.late.push(message),
      roundTrip: (...trip) => rig.trips.push(trip),
    },
    /** A page that was opened anew on the same device. */
    reopen: () => { rig.connection = new Connection('http://tv/api/', world, rig.listener); },
    kind: () => rig.connection.status.kind,
    welcome: () => world.socket.say({ type: 'welcome', server_time: 0 }),
    restored: () => world.socket.say({ type: 'session_restored', name: 'Ana', token: 't', room: 'KXQ7' }),
    /** The socket opens, the session is back, and the newest state is this. */
    comeBack(now) {
      rig.welcome();
      rig.restored();
      world.socket.say(now);
    },
    start(now) {
      rig.connection.start();
      rig.comeBack(now);
    },
    /** A network that lets sockets through, as this page knows from one that opens. */
    opensASocket() {
      rig.connection.start();
      rig.welcome();
    },
    /** Five attempts fail, and one more: the page begins to poll. */
    async losesEverySocket() {
      rig.opensASocket();
      for (const seconds of [1, 2, 4, 8, 16]) {
        world.socket.end(1006);
        world.pass(seconds * 1000);
      }
      world.socket.end(1006);
      await settled();
    },
    /** The page polls, and has got this state. */
    async polls(now, headers) {
      await rig.losesEverySocket();
      await world.request.answer(200, now, headers);
    },
    /** The next turn of polling comes round. */
    async nextTurn(ms) {
      world.pass(ms);
      await settled();
      return world.request;
    },
    /** The commands that went out on the present socket. */
    commands: () => world.socket.sent.filter((message) => message.id),
  };
  rig.reopen();
  return rig;
}
