// WebKitGTK's MiniBrowser, spoken to in WebDriver. A driver has one window, so each page has a driver of its own.

import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { OtherPage } from './page.js';
import { startProcess } from './process.js';

const READY_WITHIN = 20_000;

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/** @param {string} program WebKitWebDriver @param {string} browser MiniBrowser */
async function startDriver(program, browser) {
  const port = await freePort();
  // No screen is needed: xvfb-run gives it one.
  const running = await startProcess(
    'xvfb-run',
    () => ['-a', '-s', '-screen 0 1920x1200x24', program, `--port=${port}`],
    null,
  );

  /** @param {string} path @param {object} [body] @returns {Promise<any>} */
  async function ask(path, body) {
    const answer = await fetch(
      `http://127.0.0.1:${port}${path}`,
      body ? { method: 'POST', body: JSON.stringify(body) } : {},
    );
    const { value } = /** @type {any} */ (await answer.json());
    if (value?.error) throw new Error(`${path}: ${value.error} ${value.message}`);
    return value;
  }
  const until = Date.now() + READY_WITHIN;
  while (!(await ask('/status').catch(() => null))) {
    if (Date.now() > until) throw new Error(`${program} did not start.\n${running.said()}`);
    await sleep(100);
  }
  const args = ['--automation', '--enable-write-console-messages-to-stdout=true'];
  const { sessionId, capabilities } = await ask('/session', {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: browser, args } } },
  });
  return {
    version: `WebKit/${capabilities.browserVersion}`,
    ask: (/** @type {string} */ path, /** @type {object | undefined} */ body = undefined) =>
      ask(`/session/${sessionId}${path}`, body),
    said: running.said,
    stop: running.stop,
  };
}

/** @param {string} program WebKitWebDriver @param {string} browser MiniBrowser */
export async function startWebKit(program, browser) {
  /** @type {Awaited<ReturnType<typeof startDriver>>[]} */
  const drivers = [];
  const next = await startDriver(program, browser);
  drivers.push(next);
  let isFresh = true;
  return {
    version: next.version,
    /** @param {string} url @param {{ width: number, height: number }} viewport */
    async open(url, viewport) {
      const driver = isFresh ? next : await startDriver(program, browser);
      if (!isFresh) drivers.push(driver);
      isFresh = false;
      const page = new OtherPage(
        {
          async evaluate(expression) {
            const text = await driver.ask('/execute/sync', {
              script: `return JSON.stringify(${expression});`,
              args: [],
            });
            return text === null ? undefined : JSON.parse(text);
          },
          picture: async () => Buffer.from(await driver.ask('/screenshot'), 'base64'),
        },
        () =>
          driver
            .said()
            .split('\n')
            .filter((line) => /CONSOLE.*(ERROR|WARN)/.test(line)),
      );
      await driver.ask('/url', { url });
      await fitWindow(driver.ask, page, viewport);
      return page;
    },
    close: async () => void (await Promise.all(drivers.map((driver) => driver.stop()))),
  };
}

/** A window has a frame and bars around the page. @param {(path: string, body: object) => Promise<any>} ask @param {OtherPage} page @param {{ width: number, height: number }} viewport */
async function fitWindow(ask, page, { width, height }) {
  await ask('/window/rect', { width, height });
  const inner = await page.run(() => ({ width: innerWidth, height: innerHeight }));
  await ask('/window/rect', { width: 2 * width - inner.width, height: 2 * height - inner.height });
}
