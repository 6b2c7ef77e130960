// @ts-check
// The part of a phone's page that comes while its player joins: fetched once, and again until it is there.

import { resolveUrl } from './url.js';

/** @import { Page } from './page.js' */

/** @typedef {typeof import('./game.js')} Game */

/** How long to wait before what could not be fetched is asked for again; milliseconds. */
const FETCH_AGAIN = 2_000;

export class LateGame {
  #page;
  #hooks;
  /** @type {Promise<void> | null} */
  #fetching = null;
  /** @type {Game | null} */
  views = null;
  /** @type {ReturnType<Game['createShell']> | null} */
  shell = null;
  /** What a phone feels, does at a nudge and keeps awake by. @type {ReturnType<Game['createHand']> | null} */
  hand = null;

  /** @param {Page} page @param {{ lost: () => void, changed: () => void }} hooks `lost`: it could not be had this time */
  constructor(page, hooks) {
    this.#page = page;
    this.#hooks = hooks;
  }

  fetch() {
    this.#fetching ??= this.#tryToFetch();
    return this.#fetching;
  }

  async #tryToFetch() {
    try {
      const views = await import('./game.js');
      this.views = views;
      this.shell = views.createShell(this.#page);
      this.hand = views.createHand(this.#page, resolveUrl('static/awake.mp4'));
      // Nobody at the door needs to know what can be played.
      void views.fetchPacks(this.#hooks.changed);
    } catch {
      this.#fetching = null;
      this.#hooks.lost();
      setTimeout(() => this.fetch(), FETCH_AGAIN);
    }
    this.#hooks.changed();
  }
}
