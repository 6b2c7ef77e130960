// What a page in any browser can do for a test: run a function in itself, take a picture, and tell what went wrong.

import { setTimeout as sleep } from 'node:timers/promises';
import { SOON } from '../browser.js';

/** How often a page is asked whether something has come about; milliseconds. */
const ASKED_EVERY = 100;

/**
 * What every kind of browser makes of its own protocol.
 * @typedef {object} Wire
 * @property {(code: string) => Promise<any>} evaluate the value of an expression in the page, as JSON
 * @property {() => Promise<Buffer>} picture a PNG
 */

export class OtherPage {
  #wire;
  #said;
  /** What its browser has told so far. @type {string[]} */
  #told = [];

  /** @param {Wire} wire @param {() => string[]} [said] what its console says, where the browser does not tell by itself */
  constructor(wire, said = () => []) {
    this.#wire = wire;
    this.#said = said;
  }

  /** The browser tells of an error. @param {string} trouble */
  tell(trouble) {
    this.#told.push(trouble);
  }

  /** Errors and warnings in its console, and what nobody caught. */
  get troubles() {
    return [...this.#told, ...this.#said()];
  }

  /**
   * Runs a function in the page. It sees nothing but its arguments.
   * @template Value
   * @param {(...args: any[]) => Value} act
   * @param {...unknown} args
   * @returns {Promise<Value>}
   */
  run(act, ...args) {
    return this.#wire.evaluate(`(${act})(${args.map((arg) => JSON.stringify(arg)).join()})`);
  }

  /**
   * Waits until a function in the page returns something true.
   * @param {string} what for whoever reads that it did not come
   * @param {(...args: any[]) => unknown} look
   * @param {unknown[]} [args]
   * @param {number} [within] milliseconds
   */
  async wait(what, look, args = [], within = SOON) {
    const until = Date.now() + within;
    for (;;) {
      const found = await this.run(look, ...args);
      if (found) return found;
      if (Date.now() > until)
        throw new Error(`${what} did not come within ${within / 1000} s.\n${this.troubles.join('\n')}`);
      await sleep(ASKED_EVERY);
    }
  }

  /** @param {string} phase @param {number} [within] */
  inPhase(phase, within) {
    return this.wait(
      phase,
      (wanted) => document.querySelector(`body[data-phase="${wanted}"] #view:not([data-changing]) .view`) !== null,
      [phase],
      within,
    );
  }

  /**
   * Presses what can be seen and reached in the middle of its place, as a finger or a remote would.
   * @param {string} selector @param {string} [text] what it says
   */
  async press(selector, text = '') {
    await this.wait(
      `${text || selector}, to be pressed,`,
      (wanted, said) => {
        const node = [...document.querySelectorAll(wanted)].find(
          (one) => one.getClientRects().length > 0 && (!said || one.textContent.trim() === said),
        );
        if (!node) return false;
        node.scrollIntoView({ block: 'nearest' });
        const { left, top, width, height } = node.getBoundingClientRect();
        const there = document.elementFromPoint(left + width / 2, top + height / 2);
        if (!there || !node.contains(there)) return false;
        node.focus();
        node.click();
        return true;
      },
      [selector, text],
    );
  }

  /** @param {string} selector @param {string} text */
  async type(selector, text) {
    await this.wait(
      selector,
      (wanted, typed) => {
        const field = document.querySelector(wanted);
        if (!field) return false;
        field.value = typed;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        return true;
      },
      [selector, text],
    );
  }

  picture() {
    return this.#wire.picture();
  }
}
