// @ts-check
// Shows one view at a time: swaps it when the moment changes, otherwise only updates it.

import { textEdition } from './i18n.js';

/**
 * One screen. `update` changes what is there in place; `close` stops whatever runs by itself.
 * @template Data
 * @typedef {object} View
 * @property {HTMLElement} element holds one focusable heading
 * @property {string} title what the page's title and the announcement say
 * @property {(data: Data) => void} update
 * @property {() => void} [close]
 */

export class Stage {
  #root;
  #announcer;
  /** @type {{ key: string, view: View<any> } | null} */
  #current = null;

  /** @param {HTMLElement} root @param {HTMLElement} announcer an assertive live region */
  constructor(root, announcer) {
    this.#root = root;
    this.#announcer = announcer;
  }

  /**
   * @template Data
   * @param {string} key stays the same for as long as the same view is meant
   * @param {() => View<Data>} create
   * @param {Data} data
   */
  show(key, create, data) {
    // With other texts it is another view: its words are set when it is made.
    key = `${textEdition()}/${key}`;
    if (this.#current?.key === key) {
      this.#current.view.update(data);
      return;
    }
    const first = this.#current === null;
    this.#current?.view.close?.();
    const view = create();
    this.#current = { key, view };
    view.update(data);
    this.#root.replaceChildren(view.element);
    document.title = `${view.title} · Spyster`;
    // On arrival a reader starts at the top by itself; later it has to be taken along.
    if (first) return;
    this.#announcer.textContent = view.title;
    window.scrollTo(0, 0);
    view.element.querySelector('h1')?.focus({ preventScroll: true });
  }
}
