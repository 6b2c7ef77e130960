// @ts-check
// Shows one view at a time: changes from one to the next when the moment changes, otherwise only updates it.

import { fill } from './dom.js';
import { attempt } from './failure.js';
import { textEdition } from './i18n.js';
import { movesFreely } from './reduced_motion.js';

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
/** A change that takes longer is skipped, and there is no other; milliseconds. */
const CHANGE_TAKES = 1_000;

export class Stage {
  #root;
  #announcer;
  #firstControl;
  /** What is shown, or will be as soon as the change to it begins. @type {{ key: string, view: View<any> } | null} */
  #current = null;
  /** The change to it has been asked for and has not begun; `data-changing` says so on the page. */
  #changing = false;
  /** Whether pictures of views that go come quickly enough here. */
  #takesPictures = 'startViewTransition' in document;

  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} announcer an assertive live region
   * @param {() => HTMLElement | null} [firstControl] what has the focus in a new view, if there is such a thing; else its heading
   */
  constructor(root, announcer, firstControl = () => null) {
    this.#root = root;
    this.#announcer = announcer;
    this.#firstControl = firstControl;
  }

  /**
   * Shows a view, or only updates the one that is shown. What a view throws is reported; it is made anew the
   * next time, so that nothing that goes wrong once stays wrong.
   * @template Data
   * @param {string} key stays the same for as long as the same view is meant
   * @param {() => View<Data>} create
   * @param {Data} data
   */
  show(key, create, data) {
    // With other texts it is another view: its words are set when it is made.
    key = `${textEdition()}/${key}`;
    const current = this.#current;
    if (current?.key === key) {
      if (!attempt(() => current.view.update(data))) current.key = '';
      return;
    }
    attempt(() => this.#replace(key, create(), data));
  }

  /** @param {string} key @param {View<any>} view @param {unknown} data */
  #replace(key, view, data) {
    const current = this.#current;
    const close = (/** @type {View<any>} */ { close: end }) => end && attempt(end);
    if (!attempt(() => view.update(data))) {
      close(view);
      return;
    }
    this.#current = { key, view };
    if (current) close(current.view);
    if (current) this.#change();
    else this.#enter(true);
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
    const transition = document.startViewTransition(() => this.#begin());
    // It is skipped where the window changes its size or the next one begins: the view is there all the same.
    transition.ready.then(
      () => {
        this.#takesPictures = performance.now() - asked < PICTURE_TAKES;
      },
      () => {},
    );
    const patience = setTimeout(() => {
      this.#takesPictures = false;
      transition.skipTransition();
      this.#begin();
    }, CHANGE_TAKES);
    const stop = () => clearTimeout(patience);
    transition.finished.then(stop, stop);
  }

  /** The change begins, unless it has begun. */
  #begin() {
    if (!this.#changing) return;
    this.#changing = false;
    delete this.#root.dataset.changing;
    this.#enter(false);
  }

  /** @param {boolean} first on arrival a reader starts at the top by itself; later it has to be taken along */
  #enter(first) {
    const view = this.#current?.view;
    if (!view) return;
    fill(this.#root, view.element);
    document.body.dataset.view = view.element.className;
    document.documentElement.dataset.started = '';
    document.title = `${view.title} · Spyster`;
    if (!first) {
      this.#announcer.textContent = view.title;
      window.scrollTo(0, 0);
    }
    const control = this.#firstControl() ?? (first ? null : view.element.querySelector('h1'));
    control?.focus({ preventScroll: true });
    view.entered?.();
  }
}
