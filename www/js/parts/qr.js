// @ts-check
// The room's QR code. The host shows its token for it: wrong codes that others in the house have tried can't
// keep it off the TV.

import { el, setAttribute } from '../dom.js';
import { t } from '../i18n.js';
import { hostedRoom } from '../session.js';

/** How long to wait before it is asked for again; milliseconds. */
const ASK_AGAIN = 2_000;

/** @param {string} room @returns {Record<string, string>} */
function identity(room) {
  const hosted = hostedRoom();
  return hosted?.room === room ? { authorization: `Bearer ${hosted.token}` } : {};
}

/** @param {string} address @param {string} room @returns {Promise<string | null>} null if it could not be had now */
async function fetchPicture(address, room) {
  try {
    const answer = await fetch(address, { headers: identity(room), cache: 'no-store' });
    return answer.ok ? `data:image/svg+xml,${encodeURIComponent(await answer.text())}` : null;
  } catch {
    return null;
  }
}

export function createQr() {
  const element = el('img', { class: 'qr', alt: t('tv.qr'), width: 400, height: 400 });
  let shown = '';

  /** @param {string} address @param {string} room */
  async function draw(address, room) {
    const picture = await fetchPicture(address, room);
    if (address !== shown) return;
    if (picture) setAttribute(element, 'src', picture);
    else
      setTimeout(() => {
        if (element.isConnected && address === shown) void draw(address, room);
      }, ASK_AGAIN);
  }

  return {
    element,
    /** @param {string} address of the picture @param {string} room whose code it is */
    update(address, room) {
      if (address === shown) return;
      shown = address;
      void draw(address, room);
    },
  };
}
