// @ts-check
// What happens at the door of a room: which room is meant, who wants in, and what the server says to both.

import { errorText, t } from './i18n.js';
import { resolveUrl } from './url.js';
import { findRoomCode, isRoomCode } from './room_code.js';
import { keepName, lastName, newId } from './session.js';

/** @import { ClientMessage, ErrorReply } from './protocol.js' */
/** @import { JoinData } from './views/phone/join.js' */

/** Under one id however often it is said: if only the answer is lost, the seat is there already. @typedef {{ name: string, room: string, id: string }} Wish */

/**
 * @typedef {object} DoorHooks
 * @property {() => void} greet the wish is to be said on the connection there is, if there is one
 * @property {() => void} changed something is to be drawn anew
 */

/** The server looks at one code in so much time of a network that many wrong ones came from; milliseconds. */
const LOOK_AGAIN = 2_000;
/** How often to try whether a door that is shut has opened; milliseconds. */
const KNOCK_AGAIN = 5_000;
/** How long word of a room is waited for before the name is asked all the same; milliseconds. */
const PATIENCE = 1_000;
/** What has nothing to do with what was typed: the door is shut for now. */
const SHUT = ['GAME_FULL', 'GAME_ALREADY_STARTED', 'NO_GAME', 'CONNECTION_LIMIT'];
/** Which room is wanted is not known. */
const WHICH_ROOM = ['ROOM_NOT_FOUND', 'ROOM_REQUIRED', 'NO_GAME'];

/** What the server would say to what can't be a code. @type {ErrorReply} */
const NO_SUCH_ROOM = { type: 'error', code: 'ROOM_NOT_FOUND', message: '' };

/** @param {ErrorReply | null} error */
export const isShut = (error) => error !== null && SHUT.includes(error.code);

/** Not at the same moment as the phone beside it. @param {() => void} act @param {number} ms */
const later = (act, ms) => setTimeout(act, ms * (1 + Math.random() / 2));

/**
 * What the server says of a code, or without one of whether one is needed.
 * @param {string} code
 * @returns {Promise<ErrorReply | null>} null if it is right, and where nobody can say
 */
async function askAfter(code) {
  try {
    const answer = await fetch(resolveUrl(code ? `rooms/${code}` : 'qr'), { cache: 'no-store' });
    return answer.ok ? null : await answer.json();
  } catch {
    return null;
  }
}

export class Door {
  /** Whether the request waits for the host's word. */
  asksHost = false;
  /** What the host is to compare meanwhile. @type {number | null} */
  number = null;
  /** Whether there is something to show yet. */
  isReady = false;
  #hooks;
  #room = '';
  /** What stands in the fields. */
  #draft = { name: lastName(), room: '' };
  /** The code that was asked after. @type {string | null} */
  #asked = null;
  /** Whether the name can be asked: the room is there, or nobody can say. */
  #knowsRoom = false;
  /** @type {Wish | null} */
  #wish = null;
  /** Whether it takes long because many wrong codes came from this network. */
  #slowed = false;
  /** @type {ErrorReply | null} */
  #error = null;
  /** Why the reader stands at the door again. @type {ErrorReply | null} */
  #notice = null;

  /** @param {DoorHooks} hooks */
  constructor(hooks) {
    this.#hooks = hooks;
  }

  /** Whether somebody wants in who is not in yet. */
  get isWanted() {
    return this.#wish !== null;
  }

  /** What stands there. @returns {Omit<JoinData, 'unreachable'>} */
  get data() {
    const isBusy = this.#wish !== null && !this.#error;
    return {
      room: this.#room,
      typedRoom: this.#draft.room,
      name: this.#draft.name,
      knowsRoom: this.#knowsRoom,
      busy: isBusy,
      error: this.#error,
      notice: this.#slowed ? t('join.slowed') : this.#notice ? errorText(this.#notice) : '',
    };
  }

  /** The reader comes to the door. @param {string} room from the address; empty if there is none in it @param {ErrorReply | null} [why] they stand here again */
  open(room, why = null) {
    this.#room = this.#draft.room = room;
    this.#notice = why;
    void this.look(room, false);
  }

  #show() {
    this.isReady = true;
    this.#hooks.changed();
  }

  /**
   * Looks whether there is such a room, so that a wrong code is told before a name is asked.
   * @param {string} typed
   * @param {boolean} [insists] whether it is wrong to have typed none where one is needed
   */
  async look(typed, insists = true) {
    const code = findRoomCode(typed);
    this.#asked = code;
    this.#knowsRoom = this.#slowed = false;
    const patience = setTimeout(() => {
      this.#knowsRoom = code === this.#asked;
      this.#show();
    }, PATIENCE);
    const why = code && !isRoomCode(code) ? NO_SUCH_ROOM : await askAfter(code);
    clearTimeout(patience);
    // Another one was typed meanwhile.
    if (code !== this.#asked) return;
    const again = () => {
      if (code === this.#asked && !this.#knowsRoom) void this.look(code, insists);
    };
    this.#slowed = why?.code === 'RATE_LIMITED';
    this.#error = why && WHICH_ROOM.includes(why.code) && (insists || why.code !== 'ROOM_REQUIRED') ? why : null;
    this.#knowsRoom = !why || !(this.#slowed || WHICH_ROOM.includes(why.code));
    if (this.#slowed) later(again, LOOK_AGAIN);
    if (isShut(this.#error)) later(again, KNOCK_AGAIN);
    this.#show();
  }

  /** What is typed stays when the door is drawn anew; a code is looked at as soon as it is whole. @param {string} name @param {string} room */
  type(name, room) {
    this.#draft = { name, room };
    // Whoever changes what they want does not want what was refused any more.
    if (this.#error) this.#wish = this.#error = null;
    const code = findRoomCode(room);
    if (isRoomCode(code) && code !== this.#asked) {
      void this.look(code);
    } else if (code !== this.#asked) {
      this.#asked = null;
      this.#knowsRoom = this.#slowed = false;
    }
    this.#hooks.changed();
  }

  /** @param {string} name @param {string} room as it was typed */
  join(name, room) {
    this.#draft.name = name;
    keepName(name);
    this.#wish = { name, room: findRoomCode(room), id: newId() };
    this.#error = this.#notice = null;
    this.#slowed = false;
  }

  /** What to say on a new connection. @returns {ClientMessage | null} */
  greeting() {
    if (!this.#wish) return null;
    const { name, room, id } = this.#wish;
    return { type: 'join', id, name, ...(room && { room }) };
  }

  /** Does not want in any more, or is in. */
  stopAsking() {
    this.#wish = this.#error = this.#notice = null;
    this.asksHost = this.#slowed = false;
  }

  /** The server lets pages in again. */
  welcomed() {
    if (this.#error?.code === 'CONNECTION_LIMIT') this.#error = null;
  }

  /** What the server says to somebody who has no seat. @param {ErrorReply} error @returns {boolean} whether that is told at the door */
  refused(error) {
    const wish = this.#wish;
    if (!wish && error.code !== 'CONNECTION_LIMIT') return false;
    this.asksHost = error.code === 'REJOIN_PENDING';
    this.#slowed = error.code === 'RATE_LIMITED';
    this.number = null;
    // Not the end of it: the host's word comes later.
    if (this.asksHost) return true;
    if (wish && this.#slowed) {
      this.#sayAgain(wish, LOOK_AGAIN);
      return true;
    }
    this.#error = error;
    if (WHICH_ROOM.includes(error.code)) this.#knowsRoom = false;
    if (wish && isShut(error)) this.#sayAgain(wish, KNOCK_AGAIN);
    else this.#wish = null;
    return true;
  }

  /** Says the same again by itself. @param {Wish} wish @param {number} ms */
  #sayAgain(wish, ms) {
    later(() => {
      if (wish !== this.#wish) return;
      if (document.visibilityState === 'visible') this.#hooks.greet();
      else this.#sayAgain(wish, ms);
    }, ms);
  }
}
