// What is wrong with the layout of a page as it stands: what a program can see of it.

/** @import { Page } from 'playwright-core' */

/**
 * @typedef {object} Rules
 * @property {number} edge the share of the screen at each edge where nothing may be
 * @property {number} type the least size of type, as a share of the screen's height; 0: any
 * @property {boolean} scrolls whether a page may be longer than its screen; then controls are looked at where they are scrolled to
 */

/**
 * Every fault on its own line: controls that are not wholly on the screen or are covered, text that is too small, too close to an
 * edge or on top of something else.
 * @param {Page} page
 * @param {Rules} rules
 * @returns {Promise<string[]>}
 */
export function layoutFaults(page, rules) {
  return page.evaluate(({ edge, type, scrolls }) => {
    // What moves is looked at where it comes to rest.
    for (const one of document.getAnimations())
      if (Number.isFinite(one.effect?.getComputedTiming().endTime)) one.finish();
    /** @type {string[]} */
    const faults = [];
    const [width, height] = [innerWidth, innerHeight];
    const name = (/** @type {Element} */ node) =>
      `${node.getAttribute('class') || node.localName} "${(node.textContent ?? '').trim().slice(0, 30)}"`;
    const isSeen = (/** @type {Element} */ node) =>
      node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      !node.closest(
        '.visually-hidden, .confetti, .marker, [inert], [data-open] > .flip > .flip-front, :not([data-open]) > .flip > .flip-back',
      );
    /** The part of a box that nothing around it cuts off. @param {Element} node @param {DOMRect} box */
    const shown = (node, box) => {
      let [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom];
      for (
        let around = /** @type {Element | null} */ (node);
        around && around !== document.body;
        around = around.parentElement
      ) {
        if (getComputedStyle(around).overflow === 'visible') continue;
        const clip = around.getBoundingClientRect();
        [left, top, right, bottom] = [
          Math.max(left, clip.left),
          Math.max(top, clip.top),
          Math.min(right, clip.right),
          Math.min(bottom, clip.bottom),
        ];
      }
      return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
    };
    const inside = (/** @type {DOMRect} */ box) =>
      box.left >= width * edge - 0.5 &&
      box.right <= width * (1 - edge) + 0.5 &&
      (scrolls || (box.top >= height * edge - 0.5 && box.bottom <= height * (1 - edge) + 0.5));
    const at = (/** @type {DOMRect} */ box) =>
      `${[box.left, box.top, box.right, box.bottom].map(Math.round).join(' ')}`;

    const dialog = document.querySelector('dialog[open]');
    const controls = [...document.querySelectorAll('button, a[href], summary, input')].filter(
      (node) => isSeen(node) && (!dialog || dialog.contains(node)),
    );
    for (const control of controls) {
      if (scrolls) control.scrollIntoView({ block: 'center', behavior: 'instant' });
      const box = control.getBoundingClientRect();
      if (!inside(box) || (scrolls && (box.top < 0 || box.bottom > height)))
        faults.push(`off the screen: ${name(control)} at ${at(box)}`);
      const inset = Math.min(box.width, box.height) * 0.2;
      const points = [
        [0.5, 0.5],
        [0, 0],
        [1, 0],
        [0, 1],
        [1, 1],
      ].map(
        ([x = 0, y = 0]) =>
          /** @type {const} */ ([
            box.left + inset + x * (box.width - 2 * inset),
            box.top + inset + y * (box.height - 2 * inset),
          ]),
      );
      const covers = points
        .map(([x, y]) => document.elementFromPoint(x, y))
        .filter((node) => !node || !control.contains(node));
      if (covers.length > 0)
        faults.push(`covered: ${name(control)} at ${at(box)} by ${covers[0] ? name(covers[0]) : 'nothing'}`);
    }
    if (scrolls) scrollTo(0, 0);

    /** What is drawn: words and pictures, each with the box it is seen in. @type {{ node: Element, box: DOMRect }[]} */
    const drawn = [];
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = words.nextNode(); text; text = words.nextNode()) {
      const node = text.parentElement;
      if (!node || !text.textContent?.trim() || node.closest('script, noscript, style') || !isSeen(node)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = shown(node, range.getBoundingClientRect());
      if (box.width < 1 || box.height < 1) continue;
      const size = parseFloat(getComputedStyle(node).fontSize);
      if (size > 0 && size < height * type - 0.05)
        faults.push(`too small: ${name(node)}, ${size.toFixed(1)} px of ${(height * type).toFixed(1)}`);
      drawn.push({ node, box });
    }
    for (const node of document.querySelectorAll('img, svg, .avatar, .player-dot, .pill-dot')) {
      const box = shown(node, node.getBoundingClientRect());
      if (isSeen(node) && box.width >= 1 && box.height >= 1) drawn.push({ node, box });
    }
    for (const { node, box } of drawn)
      if (!inside(box)) faults.push(`too close to the edge: ${name(node)} at ${at(box)}`);
    const placed = drawn.map(({ node, box }) => ({
      node,
      box,
      layer: node.closest('dialog, .action-bar, .rejoin, .toasts') ?? document.body,
      size: parseFloat(getComputedStyle(node).fontSize),
    }));
    placed.forEach((one, index) => {
      for (const other of placed.slice(index + 1)) {
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        // The lines of a text are a little higher than its letters.
        if (across <= 2 || down <= 0.35 * Math.min(one.size, other.size) || one.layer !== other.layer) continue;
        if (one.node.contains(other.node) || other.node.contains(one.node)) continue;
        faults.push(
          `on top of each other: ${name(one.node)} at ${at(one.box)} and ${name(other.node)} at ${at(other.box)}`,
        );
      }
    });
    return [...new Set(faults)];
  }, rules);
}
