// @ts-check
// What a page remembers: between visits seats, the hosted room and the last name; through a reload what was
// being chosen; and what its address says.

import { findRoomCode } from './room_code.js';
import { homeOf, openStorage } from './storage.js';

/** @typedef {{ room: string, token: string }} HostedRoom */

const HOME = homeOf(import.meta.url);
/** Outlives the page. */
export const storage = openStorage(() => localStorage, HOME);
/** For as long as this tab is open; where that does not work, until the page is left. */
export const tabStorage = openStorage(() => sessionStorage, HOME);
const NAME = 'spyster.name';
const HOSTED = 'spyster.host';
const CHOICES = 'spyster.choices';
/** @param {string} room */
const seatKey = (room) => `spyster.seat.${room}`;

/** The token of the seat this device has in a room. @param {string} room */
export const seatToken = (room) => storage.getItem(seatKey(room));
/** @param {string} room @param {string} token */
export const keepSeat = (room, token) => storage.setItem(seatKey(room), token);
/** @param {string} room */
export const forgetSeat = (room) => storage.removeItem(seatKey(room));

/** The name used last on this device. */
export const lastName = () => storage.getItem(NAME) ?? '';
/** @param {string} name */
export const keepName = (name) => storage.setItem(NAME, name);

/** The room this device hosts. @returns {HostedRoom | null} */
export function hostedRoom() {
  try {
    return JSON.parse(storage.getItem(HOSTED) ?? 'null');
  } catch {
    return null;
  }
}
/** @param {HostedRoom} hosted */
export const keepHostedRoom = (hosted) => storage.setItem(HOSTED, JSON.stringify(hosted));
export const forgetHostedRoom = () => storage.removeItem(HOSTED);

/** What was being chosen in this tab, as `keepChoices` got it. */
export const keptChoices = () => tabStorage.getItem(CHOICES);
/** @param {string} text */
export const keepChoices = (text) => tabStorage.setItem(CHOICES, text);

/**
 * The room in the page's address. A token in it is moved into storage and taken out of the address, so
 * that nobody passes on their seat with a link.
 * @returns {{ room: string, token: string | null }}
 */
export function readAddress() {
  const address = new URL(location.href);
  const room = findRoomCode(address.searchParams.get('room') ?? '');
  const token = address.searchParams.get('token');
  if (token) {
    if (room) keepSeat(room, token);
    address.searchParams.delete('token');
    history.replaceState(null, '', address);
  }
  return { room, token: token ?? (room ? seatToken(room) : null) };
}

/** The room to be watched on this screen: empty for the only one there is, null if this screen is to host. */
export function watchedRoom() {
  const room = new URL(location.href).searchParams.get('watch');
  return room === null ? null : findRoomCode(room);
}

/** The room in the address of a screen that hosts: what is left when the browser has forgotten everything else. */
export const addressedRoom = () => findRoomCode(new URL(location.href).searchParams.get('room') ?? '');

/** Puts the room into the address, so that a reload comes back to it. @param {string} room */
export function writeAddress(room) {
  const address = new URL(location.href);
  if (room) address.searchParams.set('room', room);
  else address.searchParams.delete('room');
  history.replaceState(null, '', address);
}

/** A random id for a command. `crypto.randomUUID` is not there on plain http. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
