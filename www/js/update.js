// @ts-check
// A server that was updated has other pages than the one that is open. That one is then loaded anew, once.

import { storage, tabStorage } from './session.js';

/** Which changes of build this tab was loaded anew for. */
const KEPT = 'spyster.reloaded';
/** The build of this page, which stands in the address of its script; empty where it does not. */
const OWN = /static\/([0-9a-f]{32})\//.exec(import.meta.url)?.[1] ?? '';
/** The build of the server; that of this page for as long as nothing says otherwise. */
let current = OWN;

/** @param {string} build what the server says that it has */
export function heedBuild(build) {
  if (OWN) current = build;
}

/** A file of this page's build can't be had any more, so the server's is another one. */
export function fileIsGone() {
  if (current === OWN) heedBuild('another');
}

/** Whether the server has another build than this page. */
export const isOld = () => current !== OWN;

/**
 * Loads the page anew if it is of another build than the server. Call it when that costs the reader nothing.
 * @param {() => void} [prepare] keeps what only the page knows
 */
export function takeNewBuild(prepare = () => {}) {
  const change = `${OWN}-${current} `;
  const marks = tabStorage.getItem(KEPT) ?? '';
  // A proxy may go on giving out the old page: once has to be enough.
  if (!isOld() || marks.includes(change)) return;
  tabStorage.setItem(KEPT, marks + change);
  if (tabStorage.getItem(KEPT) !== marks + change) return;
  prepare();
  loadAnew();
}

/** Loads the page anew, unless the browser keeps nothing: seats and marks would be gone. */
export function loadAnew() {
  if (storage.lasts && tabStorage.lasts) location.reload();
}
