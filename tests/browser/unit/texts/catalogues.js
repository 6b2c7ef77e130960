// What there is to read: the catalogues of all languages, the shipped pack, and the files they are in.

import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { sure } from '../../support/sure.js';

/** @import { PackFile } from '../../support/pack.js' */

const ROOT = resolve(import.meta.dirname, '../../../..');
export const read = (/** @type {string} */ path) => readFileSync(`${ROOT}/${path}`, 'utf8');
export const json = (/** @type {string} */ path) => JSON.parse(read(path));
/** The files below a folder whose names end like this. @param {string} folder @param {string} end */
export const filesIn = (folder, end) =>
  readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(end))
    .map((name) => `${folder}/${name}`);

/** Every language there are files of. */
export const codes = readdirSync(`${ROOT}/www/lang`)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));
/** What everybody reads, and what only hosts do. */
/** @type {Record<string, Record<string, string>[]>} */
export const parts = Object.fromEntries(
  codes.map((code) => [code, [json(`www/lang/${code}.json`), json(`www/lang/host/${code}.json`)]]),
);
/** @type {Record<string, Record<string, string>>} */
export const texts = Object.fromEntries(codes.map((code) => [code, Object.assign({}, ...(parts[code] ?? []))]));
/** What one language says. @param {string} code */
export const textsIn = (code) => sure(texts[code]);
export const { en = {} } = texts;
/** The shipped packs, as they are written. @type {PackFile[]} */
export const packs = filesIn('src/game/packs', '.json').map(json);
/** Their texts in another language. @param {PackFile} pack @param {string} code @returns {Record<string, string>} */
export const translation = (pack, code) =>
  code === pack.language ? {} : json(`www/lang/packs/${pack.id}.${code}.json`);
/** What stands beside the catalogues and packs: starter questions, roles for places that have none. */
export const beside = ['questions/', 'packs/general.'];

export const FORM = /\.(zero|one|two|few|many|other)$/;
export const base = (/** @type {string} */ key) => key.replace(FORM, '');
export const placeholders = (/** @type {string} */ text) => [...new Set(text.match(/\{\w+\}/g))].sort();

/** Every text there is, packs included. @type {[string, string, string][]} language, key, text */
export const everyText = [
  ...codes.flatMap((lang) =>
    [
      ...Object.entries(textsIn(lang)),
      ...packs.flatMap((pack) => Object.entries(translation(pack, lang))),
      ...beside.flatMap((folder) => Object.entries(json(`www/lang/${folder}${lang}.json`))),
    ].map(([key, text]) => /** @type {[string, string, string]} */ ([lang, key, text])),
  ),
  ...packs.flatMap((pack) =>
    pack.locations
      .flatMap((place) => [
        [place.id, place.name],
        [`${place.id}.flavor`, place.flavor],
        ...place.roles.flatMap((role) => [
          [`${place.id}.${role.id}`, role.name],
          [`${place.id}.${role.id}.hint`, role.hint],
        ]),
      ])
      .map(([key = '', text = '']) => /** @type {[string, string, string]} */ ([pack.language, key, text])),
  ),
];
