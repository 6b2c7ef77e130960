// The tokens of a script, as a parser that is not ours sees them: what it means, without how it is written.

import { parse } from 'acorn';

/** @import { Program, Token } from 'acorn' */

/** @param {string} text @returns {{ tree: Program, tokens: Token[] }} */
function read(text) {
  /** @type {Token[]} */
  const tokens = [];
  const tree = parse(text, { ecmaVersion: 'latest', sourceType: 'module', onToken: tokens });
  return { tree, tokens: tokens.filter(({ start, end }) => end > start) };
}

/** All tokens of `text`. @param {string} text */
export function tokens(text) {
  return read(text).tokens.map(({ start, end }) => text.slice(start, end));
}

/** The tokens of `text` but for what a bundler takes away: imports, the word `export`, lists of exports. @param {string} text */
export function bodyTokens(text) {
  const { tree, tokens } = read(text);
  const gone = tree.body.flatMap((one) => {
    if (one.type === 'ImportDeclaration') return [one];
    if (one.type !== 'ExportNamedDeclaration') return [];
    return [{ start: one.start, end: one.declaration?.start ?? one.end }];
  });
  const stays = (/** @type {Token} */ { start, end }) => !gone.some((cut) => cut.start <= start && end <= cut.end);
  return tokens.filter(stays).map(({ start, end }) => text.slice(start, end));
}

/** The modules that `text` imports, at once or later, as it calls them. @param {string} text @returns {string[]} */
export function importsOf(text) {
  const { tree } = read(text);
  const atOnce = tree.body.flatMap((one) => (one.type === 'ImportDeclaration' ? [String(one.source.value)] : []));
  return [...atOnce, ...[...text.matchAll(/\bimport\('(.*?)'\)/g)].map(([, path = '']) => path)];
}
