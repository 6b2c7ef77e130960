// @ts-check
// Keeps a phone's screen awake: by a wake lock, or on plain http, where there is none, by a silent video.
//
// awake.mp4 is four seconds of black and silence, made with
//   ffmpeg -f lavfi -i color=black:s=16x16:r=1:d=4 -f lavfi -i anullsrc=r=8000:cl=mono -t 4 -c:v libx264 \
//     -profile:v baseline -pix_fmt yuv420p -bsf:v filter_units=remove_types=6 -c:a aac -b:a 8k \
//     -fflags +bitexact -movflags +faststart awake.mp4

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

/** How far the video plays before it starts over; seconds. */
const PLAYED = 2;

/**
 * The screen stays on while something with picture and sound is being watched. So the video is neither muted
 * nor has `loop`: over such ones Safari lets the screen go dark.
 * @param {string} address
 * @returns {Hold}
 */
function playSilence(address) {
  const video = el('video', { src: address, playsinline: true, preload: 'none' });
  video.addEventListener('timeupdate', () => {
    if (video.currentTime > PLAYED) video.currentTime = 0;
  });
  return {
    // Refused until somebody has tapped; then the next tap starts it.
    take: () => void (video.paused && video.play().catch(() => {})),
    release: () => video.pause(),
  };
}

/**
 * @param {string} video address of the silent video
 * @returns {(wanted: boolean) => void} says whether the screen is to stay on from now on
 */
export function createAwake(video) {
  const hold = 'wakeLock' in navigator ? lockScreen() : playSilence(video);
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
