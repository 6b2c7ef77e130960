// WebKitGTK's MiniBrowser, spoken to in WebDriver. It has one window at a time: each page is a session of its own.

import { setTimeout as sleep } from 'node:timers/promises';
import { OtherPage } from './page.js';
import { startProcess } from './process.js';

const READY_WITHIN = 20_000;

/** @param {string} program WebKitWebDriver @param {string} browser MiniBrowser @param {number} port a free one */
export async function startWebKit(program, browser, port) {
  // No screen is needed: xvfb-run gives it one.
  const running = await startProcess('xvfb-run', () => ['-a', program, `--port=${port}`], null, { WEBKIT_DISABLE_COMPOSITING_MODE: '1' });
  const base = `http://127.0.0.1:${port}`;

  /** @param {string} path @param {object} [body] @param {string} [method] */
  async function ask(path, body, method = body ? 'POST' : 'GET') {
    const answer = await fetch(base + path, { method, ...(body && { body: JSON.stringify(body) }) });
    const { value } = /** @type {any} */ (await answer.json());
    if (value?.error) throw new Error(`${path}: ${value.error} ${value.message}`);
    return value;
  }

  for (const until = Date.now() + READY_WITHIN; ; await sleep(100)) {
    const status = await ask('/status').catch(() => null);
    if (status) break;
    if (Date.now() > until) throw new Error(`${program} did not start.\n${running.said()}`);
  }
  /** @type {string[]} */
  const sessions = [];
  let version = 'WebKit';
  return {
    get version() {
      return version;
    },
    /** @param {string} url @param {{ width: number, height: number }} viewport */
    async open(url, viewport) {
      const args = ['--automation', '--enable-write-console-messages-to-stdout=true'];
      const { sessionId, capabilities } = await ask('/session', {
        capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: browser, args } } },
      });
      sessions.push(sessionId);
      version = `WebKit/${capabilities.browserVersion}`;
      const session = `/session/${sessionId}`;
      const page = new OtherPage({
        evaluate: async (expression) => {
          const text = await ask(`${session}/execute/sync`, { script: `return JSON.stringify(${expression});`, args: [] });
          return text === null ? undefined : JSON.parse(text);
        },
        picture: async () => Buffer.from(await ask(`${session}/screenshot`), 'base64'),
      });
      await ask(`${session}/window/rect`, viewport);
      await ask(`${session}/url`, { url });
      return page;
    },
    /** What the pages have said in their consoles. */
    said: () => running.said(),
    async close() {
      for (const session of sessions) await ask(`/session/${session}`, undefined, 'DELETE').catch(() => {});
      await running.stop();
    },
  };
}
