// A world that a test plays by hand, and states to show to the modules under test.

/** Timers that run when the test says so; sockets that the test answers. */
export class FakeWorld {
  time = 1_000_000;
  sockets = [];
  #timers = new Map();
  #next = 1;
  #ids = 0;

  openSocket = (url) => {
    const socket = {
      url, sent: [], closed: false, onmessage: null, onclose: null,
      send(text) { this.sent.push(JSON.parse(text)); },
      close() { this.closed = true; },
      say(message) { this.onmessage?.({ data: JSON.stringify(message) }); },
      end(code) { this.onclose?.({ code }); },
    };
    this.sockets.push(socket);
    return socket;
  };
  setTimeout = (callback, ms) => {
    this.#timers.set(this.#next, { at: this.time + ms, callback });
    return this.#next++;
  };
  clearTimeout = (handle) => this.#timers.delete(handle);
  now = () => this.time;
  random = () => 0.5;
  newId = () => `id-${++this.#ids}`;

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
