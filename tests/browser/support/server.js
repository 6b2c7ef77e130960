// The real binary, started for one test on a free port and stopped after it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const BINARY = process.env.SPYSTER_BINARY ?? resolve(import.meta.dirname, '../../../target/release/spyster');
const STARTS_WITHIN = 20_000;

/** How other devices reach this machine; null where there is no network. */
export function networkAddress() {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? null;
}

/**
 * Starts a server that answers on this machine only.
 * @param {Record<string, string>} settings environment variables, such as SPYSTER_GAME_NUM_ROUNDS
 */
export async function startServer(settings = {}) {
  // In a folder of its own, so that nobody's config.toml changes the game; the store is in it too.
  const folder = await mkdtemp(join(tmpdir(), 'spyster-test-'));
  // No phone could open loopback, and the TV would say so instead of showing a code.
  // A caught spy who says nothing would hold up each game for a quarter of a minute.
  const house = {
    SPYSTER_PUBLIC_URL: 'http://192.168.1.20:8137',
    SPYSTER_GAME_LAST_WORD: 'false',
    ...settings,
  };
  let process = await run(folder, { SPYSTER_BIND: '127.0.0.1:0', ...house });
  let logs = '';

  return {
    /** The address the server listens on, without a slash at its end. @type {string} */
    url: process.url,
    logs: () => logs + process.logs(),
    /** Ends it as a power cut would: at once. */
    async kill() {
      process.child.kill('SIGKILL');
      await process.ended;
    },
    /** Starts it again, at the same address and on the same folder, after it was killed. */
    async start() {
      logs += process.logs();
      process = await run(folder, { ...house, SPYSTER_BIND: new URL(this.url).host });
    },
    async stop() {
      process.child.kill('SIGTERM');
      await process.ended;
      await rm(folder, { recursive: true });
    },
  };
}

/**
 * Runs the binary until it says where it listens.
 * @param {string} folder
 * @param {Record<string, string>} settings
 */
async function run(folder, settings) {
  const child = spawn(BINARY, [], {
    cwd: folder,
    env: { RUST_LOG: 'warn', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let logs = '';
  child.stderr.on('data', (text) => {
    logs += text;
  });
  const ended = once(child, 'exit');

  /** @type {string} */
  const url = await new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`${BINARY} did not say its address.\n${logs}`)), STARTS_WITHIN);
    child.on('error', (error) =>
      fail(new Error(`${BINARY} can't be run: ${error.message}. Build it, or name another in SPYSTER_BINARY.`)),
    );
    child.on('exit', (code) => fail(new Error(`${BINARY} ended with ${code} at once.\n${logs}`)));
    let address = '';
    createInterface({ input: child.stdout }).on('line', (line) => {
      // The last address is the server's own; before it comes the one that was set for the public.
      address = /^(?:Open on the TV|If that fails):\s+(\S+)/.exec(line)?.[1] ?? address;
      if (!line.startsWith('Guests scan')) return;
      clearTimeout(late);
      done(new URL(address).origin);
    });
  });
  return { child, ended, url, logs: () => logs };
}
