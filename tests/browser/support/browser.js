// One Chromium for all tests of a file, and pages in it that report whatever goes wrong on them.

import { chromium } from 'playwright-core';

export const TV = { width: 1920, height: 1080 };
export const PHONE = { width: 390, height: 844 };
/** How long anything may take that should happen at once; milliseconds. The machine may be busy. */
export const SOON = 15_000;

/** A name for this machine that is no secure context on plain http, just like an address in a home's network. */
export const LAN_HOST = 'spyster.lan';

const FLAGS = [
  `--host-resolver-rules=MAP ${LAN_HOST} 127.0.0.1`,
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @type {Promise<import('playwright-core').Browser> | null} */
let running = null;

export function launchBrowser() {
  running ??= chromium.launch({
    executablePath: process.env.SPYSTER_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: FLAGS,
  });
  return running;
}

export async function closeBrowser() {
  await (await running)?.close();
  running = null;
}

/**
 * A device of its own: nothing stored on it yet, nobody else's pages. Its owner wants no movement, which a
 * machine without a graphics card is thankful for; tests of movement say so with `emulateMedia`.
 * @param {{ width: number, height: number }} viewport
 * @param {string} [locale] the language its owner reads
 */
export async function newDevice(viewport, locale = 'en-US') {
  const browser = await launchBrowser();
  const context = await browser.newContext({
    viewport,
    locale,
    hasTouch: viewport.width < 768,
    deviceScaleFactor: 1,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(SOON);
  return context;
}

/** What a page says in the console when the server has refused something: a test looks for that on the screen. @param {string} text */
export const isRefusal = (text) => /^Server error [A-Z_]+: /.test(text);

/**
 * Opens a page and notes everything that must not happen on it: errors and warnings in the console, which
 * is where violations of the content security policy turn up, uncaught errors, answers that are errors, and
 * requests to anywhere but below `base`.
 * @param {import('playwright-core').BrowserContext} device
 * @param {string} base
 * @param {string} path
 * @param {(trouble: string) => void} trouble
 */
export async function openPage(device, base, path, trouble) {
  const page = await device.newPage();
  /** @param {string} url */
  const note = (url) => {
    if (!url.startsWith(`${base}/`) && !url.startsWith('data:')) trouble(`asked for ${url}`);
  };
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isRefusal(message.text()))
      trouble(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => trouble(`uncaught: ${error.stack}`));
  page.on('request', (request) => note(request.url()));
  page.on('websocket', (socket) => note(socket.url().replace(/^ws/, 'http')));
  page.on('response', (response) => {
    if (response.status() >= 400) trouble(`${response.status()} from ${response.url()}`);
  });
  await page.goto(base + path);
  return page;
}
