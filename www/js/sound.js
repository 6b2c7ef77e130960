// @ts-check
// Sound on the TV: a button that turns it on, and whatever is due while it is on.

import { cuesOf } from './cues.js';
import { button, setAttribute } from './dom.js';
import { t } from './i18n.js';
import { createIcon } from './icons.js';
import { play } from './synth.js';

/** @import { Cue } from './cues.js' */
/** @import { State } from './protocol.js' */

const KEPT = 'spyster.sound';
/** Two states may set the same cue a little apart; milliseconds. */
const SAME = 50;
/** A cue that is later than this is left out: nobody wants to hear what has been seen; milliseconds. */
const TOO_LATE = 400;

/**
 * @param {() => number} serverNow
 * @param {Pick<Storage, 'getItem' | 'setItem'>} storage remembers whether it is on
 */
export function createSound(serverNow, storage) {
  let on = storage.getItem(KEPT) === 'on';
  /** @type {AudioContext | null} */
  let audio = null;
  /** @type {State | null} */
  let before = null;
  /** When the last cue was due, so that none sounds twice. */
  let last = -Infinity;
  /** @type {ReturnType<typeof setTimeout>[]} */
  let due = [];
  const icon = createIcon('silence');
  const element = button('', 'button button-small sound', () => {
    on = !on;
    storage.setItem(KEPT, on ? 'on' : 'off');
    wake();
    draw();
  });
  element.append(icon.element);

  function draw() {
    icon.update(on ? 'sound' : 'silence');
    setAttribute(element, 'aria-pressed', String(on));
    setAttribute(element, 'aria-label', t('sound.label'));
    setAttribute(element, 'title', t('sound.label'));
  }

  /** Browsers give no sound before somebody has touched the page. */
  function wake() {
    if (!on) return;
    try {
      audio ??= new AudioContext();
    } catch {
      return; // This device has no more of them to give: it stays silent.
    }
    audio.resume().catch(() => {});
  }
  for (const touch of ['pointerdown', 'keydown']) document.addEventListener(touch, wake);

  /** @param {Cue} cue */
  function sound(cue) {
    last = cue.at;
    if (on && audio?.state === 'running') play(audio, cue);
  }

  return {
    element,
    /** @param {State | null} now null where no game is shown */
    update(now) {
      draw();
      for (const timer of due) clearTimeout(timer);
      due = [];
      if (now) {
        due = cuesOf(before, now)
          .map((cue) => ({ cue, wait: cue.at - serverNow() }))
          .filter(({ cue, wait }) => wait > -TOO_LATE && cue.at > last + SAME)
          .map(({ cue, wait }) => setTimeout(() => sound(cue), wait));
      }
      before = now;
    },
  };
}
