// What is served means what stands in www/js: the same tokens, module by module, and nothing between them but the
// functions that keep their names apart.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { startServer } from '../support/server.js';
import { bodyTokens, importsOf, tokens } from '../support/tokens.js';

const WWW = new URL('../../../www/', import.meta.url);
/** Between tokens; no token holds it. */
const END = '\u0001';

/** What stands around the modules: `const m0=(()=>{ const{a:b}=m1; … return{c}; })();` and what two scripts share. */
const BETWEEN = new RegExp(
  [
    String.raw`(const m\d+ = )?\( \( \) => \{ (const (\{ [^}]*\}|\w+) = (m\d+|\{ [^}]*\}) ; )*BODY (return \{ [^}]*\} ; )?\} \) \( \) ;`,
    String.raw`export const \{ [^}]*\} = m\d+ ;`,
    String.raw`export \{ [^}]*\} ;`,
    String.raw`import \{ [^}]*\} from '[^']*' ;`,
  ].join('|'),
  'g',
);

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
before(async () => {
  server = await startServer();
});
after(() => server.stop());

/** All modules that a page needs, at once or later, by their addresses. @param {URL} entry */
async function modulesOf(entry) {
  /** @type {Map<string, string>} */
  const found = new Map();
  const todo = [entry];
  for (let url = todo.pop(); url; url = todo.pop()) {
    if (found.has(url.href)) continue;
    const text = await readFile(url, 'utf8');
    found.set(url.href, text);
    for (const path of importsOf(text)) todo.push(new URL(path, url));
  }
  return found;
}

/** The script of a page and the one that it loads later. @param {string} path @returns {Promise<string[]>} */
async function served(path) {
  const url = new URL(`api/spyster/static/${path}`, `${server.url}/`);
  const script = await (await fetch(url)).text();
  const late = /import\('(.*?)'\)/.exec(script)?.[1];
  return late ? [script, await (await fetch(new URL(late, url))).text()] : [script];
}

for (const entry of ['js/landing.js', 'js/host.js', 'js/player.js', 'js/history.js', 'js/missing.js']) {
  test(`${entry} is served with the tokens of its modules`, async () => {
    const modules = await modulesOf(new URL(entry, WWW));
    let rest = (await served(entry)).map((script) => END + tokens(script).join(END) + END).join('');
    const bodies = [...modules].map(([name, text]) => ({ name, body: bodyTokens(text).join(END) }));
    // A short one might be within another.
    bodies.sort((a, b) => b.body.length - a.body.length);
    for (const { name, body } of bodies) {
      if (!body) continue;
      assert.ok(rest.includes(END + body + END), `${name} is not served as it is written`);
      rest = rest.replace(END + body + END, () => `${END}BODY${END}`);
    }
    const between = rest.split(END).filter(Boolean).join(' ');
    assert.equal(between.replace(BETWEEN, '').trim(), '', 'Nothing else is served.');
  });
}
