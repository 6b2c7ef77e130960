// @ts-check
// Keeps a phone's screen awake: by a wake lock, or on plain http, where there is none, by a video without sound.
//
// awake.mp4 is four seconds of black, made with
//   ffmpeg -f lavfi -i color=black:s=16x16:r=1:d=4 -t 4 -c:v libx264 -profile:v baseline -pix_fmt yuv420p \
//     -bsf:v filter_units=remove_types=6 -an -fflags +bitexact -movflags +faststart awake.mp4

import { el } from './dom.js';

/** Something that keeps the screen on while it is held. @typedef {{ take(): void, release(): void }} Hold */

/** @returns {Hold} */
function lockScreen() {
  const request = () => navigator.wakeLock.request('screen').catch(() => null);
  /** One after the other, so that a release never overtakes its request. @type {Promise<WakeLockSentinel | null>} */
  let lock = Promise.resolve(null);
  return {
    take() {
      lock = lock.then((held) => (held && !held.released ? held : request()));
    },
    release() {
      lock = lock.then(async (held) => {
        await held?.release();
        return null;
      });
    },
  };
}

/**
 * Chromium keeps the screen on for a video that makes no sound only while most of it is seen and it takes up a fifth of
 * the page: it lies behind everything. A video with a sound track, a silent one too, would do so unseen, and on an
 * iPhone as well, but it takes the loudspeaker away from the music that a guest listens to. So an iPhone on plain http
 * goes dark when its owner has set it to; the seat waits.
 * @param {string} address
 * @returns {Hold}
 */
function playBehind(address) {
  const video = el('video', {
    class: 'awake',
    src: address,
    playsinline: true,
    loop: true,
    preload: 'none',
    'aria-hidden': 'true',
  });
  video.muted = true;
  return {
    take() {
      if (!video.isConnected) document.body.append(video);
      // Refused by some until somebody has tapped; then the next tap starts it.
      if (video.paused) video.play().catch(() => {});
    },
    release() {
      video.pause();
      video.remove();
    },
  };
}

/**
 * @param {string} video address of the video without sound
 * @returns {(wanted: boolean) => void} says whether the screen is to stay on from now on
 */
export function createAwake(video) {
  const hold = 'wakeLock' in navigator ? lockScreen() : playBehind(video);
  let wanted = false;

  /** Browsers take it back when the page is hidden, and give it only after a tap or to a page that is seen. */
  function renew() {
    if (wanted && document.visibilityState === 'visible') hold.take();
  }
  document.addEventListener('visibilitychange', renew);
  document.addEventListener('click', renew);

  return (next) => {
    if (next === wanted) return;
    wanted = next;
    if (wanted) renew();
    else hold.release();
  };
}
