// @ts-check
// What a host has found out about the players' phones: what they are, and what came of a nudge.

import { errorText, t } from './i18n.js';
import { newId } from './session.js';

/** @import { Page } from './page.js' */
/** @import { ClientMessage, CommandResult, DeviceInfo, ErrorReply, ServerMessage } from './protocol.js' */

/**
 * @typedef {object} Phone
 * @property {DeviceInfo | null} device what it said last
 * @property {string} deviceNote why there is nothing to show, or that it is being asked
 * @property {string} nudgeNote what came of the last nudge
 */

/** @type {Phone} */
const UNKNOWN = { device: null, deviceNote: '', nudgeNote: '' };

/** What a host reads about the end of a nudge. @param {CommandResult} result */
function outcome({ status, reason }) {
  if (status === 'done') return t('phone.nudged');
  const end = status === 'cancelled' ? 'phone.cancelled' : 'phone.failed';
  return reason ? t(`${end}_why`, { why: t(`phone.reason.${reason}`) || reason }) : t(end);
}

/** @type {WeakMap<Page, Phones>} */
const known = new WeakMap();

/** What is known on a page; a guest's never asks. @param {Page} page */
export function phonesOf(page) {
  let phones = known.get(page);
  if (!phones) {
    phones = new Phones(page.ask, newId);
    known.set(page, phones);
    page.asides.add(phones);
  }
  return phones;
}

export class Phones {
  #send;
  #newId;
  /** @type {Map<string, Phone>} */
  #phones = new Map();
  /** What waits for an answer, by the id of the message. @type {Map<string, { name: string, kind: 'device' | 'nudge' }>} */
  #asked = new Map();
  /** @type {Set<() => void>} */
  #watchers = new Set();

  /**
   * @param {(message: ClientMessage) => boolean} send says whether there was a connection that answers
   * @param {() => string} newId
   */
  constructor(send, newId) {
    this.#send = send;
    this.#newId = newId;
  }

  /** @param {string} name */
  about(name) {
    return this.#phones.get(name) ?? UNKNOWN;
  }

  /** Calls back after every change. @param {() => void} watcher @returns {() => void} stops it */
  watch(watcher) {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Asks a phone what it is. @param {string} name */
  ask(name) {
    const id = this.#newId();
    const isAsked = this.#send({ type: 'device_info_request', player_name: name, request_id: id, id });
    if (isAsked) this.#asked.set(id, { name, kind: 'device' });
    this.#note(name, { deviceNote: isAsked ? t('phone.asking') : t('phone.no_connection') });
  }

  /** Shakes a phone. @param {string} name */
  nudge(name) {
    const id = this.#newId();
    const isAsked = this.#send({ type: 'nudge', player_name: name, id });
    if (isAsked) this.#asked.set(id, { name, kind: 'nudge' });
    this.#note(name, { nudgeNote: isAsked ? t('phone.nudging') : t('phone.no_connection') });
  }

  /** Takes note of a message. @param {ServerMessage} message @returns {boolean} whether it was about a phone */
  onState(message) {
    if (message.type === 'device_info_response') {
      this.#asked.delete(message.request_id);
      this.#note(message.player_name, { device: message.device_info, deviceNote: '' });
      return true;
    }
    if (message.type === 'command_result') {
      for (const [id, { name, kind }] of this.#asked) {
        if (kind === 'nudge' && name === message.player_name) this.#asked.delete(id);
      }
      this.#note(message.player_name, { nudgeNote: outcome(message) });
      return true;
    }
    return message.type === 'error' && this.#refused(message);
  }

  /** The connection is gone, and with it every answer that was awaited. */
  lost() {
    for (const { name, kind } of this.#asked.values()) {
      const why = t('phone.no_connection');
      this.#note(name, kind === 'device' ? { deviceNote: why } : { nudgeNote: why });
    }
    this.#asked.clear();
  }

  /** @param {ErrorReply} error */
  #refused(error) {
    const asked = this.#asked.get(error.id ?? '');
    if (!asked) return false;
    this.#asked.delete(error.id ?? '');
    const why = t(`phone.refused.${error.code}`) || errorText(error);
    this.#note(asked.name, asked.kind === 'device' ? { device: null, deviceNote: why } : { nudgeNote: why });
    return true;
  }

  /** @param {string} name @param {Partial<Phone>} change */
  #note(name, change) {
    this.#phones.set(name, { ...this.about(name), ...change });
    for (const watcher of this.#watchers) watcher();
  }
}
