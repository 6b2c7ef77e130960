// @ts-check
// The first page: host on this screen, or join or watch with or without a room code.

import { followRemote } from './remote.js';
import { speakStaticTexts } from './parts/static_texts.js';
import { findRoomCode } from './room_code.js';

for (const form of document.forms) {
  form.addEventListener('submit', () => {
    const field = form.querySelector('input');
    if (!field) return;
    field.value = findRoomCode(field.value);
    // An empty code is left out of the address: with one open room none is needed. Only a screen that
    // watches has to say so even then.
    field.disabled = field.value === '' && !('sendsEmpty' in form.dataset);
    // Coming back with the Back button must find a form that works.
    setTimeout(() => {
      field.disabled = false;
    });
  });
}

speakStaticTexts();
followRemote();
document.documentElement.dataset.started = '';
