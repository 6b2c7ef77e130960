// What a script or a style sheet asks of a browser, and which of it is newer than the browsers people play in.
// When a feature came stands in MDN's browser-compat-data.

import bcd from '@mdn/browser-compat-data' with { type: 'json' };
import { parse } from 'acorn';
import { full } from 'acorn-walk';
import postcss from 'postcss';

/** The oldest browsers in which a whole game is played. @type {Record<string, number>} */
const OLDEST = { chrome: 85, firefox: 98, safari: 15.4, safari_ios: 15.4 };

/** Since when a browser has it without a prefix or a flag; Infinity where it never came. @param {any} support of one browser */
function since(support) {
  const versions = [support ?? []]
    .flat()
    .filter((one) => !one.prefix && !one.alternative_name && !one.flags && one.version_added && !one.version_removed)
    .map((one) =>
      one.version_added === 'preview' ? Infinity : parseFloat(String(one.version_added).replace('≤', '')),
    );
  return Math.min(Infinity, ...versions);
}

/**
 * The browsers of the table that lack all of these, with the version that brings the first of them.
 * @param {any[]} compats entries of the data that go by one name
 */
function lacking(compats) {
  return Object.entries(OLDEST).flatMap(([browser, oldest]) => {
    const first = Math.min(...compats.map(({ support }) => since(support[browser])));
    return first > oldest ? [`${browser} ${first === Infinity ? 'never' : first}`] : [];
  });
}

/**
 * All entries below, by their last name.
 * @param {any} node @param {string} [name] @param {Map<string, any[]>} [names]
 */
function byName(node, name = '', names = new Map()) {
  for (const [key, child] of Object.entries(node)) {
    const last = key.replace(/_static$/, '');
    if (key === '__compat') names.set(name, [...(names.get(name) ?? []), child]);
    else if (!last.includes('_') && typeof child === 'object') byName(child, last, names);
  }
  return names;
}
/** What elements and other things of a page have. */
const ofPages = byName(bcd.api);
/** What the language brings along: what is not called there is mostly a name in data, such as the `at` of a beat. */
const ofLanguage = byName(bcd.javascript.builtins);

/**
 * Names that a module gives to things of its own: what they mean elsewhere says nothing.
 * @param {string} code
 */
export function namesIn(code) {
  /** @type {Set<string>} */
  const own = new Set();
  /** Those that can be called. @type {Set<string>} */
  const methods = new Set();
  full(parse(code, { sourceType: 'module', ecmaVersion: 2022 }), (/** @type {any} */ node) => {
    const keyed = ['Property', 'MethodDefinition', 'PropertyDefinition'].includes(node.type) && !node.computed;
    const name = keyed ? (node.key.name ?? node.key.value) : node.id?.name;
    own.add(name);
    if (!keyed || node.type === 'MethodDefinition' || /Function/.test(node.value?.type)) methods.add(name);
    for (const param of node.params ?? []) methods.add(param.name);
  });
  return { own, methods };
}

/**
 * @param {string} code
 * @param {'script' | 'module'} kind a plain script is ES5, for browsers of any age
 * @param {string[]} [data] names of what it is given
 * @param {Set<string>} [methods] what others have that it can call
 * @returns {string[]} what is too new, each with the browsers that lack it; a script that can't be read throws
 */
export function newInScript(code, kind, data = [], methods = new Set()) {
  /** @type {any} */
  const program = parse(code, { sourceType: kind, ecmaVersion: kind === 'script' ? 5 : 2022 });
  if (kind === 'script') return [];
  const names = namesIn(code);
  const isOwn = (/** @type {string} */ name, /** @type {boolean} */ isCalled) =>
    isCalled
      ? names.methods.has(name) || methods.has(name)
      : names.own.has(name) || names.methods.has(name) || data.includes(name);
  /** @type {Set<string>} */
  const found = new Set();
  const look = (/** @type {string} */ name, isCalled = true) => {
    if (isOwn(name, isCalled) || (!isCalled && ofLanguage.has(name))) return;
    const compats = [...(ofPages.get(name) ?? []), ...(ofLanguage.get(name) ?? [])];
    const without = compats.length > 0 ? lacking(compats) : [];
    if (without.length > 0) found.add(`${name}: ${without.join(', ')}`);
  };
  const called = new Set();
  full(program, (/** @type {any} */ node) => void (node.callee && called.add(node.callee)));
  full(program, (/** @type {any} */ node) => {
    if (node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier' && !called.has(node))
      look(node.property.name, false);
    if (node.type === 'NewExpression' || node.type === 'CallExpression')
      look(node.callee.property?.name ?? node.callee.name);
    // Syntax of ES2022 that is younger than private methods.
    if (node.type === 'StaticBlock') found.add('static {}');
    if (node.type === 'BinaryExpression' && node.left.type === 'PrivateIdentifier') found.add('#x in');
    if (node.type === 'Literal' && /[dv]/.test(node.regex?.flags ?? ''))
      found.add(`/${node.regex.pattern}/${node.regex.flags}`);
  });
  return [...found];
}

/** The entries of a name anywhere below. @param {any} node @param {string} wanted @returns {any[]} */
function below(node, wanted) {
  return Object.entries(node ?? {}).flatMap(([key, child]) =>
    key === '__compat' || typeof child !== 'object'
      ? []
      : [...(key === wanted && child.__compat ? [child.__compat] : []), ...below(child, wanted)],
  );
}

/** Units that the data has under one name. @type {Record<string, string>} */
const UNITS = {
  dvh: 'viewport_percentage_units_dynamic',
  svh: 'viewport_percentage_units_small',
  lvh: 'viewport_percentage_units_large',
};

/** What a declaration's value asks for: its keywords, functions and units. @param {string} property @param {string} value */
function valueFeatures(property, value) {
  const bare = value.replace(/"[^"]*"|'[^']*'|var\([^()]*\)|--[\w-]+/g, ' ');
  const keywords = bare.match(/(?<![\w.#-])[a-z][a-z-]*(?![\w(-])/g) ?? [];
  const functions = bare.match(/[a-z][\w-]*(?=\()/g) ?? [];
  const units = [...bare.matchAll(/\d([a-z]{2,})\b/g)].map(([, unit = '']) => unit);
  const known = /** @type {any} */ (bcd.css.properties)[property] ?? {};
  return [
    // In a flex box or a grid, or both: what one of them has is taken as there.
    ...keywords.map((name) => ({ name: `${property}: ${name}`, compats: below(known, name) })),
    ...functions.map((name) => ({ name: `${name}()`, compats: below(bcd.css.types, name) })),
    ...units.map((name) => ({ name, compats: below(bcd.css.types?.length, UNITS[name] ?? name) })),
  ];
}

/** @param {string} selector */
function selectorFeatures(selector) {
  const pseudos = [...selector.matchAll(/::?([a-z][a-z-]*)/g)]
    .map(([, name = '']) => name)
    .filter((name) => !selector.includes(`-webkit-${name}`));
  const features = pseudos
    .filter((name) => !name.startsWith('-'))
    .map((name) => ({
      name: `:${name}`,
      compats: [/** @type {any} */ (bcd.css.selectors)[name]?.__compat].filter(Boolean),
    }));
  if (/:not\([^()]*,/.test(selector)) features.push({ name: ':not(a, b)', compats: [bcd.css.selectors?.is?.__compat] });
  return features;
}

/**
 * @param {string} css
 * @returns {string[]} what is too new and has nothing older before it, each with the browsers that lack it
 */
export function newInSheet(css) {
  /** @type {Set<string>} */
  const found = new Set();
  /** @param {{ name: string, compats: any[] }} feature */
  const look = ({ name, compats }) => {
    const without = compats.length > 0 ? lacking(compats) : [];
    if (without.length > 0) found.add(`${name}: ${without.join(', ')}`);
  };
  postcss.parse(css).walk((node) => {
    if (node.type === 'rule' && !/^(from|to|[\d.]+%)/.test(node.selector))
      selectorFeatures(node.selector).forEach(look);
    if (node.type === 'atrule')
      look({
        name: `@${node.name}`,
        compats: [/** @type {any} */ (bcd.css['at-rules'])[node.name]?.__compat].filter(Boolean),
      });
    if (node.type !== 'decl' || node.prop.startsWith('-')) return;
    const before = (node.parent?.nodes ?? []).slice(0, node.parent?.index(node)).filter((one) => one.type === 'decl');
    // A value with a variable in it is refused too late for what stands before it to count.
    const hasFallback = before.some((one) => one.prop === node.prop) && !node.value.includes('var(');
    if (!before.some((one) => one.prop === `-webkit-${node.prop}`)) {
      look({
        name: node.prop,
        compats: [/** @type {any} */ (bcd.css.properties)[node.prop]?.__compat].filter(Boolean),
      });
    }
    if (!hasFallback) valueFeatures(node.prop, node.value).forEach(look);
  });
  return [...found];
}
