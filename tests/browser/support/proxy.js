// A reverse proxy under a path prefix, and a network that can be taken away and given back.

import http from 'node:http';
import net from 'node:net';
import { once } from 'node:events';

/** @import { Duplex } from 'node:stream' */
/** @import { OldBuild } from './old_build.js' */

/**
 * Listens on a free port and passes on what comes under `prefix`, which it takes off, to a server that is
 * named later: the server may have to know the proxy's address first.
 * @param {string} [prefix] such as /games/spyster, without a slash at its end
 */
export async function startProxy(prefix = '') {
  /** @type {Set<Duplex>} */
  const webSockets = new Set();
  /** Upgrades that wait for the network to come back. @type {(() => void)[]} */
  let waiting = [];
  let away = false;
  let refusing = false;
  /** @type {OldBuild | null} */
  let old = null;
  /** By prefix. */
  const targets = new Map([[prefix, new URL('http://127.0.0.1:1')]]);

  /** The server that a request is for, and the path there; null outside of every prefix. @param {string} url */
  function behind(url) {
    for (const [under, { hostname, port }] of targets) {
      if (url.startsWith(`${under}/`)) return { hostname, port, path: url.slice(under.length) };
    }
    return null;
  }

  const server = http.createServer((request, response) => {
    const target = behind(request.url ?? '');
    if (!target) {
      response.writeHead(404).end('Outside of the prefix.');
      return;
    }
    const { method, headers } = request;
    if (old) {
      target.path = old.path(target.path);
      delete headers['accept-encoding'];
    }
    const onward = http.request({ ...target, method, headers }, (answer) => {
      if (old?.givesOld && answer.headers['content-type']?.startsWith('text/html')) {
        void age(answer, response, old);
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });

  server.on('upgrade', (request, phone, head) => {
    if (refusing) {
      phone.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const target = behind(request.url ?? '');
    webSockets.add(phone);
    phone.on('close', () => webSockets.delete(phone));
    phone.on('error', () => phone.destroy());
    const pass = () => {
      if (!target || phone.destroyed) return phone.destroy();
      const house = net.connect(Number(target.port), target.hostname);
      const fields = request.rawHeaders.flatMap((text, index) =>
        index % 2 ? [] : [`${text}: ${request.rawHeaders[index + 1]}`],
      );
      house.write([`GET ${target.path} HTTP/1.1`, ...fields, '', ''].join('\r\n'));
      house.write(head);
      phone.pipe(house);
      house.on('data', (/** @type {Buffer} */ chunk) => phone.write(old ? old.said(chunk) : chunk));
      house.on('error', () => phone.destroy());
      house.on('close', () => phone.destroy());
      phone.on('close', () => house.destroy());
    };
    if (away) waiting.push(pass);
    else pass();
  });

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {net.AddressInfo} */ (server.address());

  const cut = () => {
    for (const socket of webSockets) socket.destroy();
  };
  return {
    /** The address up to and including the prefix, without a slash at its end. */
    url: `http://127.0.0.1:${port}${prefix}`,
    /** @param {string} url @param {string} [under] another prefix, for a second server */
    passTo(url, under = prefix) {
      targets.set(under, new URL(url));
    },
    /** @param {OldBuild} build has the server pass for one of the build before */
    passOff(build) {
      old = build;
    },
    /** Ends every WebSocket without a word, as a network does. */
    cut,
    /** Ends every WebSocket and keeps new ones waiting. */
    takeAway() {
      away = true;
      cut();
    },
    giveBack() {
      away = false;
      for (const pass of waiting) pass();
      waiting = [];
    },
    /** Ends every WebSocket and refuses new ones, as some proxies do; everything else goes on. */
    refuseSockets() {
      refusing = true;
      cut();
    },
    allowSockets() {
      refusing = false;
    },
    async stop() {
      cut();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Passes a page on as one of the build before. @param {http.IncomingMessage} answer @param {http.ServerResponse} response @param {OldBuild} old */
async function age(answer, response, old) {
  const page = old.page(Buffer.concat(await answer.toArray()));
  const {
    etag: _other,
    'content-length': _length,
    'content-security-policy': policy = '',
    ...headers
  } = answer.headers;
  // The hash in it is that of the other build's style.
  response.writeHead(answer.statusCode ?? 502, {
    ...headers,
    'content-security-policy': String(policy).replace(/'sha256-[^']*'/, "'unsafe-inline'"),
  });
  response.end(page);
}
