// The shape of a page: its elements, their attributes and the sizes of their boxes, without its words.

/** @typedef {string[]} Shape one line per element, from the outside in */

/**
 * Left out is what belongs to a seat or to the instant, whatever the role: words, colour and shape of a seat, the
 * mark on one's own name, how far the time has run, and how long a message takes.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<Shape>}
 */
export async function shapeOf(page) {
  // Not while a view still comes: what moves has other boxes for a moment, on every phone alike.
  await page.waitForFunction(
    () =>
      !document.querySelector('#view[data-changing]') &&
      !document
        .getAnimations()
        .some((one) => one instanceof CSSAnimation && Number.isFinite(one.effect?.getComputedTiming().endTime)),
  );
  return page.evaluate(() => {
    const leftOut = ['data-seat', 'data-shape', 'data-self'];
    return [...document.querySelectorAll('body, body *')].map((node) => {
      /** @type {(one: Element) => number} */
      const depth = (one) => (one.parentElement ? 1 + depth(one.parentElement) : 0);
      const attributes = [...node.attributes]
        .filter(({ name }) => !leftOut.includes(name) && !(name === 'style' && node.matches('.timer-bar')))
        .map(({ name, value }) => `${name}=${value}`)
        .sort();
      if (node.closest('#status, #announcer'))
        return `${' '.repeat(depth(node))}${node.localName} ${attributes.join(' ')}`;
      // Not the bounding rectangle: a bar that has run keeps its box.
      const box =
        node instanceof HTMLElement
          ? [node.offsetLeft, node.offsetTop, node.offsetWidth, node.offsetHeight, node.scrollHeight]
          : [];
      const text = node.children.length === 0 && node.textContent !== '';
      return `${' '.repeat(depth(node))}${node.localName} ${attributes.join(' ')} [${box}] ${text ? 'text' : ''}`;
    });
  });
}

/** Where two shapes differ, for people to read. @param {Shape} one @param {Shape} other */
export function differences(one, other) {
  const lines = [];
  for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
    if (one[index] !== other[index]) lines.push(`${one[index] ?? '(nothing)'}\n  but ${other[index] ?? '(nothing)'}`);
  }
  return lines;
}
