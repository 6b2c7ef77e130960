// States to show to the modules under test, and a connection in a platform of its own.

import { Connection } from '../../../www/js/connection.js';
import { CONFIG } from '../support/settings.js';
import { sure } from '../support/sure.js';
import { FakePlatform, settled } from './fake_platform.js';

/** @import { ClientMessage, Phase, Player, ServerMessage, State } from '../../../www/js/protocol.js' */
/** @import { Wire } from './fake_platform.js' */
/** @import { Listener } from '../../../www/js/connection.js' */
/** @import { Status } from '../../../www/js/status.js' */

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

/** A connection in a platform of its own, with all it tells the page, and the ways to bring it into a state. */
export class Rig {
  platform = new FakePlatform();
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
  connection = new Connection('http://tv/api/', this.platform, this.listener);

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
    this.connection = new Connection('http://tv/api/', this.platform, this.listener);
  }

  kind() {
    return this.connection.status.kind;
  }

  welcome() {
    return this.platform.socket.say({ type: 'welcome', server_time: 0 });
  }

  restored() {
    return this.platform.socket.say({ type: 'session_restored', name: 'Ana', token: 't', room: 'KXQ7' });
  }

  /** The socket opens, the session is back, and the newest state is this. @param {State} now */
  comeBack(now) {
    this.welcome();
    this.restored();
    this.platform.socket.say(now);
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
      this.platform.socket.end(1006);
      this.platform.pass(seconds * 1000);
    }
    this.platform.socket.end(1006);
    await settled();
  }

  /** The page polls, and has got this state. @param {State} now @param {Record<string, string>} [headers] */
  async polls(now, headers) {
    await this.losesEverySocket();
    await this.platform.request.answer(200, now, headers);
  }

  /** The next turn of polling comes round. @param {number} ms */
  async nextTurn(ms) {
    this.platform.pass(ms);
    await settled();
    return this.platform.request;
  }

  /** The commands that went out on the present socket. */
  commands() {
    return this.platform.socket.sent.filter((message) => message.id);
  }
}

export const openRig = () => new Rig();
