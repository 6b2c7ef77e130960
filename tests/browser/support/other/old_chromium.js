// Real Chromiums of 2020 and 2021, out of the npm packages that ship them for servers.

import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import { startChromium } from './chromium.js';

const PACKAGES = resolve(import.meta.dirname, '../../node_modules');

/**
 * The folder of a browser, unpacked when it is wanted for the first time.
 * @param {string} name of the package: `chromium-85`
 */
async function unpacked(name) {
  const folder = join(PACKAGES, '.cache', name);
  if (
    await access(folder).then(
      () => true,
      () => false,
    )
  )
    return folder;
  // Beside its place until it is whole.
  const half = `${folder}.${process.pid}`;
  await mkdir(half, { recursive: true });
  const packed = join(PACKAGES, name, 'bin');
  for (const file of await readdir(packed)) {
    const target = join(half, file.replace(/\.br$/, ''));
    await pipeline(createReadStream(join(packed, file)), createBrotliDecompress(), createWriteStream(target));
    if (!target.endsWith('.tar')) continue;
    await promisify(execFile)('tar', ['xf', target, '-C', half]);
    await rm(target);
  }
  await chmod(join(half, 'chromium'), 0o755);
  await rename(half, folder);
  return folder;
}

/** @param {string} name of the package */
export async function startOldChromium(name) {
  const folder = await unpacked(name);
  return startChromium(join(folder, 'chromium'), { LD_LIBRARY_PATH: join(folder, 'lib') });
}
