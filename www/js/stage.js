// @ts-check
// Shows one view at a time: changes from one to the next when the moment changes, otherwise only updates it.

import { textEdition } from './i18n.js';
import { movesFreely } from './motion.js';

/**
 * One screen. `update` changes what is there in place; `entered` is called once it is on the page; `close`
 * stops whatever runs by itself.
 * @template Data
 * @typedef {object} View
 * @property {HTMLElement} element holds one focusable heading
 * @property {string} title what the page's title and the announcement say
 * @property {(data: Data) => void} update
 * @property {() => void} [entered]
 * @property {() => void} [close]
 */

/** A machine that takes longer over the picture goes without from then on: everything waits for it; milliseconds. */
const PICTURE_TAKES = 80;

export class Stage {
  #root;
  #announcer;
  /** What is shown, or will be as soon as the change to it begins. @type {{ key: string, view: View<any> } | null} */
  #current = null;
  /** The change to it has been asked for and has not begun; `data-changing` says so on the page. */
  #changing = false;
  /** Whether pictures of views that go come quickly enough here. */
  #takesPictures = 'startViewTransition' in document;

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
    if (first) this.#enter(first);
    else this.#change();
  }

  /** The style sheet lets the new view come. Where the browser can, a picture of the old one goes meanwhile. */
  #change() {
    // One change at a time: whichever view is meant when it begins is the one that comes.
    if (this.#changing) return;
    if (!this.#takesPictures || !movesFreely() || document.visibilityState === 'hidden') {
      this.#enter(false);
      return;
    }
    this.#changing = true;
    this.#root.dataset.changing = '';
    const asked = performance.now();
    const transition = document.startViewTransition(() => {
      this.#changing = false;
      delete this.#root.dataset.changing;
      this.#enter(false);
    });
    // It is skipped where the window changes its size or the next one begins: the view is there all the same.
    transition.ready.then(() => { this.#takesPictures = performance.now() - asked < PICTURE_TAKES; }, () => {});
  }

  /** @param {boolean} first on arrival a reader starts at the top by itself; later it has to be taken along */
  #enter(first) {
    const view = this.#current?.view;
    if (!view) return;
    this.#root.replaceChildren(view.element);
    document.title = `${view.title} · Spyster`;
    if (!first) {
      this.#announcer.textContent = view.title;
      window.scrollTo(0, 0);
      view.element.querySelector('h1')?.focus({ preventScroll: true });
    }
    view.entered?.();
  }
}
