// A whole game in browsers that are not the newest Chromium, at an address that is no secure context.

import assert from 'node:assert/strict';
import { accessSync, readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { startFirefox } from '../support/other/firefox.js';
import { playAGame } from '../support/other/game.js';
import { startOldChromium } from '../support/other/old_chromium.js';
import { startWebKit } from '../support/other/webkit.js';
import { networkAddress, startServer } from '../support/server.js';

/** The first of these programs that there is. @param {string[]} paths */
const found = (...paths) =>
  paths.find((path) => {
    try {
      accessSync(path);
      return true;
    } catch {
      return false;
    }
  });
const libraries = readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu'));
const firefox = found('/usr/bin/firefox-esr', '/usr/bin/firefox');
const driver = found('/usr/bin/WebKitWebDriver') && found('/usr/bin/xvfb-run') && '/usr/bin/WebKitWebDriver';
const miniBrowser = found(
  ...libraries.flatMap((name) => ['4.1', '4.0'].map((version) => `/usr/lib/${name}/webkit2gtk-${version}/MiniBrowser`)),
);
const address = networkAddress();

/** Why a browser is left out; false where it is there. @param {unknown} isThere @param {string} what */
const without = (isThere, what) =>
  address ? !isThere && `Left out: this machine has no ${what}.` : 'Left out: this machine is in no network.';
const old = without(
  process.arch === 'x64' && process.platform === 'linux',
  'Linux on x64, for which old Chromiums are made',
);

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
before(async () => {
  server = await startServer({ SPYSTER_BIND: '0.0.0.0:0' });
});
after(() => server.stop());

/**
 * @param {string} name
 * @param {RegExp} version
 * @param {() => Promise<{ version: string, open: import('../support/other/game.js').Open, close(): Promise<void> }>} start
 */
const playedIn = (name, version, start) => async () => {
  const browser = await start();
  try {
    assert.match(browser.version, version);
    await playAGame(browser, `http://${address}:${new URL(server.url).port}`, name);
  } finally {
    await browser.close();
  }
};

for (const year of /** @type {const} */ (['85', '92'])) {
  test(
    `a whole game in Chromium ${year}`,
    { skip: old },
    playedIn(`chromium-${year}`, new RegExp(`Chrome/${year}\\.`), () => startOldChromium(`chromium-${year}`)),
  );
}
test(
  'a whole game in Firefox',
  { skip: without(firefox, 'firefox-esr') },
  playedIn('firefox', /Firefox/, () => startFirefox(firefox ?? '')),
);
test(
  'a whole game in WebKitGTK',
  { skip: without(driver && miniBrowser, 'WebKitWebDriver (Debian: webkit2gtk-driver, xvfb, xauth)') },
  playedIn('webkit', /WebKit/, () => startWebKit(driver || '', miniBrowser ?? '')),
);
