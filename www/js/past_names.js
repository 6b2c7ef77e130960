// @ts-check
// What packs and places of past games are called in the reader's language. Where its texts are of another version
// than the one that was played, or the game was kept before that was written down, the name it was kept with.

import { textsOf } from './packs.js';

/** A pack as a game was played with it. @typedef {{ id: string, name: string, version?: number }} PlayedPack */

/** @param {PlayedPack} pack */
function fittingTexts({ id, version }) {
  const texts = textsOf(id);
  return texts?.version === String(version) ? texts : undefined;
}

/** @param {PlayedPack} pack */
export const pastPackName = (pack) => fittingTexts(pack)?.name ?? pack.name;

/** @param {PlayedPack} pack @param {{ location: string, location_id?: string }} place */
export const pastPlaceName = (pack, place) => fittingTexts(pack)?.[place.location_id ?? ''] ?? place.location;
