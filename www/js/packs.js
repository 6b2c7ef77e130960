// @ts-check
// The location packs of this server, fetched once.

import { beside } from './page.js';

/** @import { Pack } from './protocol.js' */

/** @type {Pack[]} */
let packs = [];

/** Fetches the list; without it the chosen pack is shown by its id. @param {() => void} done */
export async function fetchPacks(done) {
  try {
    const answer = await fetch(beside('packs'));
    if (answer.ok) packs = (await answer.json()).packs;
    done();
  } catch {
    // The lobby works without: only the choice between packs is missing until the page is opened again.
  }
}

export const knownPacks = () => packs;

/** @param {string} id */
export function packName(id) {
  return packs.find((pack) => pack.id === id)?.name ?? id.charAt(0).toUpperCase() + id.slice(1);
}
