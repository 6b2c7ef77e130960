// @ts-check
// Small helpers to make elements and to change them in place, without ever parsing data as markup.

import { partsOf, plain } from './isolates.js';

/** @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} Props */

/**
 * Makes an element. `onclick` and the like are listeners; everything else is an attribute; false, null
 * and undefined leave the attribute out.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Props} [props]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') node.addEventListener(name.slice(2), value);
    else setAttribute(node, name, value);
  }
  for (const child of children) node.append(...(typeof child === 'string' ? written(child) : [child]));
  return node;
}

/** A text as the page shows it: with its names in elements of their own. @param {string} text */
const written = (text) => partsOf(text).map((part, index) => (index % 2 === 1 ? nameTag('', part) : part));

/** An element for a name, which keeps its own direction and is not translated. @param {string} className @param {string} [name] */
export function nameTag(className, name = '') {
  return el('bdi', { class: className || null, translate: 'no' }, name);
}

/** @param {Element} node @param {string} name @param {string | number | boolean | null | undefined} value */
export function setAttribute(node, name, value) {
  if (value === false || value === null || value === undefined) {
    if (node.hasAttribute(name)) node.removeAttribute(name);
  } else {
    const text = value === true ? '' : plain(String(value));
    if (node.getAttribute(name) !== text) node.setAttribute(name, text);
  }
}

/** Writes a text only if it changed, so that nothing is announced or repainted twice. @param {Element} node @param {string} text */
export function setText(node, text) {
  if (node.textContent === plain(text)) return;
  node.textContent = '';
  node.append(...written(text));
}

/** @param {HTMLElement} node @param {boolean} visible */
export function show(node, visible) {
  if (node.hidden === visible) node.hidden = !visible;
}

/** Puts these in place of all that an element holds. @param {Element} parent @param {...(Node | string)} children */
export function fill(parent, ...children) {
  parent.textContent = '';
  parent.append(...children);
}

/** Whether an element takes up room on the page. What is folded away has a place all the same in some browsers. @param {Element} node */
export const isSeen = (node) =>
  node.getClientRects().length > 0 && !node.closest('details:not([open]) > :not(summary)');

/**
 * Says how many there are, in a way that a style sheet can ask for: `[data-items~="6"]` is at least six of them.
 * @param {Element} node @param {number} count
 */
export function setCount(node, count) {
  setAttribute(node, 'data-items', Array.from({ length: count }, (_, index) => index + 1).join(' '));
}

/** @param {string} text @param {string} [className] */
export function button(text, className = 'button', onclick = (/** @type {MouseEvent} */ _event) => {}) {
  return el('button', { type: 'button', class: className, onclick }, text);
}

/** A heading that takes the focus when its view appears. @param {string} text @param {string} [className] */
export function heading(text, className = 'title') {
  return el('h1', { class: className, tabindex: -1 }, text);
}

/**
 * Keeps the children of a list in step with data: an item keeps its element as long as its key stays, so
 * focus, animation and what a finger is on survive every update. The list says how many there are (`setCount`).
 * @template Item
 * @param {HTMLElement} parent
 * @param {(item: Item) => string} keyOf
 * @param {(item: Item) => { element: HTMLElement, update(item: Item, index: number): void }} create
 * @returns {(items: Item[]) => void}
 */
export function keyedList(parent, keyOf, create) {
  /** @type {Map<string, ReturnType<typeof create>>} */
  let rows = new Map();
  return (items) => {
    /** @type {typeof rows} */
    const next = new Map();
    items.forEach((item, index) => {
      const key = keyOf(item);
      const row = rows.get(key) ?? create(item);
      next.set(key, row);
      row.update(item, index);
      if (parent.children[index] !== row.element) parent.insertBefore(row.element, parent.children[index] ?? null);
    });
    for (const [key, row] of rows) if (!next.has(key)) row.element.remove();
    rows = next;
    setCount(parent, items.length);
  };
}
