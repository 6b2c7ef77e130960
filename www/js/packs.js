// @ts-check
// The location packs of this server, and their texts in the reader's language.

import { bestLanguage, fetchTexts, language, onLanguage, t } from './i18n.js';
import { resolveUrl } from './url.js';

/** @import { Pack, Place, RoleData, State } from './protocol.js' */
/** @import { Texts } from './i18n.js' */

/** @type {Pack[]} */
let packs = [];
let isAsked = false;
/** By pack, those that somebody has asked for; nothing where there are none. @type {Record<string, Texts | undefined>} */
let catalogues = {};
/** The packs whose texts are on their way. @type {Set<string>} */
const waiting = new Set();
/** Called when the list is there, and whenever texts have come. */
let told = () => {};

/** Fetches the list once; texts follow when they are first asked for. @param {() => void} done called after each */
export async function fetchPacks(done) {
  if (isAsked) return;
  isAsked = true;
  told = done;
  try {
    const answer = await fetch(resolveUrl('packs'));
    if (answer.ok) packs = (await answer.json()).packs;
  } catch {
    // The lobby works without: only the choice between packs is missing until the page is opened again.
  }
  onLanguage(() => {
    catalogues = {};
    waiting.clear();
    told();
  });
  told();
}

/** @param {Pack} pack */
async function fetchCatalogue(pack) {
  const code = language();
  const translated = pack.language === code ? undefined : bestLanguage([code], pack.translations);
  if (!translated) return;
  waiting.add(pack.id);
  const texts = await fetchTexts(`packs/${pack.id}.${translated}`).catch(() => null);
  // The pages may be of another build than the server's list, and somebody may have chosen another language meanwhile.
  if (code !== language()) return;
  waiting.delete(pack.id);
  if (texts?.version === String(pack.version)) catalogues[pack.id] = texts;
  told();
}

export const knownPacks = () => packs;

/** The texts of a pack in the reader's language, if there are any beside its own and they have come. @param {string} id */
export function textsOf(id) {
  const pack = packs.find((one) => one.id === id);
  if (pack && !(id in catalogues)) {
    catalogues[id] = undefined;
    void fetchCatalogue(pack);
  }
  return catalogues[id];
}

/** Asks for the texts of all packs. @returns {boolean} whether they have come, as far as there are any */
export function haveAllTexts() {
  for (const { id } of packs) textsOf(id);
  return waiting.size === 0;
}

/** @param {string} id */
export function packName(id) {
  return textsOf(id)?.name ?? packs.find((pack) => pack.id === id)?.name ?? id.charAt(0).toUpperCase() + id.slice(1);
}

/** @param {State} state @param {Place} place */
export const placeName = (state, place) => textsOf(state.config.location_pack)?.[place.id] ?? place.name;

/** The locations as the reader calls them. @param {State} state @param {Place[]} places @returns {Place[]} */
export const placesIn = (state, places) => places.map((place) => ({ id: place.id, name: placeName(state, place) }));

/** A player's card as the reader says it; null without one. @param {State} state @returns {RoleData | null} */
export function cardIn(state) {
  const card = state.role_data;
  if (!card) return null;
  const texts = textsOf(state.config.location_pack);
  // In the language in which the others read theirs, so that no glance tells: the pack's own as the server says it,
  // or this page's. Where only some places have texts in that, one that was drawn decides.
  if (!texts || texts[card.language_of] === undefined) return card;
  if (card.is_spy) return spyCard(card);
  const place = card.location_id;
  const role = `${place}.${card.role_id}`;
  return {
    ...card,
    location: texts[place] ?? card.location,
    flavor: texts[`${place}.flavor`] ?? card.flavor,
    role: texts[role] ?? card.role,
    hint: texts[`${role}.hint`] ?? card.hint,
    other_roles: card.other_roles.map((name, index) => texts[`${place}.${card.other_role_ids[index]}`] ?? name),
  };
}

/** @param {RoleData} card @returns {RoleData} */
function spyCard(card) {
  return {
    ...card,
    location: t('card.unknown'),
    flavor: t('card.spy_flavor'),
    role: t('card.spy'),
    hint: t('card.spy_hint'),
    other_roles: card.other_roles.map((name, index) => t(`decoy.${card.other_role_ids[index]}`) || name),
  };
}
