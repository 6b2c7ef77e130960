// @ts-check
// The secret card: face down, legible only while it is held. Nothing but its words differs for the spy.

import { el, keyedList, setAttribute, setText } from '../dom.js';
import { t } from '../i18n.js';

/** @import { RoleData } from '../protocol.js' */

/** The face of the card; every box has a fixed size, whatever is written in it. */
function createFace() {
  const location = el('p', { class: 'face-location' });
  const flavor = el('p', { class: 'face-flavor' });
  const role = el('p', { class: 'face-role' });
  const hint = el('p', { class: 'face-hint' });
  const others = el('ul', { class: 'face-others' });
  const syncOthers = keyedList(
    others,
    (/** @type {{ place: number, name: string }} */ item) => String(item.place),
    () => {
      const element = el('li');
      return { element, update: (item) => setText(element, item.name) };
    },
  );
  const element = el(
    'div',
    { class: 'face' },
    el('p', { class: 'face-label' }, t('card.location')),
    location,
    flavor,
    el('p', { class: 'face-label' }, t('card.role')),
    role,
    hint,
    el('p', { class: 'face-label' }, t('card.others')),
    others,
  );
  return {
    element,
    /** @param {RoleData | null} card @param {boolean} open */
    update(card, open) {
      // Face down there is nothing to read, not even for a search in the page.
      const write = (/** @type {string | undefined} */ text) => (open && text) || '';
      setText(location, write(card?.location));
      setText(flavor, write(card?.flavor));
      setText(role, write(card?.role));
      setText(hint, write(card?.hint));
      syncOthers((card?.other_roles ?? []).map((name, place) => ({ place, name: write(name) })));
    },
  };
}

/**
 * Calls back while a button is held down, by finger, mouse or key.
 * @param {HTMLElement} target
 * @param {(held: boolean) => void} change
 */
function whileHeld(target, change) {
  const release = () => change(false);
  const isHoldKey = (/** @type {KeyboardEvent} */ event) => event.key === ' ' || event.key === 'Enter';
  target.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    target.setPointerCapture(event.pointerId);
    change(true);
  });
  for (const end of ['pointerup', 'pointercancel', 'lostpointercapture', 'blur']) target.addEventListener(end, release);
  target.addEventListener('keydown', (event) => {
    if (!isHoldKey(event)) return;
    event.preventDefault();
    if (!event.repeat) change(true);
  });
  target.addEventListener('keyup', (event) => {
    if (isHoldKey(event)) release();
  });
  target.addEventListener('contextmenu', (event) => event.preventDefault());
  // A phone laid aside or switched to another app must not keep the card open.
  document.addEventListener('visibilitychange', release);
  return () => document.removeEventListener('visibilitychange', release);
}

/**
 * @param {object} options
 * @param {() => void} [options.seen] called when a card has been looked at, and lies face down again
 * @param {'large' | 'peek'} options.size `large` is the card itself; `peek` a bar that opens it over the page
 */
export function createCard({ size, seen = () => {} }) {
  const face = createFace();
  const invitation = size === 'large' ? t('card.hold') : t('card.hold_peek');
  const cover = el(
    'span',
    { class: 'card-cover' },
    el('span', { class: 'card-mark', 'aria-hidden': 'true' }),
    el('span', { class: 'card-cover-text' }, invitation),
  );
  const holder = el('button', { type: 'button', class: 'card-holder', 'aria-pressed': 'false' }, cover);
  const sheet = el('div', { class: 'card-sheet', role: 'status' }, face.element);
  const element = el('section', { class: `card card-${size}`, 'aria-label': t('card.label') }, holder, sheet);
  /** @type {RoleData | null} */
  let card = null;
  let held = false;
  let isSeen = false;

  function draw() {
    setAttribute(element, 'data-open', held && card !== null);
    setAttribute(holder, 'aria-pressed', String(held));
    setAttribute(holder, 'disabled', card === null);
    setText(/** @type {Element} */ (cover.lastElementChild), card ? invitation : t('card.later'));
    face.update(card, held);
  }

  const stop = whileHeld(holder, (next) => {
    const hasLooked = held && !next && card !== null;
    held = next;
    draw();
    // Only now: the last look of all begins the questions, and takes the card away from whoever still reads it.
    if (!hasLooked || isSeen) return;
    isSeen = true;
    seen();
  });
  return {
    element,
    /** @param {RoleData | null | undefined} next */
    update(next) {
      card = next ?? null;
      // The cards of a round that was called off are not those of the next.
      if (!card) isSeen = false;
      draw();
    },
    close: stop,
  };
}
