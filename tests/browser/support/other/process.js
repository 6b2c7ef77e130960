// A browser's process, with a folder of its own for all that it keeps.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const STARTS_WITHIN = 60_000;

/**
 * Starts a program and waits until it says where it can be reached.
 * @param {string} program
 * @param {(folder: string) => string[]} argsOf
 * @param {RegExp | null} address what it says, with the address in brackets; null for a program that says nothing
 * @param {Record<string, string>} [env]
 */
export async function startProcess(program, argsOf, address, env = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'spyster-browser-'));
  const child = spawn(program, argsOf(folder), {
    env: { ...process.env, ...env, HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = once(child, 'exit');
  // With all that it has started.
  const kill = () => {
    if (child.pid && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  // A start that fails half-way leaves nobody who would stop it.
  process.once('exit', kill);
  let said = '';
  /** @type {string} */
  const found = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${program} did not start.\n${said}`)), STARTS_WITHIN);
    const note = (/** @type {unknown} */ text) => {
      said += text;
      const match = address ? address.exec(said) : [''];
      if (!match) return;
      clearTimeout(late);
      resolve(match[1] ?? '');
    };
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`${program} ended with ${code}.\n${said}`)));
    for (const stream of [child.stdout, child.stderr]) stream.on('data', note);
    if (!address) child.on('spawn', () => note(''));
  });
  return {
    address: found,
    said: () => said,
    async stop() {
      kill();
      process.off('exit', kill);
      await ended;
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
