// A test that plays a whole game in a browser that is not the newest Chromium, at an address that is no secure context.

import assert from 'node:assert/strict';
import { accessSync } from 'node:fs';
import { test } from 'node:test';
import { networkAddress, startServer } from '../server.js';
import { playAGame } from './game.js';

/** @typedef {{ version: string, open: import('./game.js').Open, close(): Promise<void> }} OtherBrowser */

const address = networkAddress();

/** The first of these programs that there is. @param {string[]} paths */
export const found = (...paths) =>
  paths.find((path) => {
    try {
      accessSync(path);
      return true;
    } catch {
      return false;
    }
  });

/** Why a browser is left out; false where it is there. @param {unknown} isThere @param {string} what */
export const without = (isThere, what) =>
  address ? !isThere && `Left out: this machine has no ${what}.` : 'Left out: this machine is in no network.';

/**
 * @param {string} name as its makers write it
 * @param {RegExp} version what the browser has to say of itself
 * @param {string | false} skip why it is left out
 * @param {() => Promise<OtherBrowser>} start
 */
export const testGameIn = (name, version, skip, start) =>
  test(`a whole game in ${name}`, { skip }, async () => {
    const server = await startServer({ SPYSTER_BIND: '0.0.0.0:0' });
    try {
      const browser = await start();
      try {
        assert.match(browser.version, version);
        const base = `http://${address}:${new URL(server.url).port}`;
        await playAGame(browser, base, name.toLowerCase().replace(' ', '-'));
      } finally {
        await browser.close();
      }
    } finally {
      await server.stop();
    }
  });
