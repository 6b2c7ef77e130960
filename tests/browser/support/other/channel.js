// Questions and answers over one WebSocket, as both DevTools and WebDriver BiDi speak them.

import { once } from 'node:events';
import { WebSocket } from 'ws';

/** An answer that takes longer does not come; milliseconds. */
const PATIENCE = 60_000;

/** @param {string} url */
export async function openChannel(url) {
  const socket = new WebSocket(url, { maxPayload: 0 });
  await once(socket, 'open');
  let last = 0;
  /** @type {Map<number, (answer: any) => void>} */
  const asked = new Map();
  /** @type {Set<(event: { method: string, params: any, sessionId?: string }) => void>} */
  const listeners = new Set();
  socket.on('message', (data) => {
    const message = JSON.parse(String(data));
    if (message.id === undefined || message.id === null) for (const listener of listeners) listener(message);
    else asked.get(message.id)?.(message);
  });
  return {
    /**
     * @param {string} method
     * @param {object} [params]
     * @param {object} [more] what else stands in the message
     * @returns {Promise<any>} the result
     */
    ask(method, params = {}, more = {}) {
      last += 1;
      const id = last;
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`${method} was not answered.`)), PATIENCE);
        asked.set(id, ({ result, error, message }) => {
          clearTimeout(late);
          asked.delete(id);
          if (error) reject(new Error(`${method}: ${JSON.stringify(error)} ${message ?? ''}`));
          else resolve(result);
        });
        socket.send(JSON.stringify({ id, method, params, ...more }));
      });
    },
    /** @param {(event: { method: string, params: any, sessionId?: string }) => void} listener */
    listen: (listener) => void listeners.add(listener),
    close: () => socket.terminate(),
  };
}
