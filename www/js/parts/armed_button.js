// @ts-check
// A button for what can't be taken back: the first tap asks, the second one within three seconds does it.

import { button, setAttribute, setText } from '../dom.js';

const ARMED_FOR = 3_000;

/**
 * @param {object} options
 * @param {string} options.text
 * @param {string} options.ask what stands on the button between the two taps
 * @param {string} options.className
 * @param {() => void} options.act
 */
export function createArmedButton({ text, ask, className, act }) {
  /** @type {ReturnType<typeof setTimeout> | null} */
  let armed = null;
  const element = button(text, className, () => {
    if (armed === null) arm();
    else {
      disarm();
      act();
    }
  });

  function arm() {
    armed = setTimeout(disarm, ARMED_FOR);
    setText(element, ask);
    setAttribute(element, 'data-armed', true);
  }

  function disarm() {
    if (armed !== null) clearTimeout(armed);
    armed = null;
    setText(element, text);
    setAttribute(element, 'data-armed', false);
  }

  return { element, disarm };
}
