// @ts-check
// "How to play": five cards in a dialog, turned by swiping, by arrow keys or with the buttons.

import { stepAcross } from '../arrows.js';
import { button, el, setAttribute, setText } from '../dom.js';
import { t } from '../i18n.js';
import { openDialog } from './dialogs.js';

/** What is drawn on each card; the words stand in the catalogues. @type {{ key: string, picture: () => Node[] }[]} */
const CARDS = [
  { key: 'spy', picture: () => [chip('seat-1'), chip('seat-3'), chip('spy', '?'), chip('seat-4')] },
  { key: 'ask', picture: () => [chip('seat-0', 'A'), chip('speech', '?'), chip('seat-1', 'B')] },
  { key: 'vote', picture: () => [chip('hand', '!'), chip('seat-1', 'B')] },
  { key: 'bet', picture: () => [chip('bet', '1'), chip('bet', '2'), chip('bet all-in', t('bet.all_in'))] },
  { key: 'escape', picture: () => [chip('spy', '?'), chip('speech', '→'), chip('place')] },
];

/** @param {string} kinds @param {string} [text] */
const chip = (kinds, text = '') =>
  el(
    'span',
    {
      class: kinds
        .split(' ')
        .map((kind) => `howto-chip howto-${kind}`)
        .join(' '),
    },
    text,
  );

/** @param {{ key: string, picture: () => Node[] }} card @param {number} index */
function createCard({ key, picture }, index) {
  return el(
    'li',
    { class: 'howto-card', 'aria-label': t('howto.card', { count: index + 1, of: CARDS.length }) },
    el('div', { class: 'howto-picture', 'aria-hidden': 'true' }, ...picture()),
    el('h3', { class: 'howto-title' }, t(`howto.${key}.title`)),
    el('p', { class: 'howto-text' }, t(`howto.${key}.text`)),
  );
}

/** Opens the sheet. */
export function openHowToPlay() {
  let at = 0;
  /** The card that is on its way into view after a press; what passes by until then does not count. @type {number | null} */
  let goal = null;
  const cards = CARDS.map(createCard);
  const list = el(
    'ol',
    {
      onpointerdown: () => {
        goal = null;
      },
      class: 'howto-cards',
      tabindex: 0,
      'aria-label': t('howto.title'),
    },
    ...cards,
  );
  const where = el('p', { class: 'howto-where muted', role: 'status' });
  const back = button(t('howto.back'), 'button', () => turnTo(at - 1));
  const next = button('', 'button button-primary', () => (at === CARDS.length - 1 ? dialog.close() : turnTo(at + 1)));

  function draw() {
    setText(where, t('howto.card', { count: at + 1, of: CARDS.length }));
    setText(next, at === CARDS.length - 1 ? t('howto.done') : t('howto.next'));
    setAttribute(back, 'aria-disabled', at === 0 ? 'true' : null);
  }

  /** @param {number} index */
  function turnTo(index) {
    goal = at = Math.min(Math.max(index, 0), CARDS.length - 1);
    cards[at]?.scrollIntoView({ block: 'nearest', inline: 'start' });
    draw();
  }

  // However the cards were turned, the one in view is the one we are at.
  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries.filter(({ isIntersecting }) => isIntersecting)) {
        const seenAt = cards.indexOf(/** @type {HTMLLIElement} */ (entry.target));
        if (goal === seenAt) goal = null;
        if (goal === null) at = seenAt;
      }
      draw();
    },
    { root: list, threshold: 0.6 },
  );
  for (const card of cards) seen.observe(card);

  const dialog = openDialog(t('howto.title'), [list, where], [back, next]);
  dialog.classList.add('howto');
  dialog.addEventListener('keydown', (event) => {
    const step = stepAcross(event);
    if (!step) return;
    event.preventDefault();
    turnTo(at + step);
  });
  dialog.addEventListener('close', () => seen.disconnect());
  next.focus();
  draw();
}

/** The button that opens it, for wherever somebody waits. */
export function createHowToPlayButton() {
  const element = button('', 'button button-small howto-open', openHowToPlay);
  return {
    element,
    update: () => setText(element, t('howto.title')),
  };
}
