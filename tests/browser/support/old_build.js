// A server before its update, as far as anybody behind a proxy can tell: pages and files are of another build, which
// is gone with the update.

/** @import { Page } from 'playwright-core' */

/** What stands in the addresses of the build before; as long as any other. */
const OLD = '0'.repeat(32);

/** Whether a page is of the build before, as its script's address says. @param {Page} page */
export const isOld = (page) => page.evaluate((old) => document.querySelector(`script[src*="/${old}/"]`) !== null, OLD);

/** What a proxy changes in what goes through it. */
export class OldBuild {
  /** Whether pages and files are those of the build before. */
  givesOld = true;
  /** Whether the server says that it is of the build before. */
  saysOld = true;
  #build;

  /** @param {string} build the server's own */
  constructor(build) {
    this.#build = build;
  }

  /** @param {string} url of the server */
  static async of(url) {
    const page = await (await fetch(`${url}/api/spyster/player`)).text();
    return new OldBuild(/static\/([0-9a-f]{32})\//.exec(page)?.[1] ?? '');
  }

  /** Where the server has what is asked for. @param {string} path */
  path(path) {
    return this.givesOld ? path.replace(OLD, this.#build) : path;
  }

  /** @param {Buffer} page */
  page(page) {
    return this.givesOld ? this.#aged(page) : page;
  }

  /** @param {Buffer} chunk of what the server says by socket */
  said(chunk) {
    return this.saysOld ? this.#aged(chunk) : chunk;
  }

  /** @param {Buffer} bytes */
  #aged(bytes) {
    return Buffer.from(bytes.toString('latin1').replaceAll(this.#build, OLD), 'latin1');
  }
}
