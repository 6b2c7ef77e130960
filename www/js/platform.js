// @ts-check
// The platform, outside the connection: sockets, requests, time, chance, storage; a test can play it.

import { newId, storage } from './session.js';

/** @typedef {{ send(text: string): void, close(code?: number): void,
 *   onmessage: ((event: any) => void) | null, onclose: ((event: any) => void) | null }} SocketLike */

/** What the connection needs of a `Response`. @typedef {{ status: number, headers: { get(name: string): string | null },
 *   json(): Promise<any> }} Answer */

/** @typedef {{ method: string, headers: Record<string, string>, body?: string, signal: AbortSignal }} Question */

/**
 * Times are milliseconds.
 * @typedef {object} Platform
 * @property {(url: string) => SocketLike} openSocket
 * @property {(url: string, question: Question) => Promise<Answer>} fetch rejects when the server can't be reached
 * @property {(callback: () => void, ms: number) => any} setTimeout
 * @property {(handle: any) => void} clearTimeout
 * @property {() => number} now
 * @property {() => number} random between 0 and 1
 * @property {() => string} newId a fresh id for a command
 * @property {{ info(text: string): void, error(text: string): void }} console for whoever looks into what a page does
 * @property {Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>} storage outlives the page; never throws
 */

/** The browser's. @type {Platform} */
export const browser = {
  openSocket: (url) => new WebSocket(url),
  // What the server says now, never what it said before.
  fetch: (url, question) => fetch(url, { ...question, cache: 'no-store' }),
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (handle) => clearTimeout(handle),
  // Nobody can set this clock: a correction of the device's time moves no timer.
  now: () => performance.timeOrigin + performance.now(),
  random: Math.random,
  newId,
  console,
  storage,
};
