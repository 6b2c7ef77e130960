// @ts-check
// The first page: host on this screen, or join with or without a room code.

import { tidyRoomCode } from './session.js';

document.querySelector('form')?.addEventListener('submit', (event) => {
  const field = document.querySelector('input');
  // An empty code is left out of the address: with one open room none is needed.
  if (field) {
    field.value = tidyRoomCode(field.value);
    field.disabled = field.value === '';
  }
  // Coming back with the Back button must find a form that works.
  if (event.target) setTimeout(() => { if (field) field.disabled = false; });
});
