// @ts-check
// The live feed beside the TV's view: a button that opens it, and a log that follows what happens.

import { feedText, mergeFeed } from '../feed.js';
import { button, el, fill, keyedList, setAttribute, setText, show } from '../dom.js';
import { t, textEdition } from '../i18n.js';

/** @import { FeedEntry } from '../protocol.js' */
/** @import { Status } from '../status.js' */

const OPEN = 'spyster.feed';
/** How close to its end the log has to be to follow it, in pixels. */
const NEAR = 16;

/** Key of what is said to those who don't see the mark's colour and shape. @type {Record<FeedEntry['kind'], string>} */
const KINDS = { status: '', progress: 'feed.progress', complete: 'feed.complete', error: 'feed.error' };

/** "21:04:09": the time of day here. @param {number} timestamp */
const timeOf = (timestamp) => new Date(timestamp).toTimeString().slice(0, 8);

/** @param {FeedEntry} entry */
function createLine(entry) {
  const kind = el('span', { class: 'visually-hidden' });
  const text = el('span');
  const element = el(
    'li',
    { class: 'feed-line', 'data-kind': entry.kind },
    el('time', { class: 'feed-time', datetime: new Date(entry.timestamp).toISOString() }, timeOf(entry.timestamp)),
    el('span', { class: 'feed-mark', 'aria-hidden': 'true' }),
    el('span', { class: 'feed-text' }, kind, text),
  );
  return {
    element,
    /** Said again in another language, too. */
    update() {
      setText(kind, KINDS[entry.kind] ? `${t(KINDS[entry.kind])} ` : '');
      setText(text, feedText(entry));
    },
  };
}

/** Up and down scroll the log for as long as there is something to scroll to; then the focus moves on. @param {HTMLElement} log */
function scrollByKeys(log) {
  log.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const before = log.scrollTop;
    if (step) log.scrollTop += (step * log.clientHeight) / 2;
    if (log.scrollTop !== before) event.preventDefault();
  });
}

/** The lines, kept at the newest one unless the reader has scrolled up. */
function createLog() {
  let follows = true;
  /** How long the log was, and how much of it could be seen, when it was last looked at. */
  let size = '';
  const list = el('ol');
  const log = el(
    'div',
    { class: 'feed-log', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions', tabindex: 0 },
    list,
  );
  const newest = button('', 'button button-small', toEnd);
  const sync = keyedList(list, (/** @type {FeedEntry} */ entry) => `${entry.seq}/${entry.timestamp}`, createLine);
  log.addEventListener('scroll', () => {
    // A log that has grown or shrunk meanwhile was not scrolled by its reader.
    const isReader = sizeNow() === size;
    if (follows && !isReader) toEnd();
    follows = log.scrollTop + log.clientHeight >= log.scrollHeight - NEAR;
    size = sizeNow();
    show(newest, !follows);
  });
  scrollByKeys(log);
  // Its height changes with what else is on the screen.
  new ResizeObserver(keepPlace).observe(log);
  show(newest, false);

  function sizeNow() {
    return `${log.scrollHeight}/${log.clientHeight}`;
  }

  function keepPlace() {
    if (follows) toEnd();
    size = sizeNow();
  }

  function toEnd() {
    follows = true;
    log.scrollTop = log.scrollHeight;
    size = sizeNow();
    show(newest, false);
  }
  return {
    elements: [log, newest],
    say() {
      setAttribute(log, 'aria-label', t('feed.title'));
      setText(newest, t('feed.newest'));
    },
    toEnd,
    /** @param {FeedEntry[]} entries */
    draw(entries) {
      sync(entries);
      keepPlace();
    },
  };
}

/**
 * @param {HTMLElement} panel
 * @param {Pick<Storage, 'getItem' | 'setItem'>} storage remembers whether the panel is open
 */
export function createFeedPanel(panel, storage) {
  /** @type {FeedEntry[]} */
  let entries = [];
  /** The texts the lines are said in. */
  let edition = textEdition();
  const log = createLog();
  const note = el('p', { class: 'muted', role: 'status' });
  const title = el('h2', { class: 'subtitle' });
  const toggle = button('', 'button button-small feed-toggle', () => open(Boolean(panel.hidden)));
  toggle.setAttribute('aria-controls', panel.id);
  fill(panel, title, note, ...log.elements);

  /** @param {boolean} wanted */
  function open(wanted) {
    storage.setItem(OPEN, wanted ? 'open' : 'closed');
    show(panel, wanted);
    const floor = panel.closest('.floor');
    if (floor) setAttribute(floor, 'data-feed', wanted);
    setAttribute(toggle, 'aria-expanded', String(wanted));
    if (wanted) log.toEnd();
  }
  open(storage.getItem(OPEN) === 'open');

  return {
    toggle,
    /** @param {FeedEntry[]} told */
    add(told) {
      entries = mergeFeed(entries, told);
      log.draw(entries);
    },
    /** Another room has a feed of its own. */
    clear() {
      entries = [];
      log.draw(entries);
    },
    /** @param {Status} status */
    update(status) {
      for (const node of [title, toggle]) setText(node, t('feed.title'));
      setAttribute(panel, 'aria-label', t('feed.title'));
      log.say();
      if (edition !== textEdition()) log.draw(entries);
      edition = textEdition();
      setText(note, status.kind === 'connected' ? '' : t('feed.interrupted'));
    },
  };
}
