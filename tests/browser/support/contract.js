// The published contract: what a server may say, so that no test shows a page what no server would.

import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** @import { ServerMessage } from '../../../www/js/protocol.js' */

const SCHEMA = JSON.parse(readFileSync(new URL('../../../www/protocol.json', import.meta.url), 'utf8'));
// Formats such as `uint32` are notes of the generator's; the bounds stand beside them.
const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false });
ajv.addSchema(SCHEMA, 'contract');

/** What a message of the server may be. @type {{ $ref?: string, properties?: { type: { const: string } } }[]} */
const KINDS = SCHEMA.$defs.ServerMessage.oneOf;

/** @param {typeof KINDS[number]} kind @returns {string} */
const typeOf = ({ $ref, properties }) =>
  (properties ?? SCHEMA.$defs[$ref?.split('/').at(-1) ?? ''].properties).type.const;

/** Where each type stands, so that what is said of a message is about its own type only. */
const indices = new Map(KINDS.map((kind, index) => [typeOf(kind), index]));

/** Made when it is first asked for: most tests need few of them. @param {unknown} type */
function validatorOf(type) {
  const index = indices.get(String(type));
  if (index === undefined) return null;
  const id = `contract#/$defs/ServerMessage/oneOf/${index}`;
  return ajv.getSchema(id) ?? null;
}

/**
 * Where a message is not what the schema says.
 * @param {object} message
 * @returns {string[]}
 */
export function breaches(message) {
  const { type } = /** @type {{ type?: unknown }} */ (message);
  const validate = validatorOf(type);
  if (!validate) return [`no message of the server's is of type ${type}`];
  return validate(message)
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message: why, params }) => `${instancePath || type} ${why} ${JSON.stringify(params)}`,
      );
}

/** @param {object} message @returns {ServerMessage} as the contract has it @throws {Error} with what is wrong */
export function asServed(message) {
  const found = breaches(message);
  if (found.length > 0) throw new Error(`No server says this:\n${found.join('\n')}`);
  return /** @type {ServerMessage} */ (message);
}
