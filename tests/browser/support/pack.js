// The location packs that the server ships, and cards that are dealt from the usual one.

import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sure } from './sure.js';

/** @import { Place, RoleData } from '../../../www/js/protocol.js' */

/** A location pack, as its file says it. @typedef {{ id: string, name: string, language: string, version: number, locations: { id: string, name: string, flavor: string, roles: { id: string, name: string, hint: string }[] }[] }} PackFile */

const FOLDER = resolve(import.meta.dirname, '../../../src/game/packs');

/** All that the server ships. @type {PackFile[]} */
export const PACKS = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')));

/** The one that games are played with unless somebody chooses another. */
export const CLASSIC = sure(PACKS.find(({ id }) => id === 'classic'));

/** What can be guessed. @type {Place[]} */
export const PLACES = CLASSIC.locations.map(({ id, name }) => ({ id, name }));

/** The card of somebody who is not the spy. @param {string} id of the location @param {number} seat @returns {RoleData} */
export function cardFor(id, seat) {
  const place = CLASSIC.locations.find((one) => one.id === id);
  const role = place?.roles[seat % place.roles.length];
  if (!place || !role) throw new Error(`The pack has no location ${id}.`);
  const others = place.roles.filter((other) => other !== role);
  return {
    is_spy: false,
    location_id: place.id,
    language_of: place.id,
    location: place.name,
    flavor: place.flavor,
    role_id: role.id,
    role: role.name,
    hint: role.hint,
    other_roles: others.map(({ name }) => name),
    other_role_ids: others.map((other) => other.id),
    possible_locations: PLACES,
  };
}

/** @type {RoleData} */
export const SPY_CARD = {
  is_spy: true,
  location_id: 'unknown',
  language_of: 'airport',
  location: 'Unknown',
  flavor: 'Everybody else knows where you are. Find out before they find you out.',
  role_id: 'spy',
  role: 'Spy',
  hint: 'Listen first, answer vaguely, and look as if you had been here before.',
  other_roles: ['Regular', 'Newcomer', 'Old hand', 'Organiser', 'Helper', 'Onlooker'],
  other_role_ids: ['regular', 'newcomer', 'old_hand', 'organiser', 'helper', 'onlooker'],
  possible_locations: PLACES,
};
