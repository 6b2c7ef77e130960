// What tests put on a page's `window`, to look at it later.

import type axe from 'axe-core';

declare global {
  interface Window {
    axe: typeof axe;
    /** Times a view's change was asked for, and skipped. */
    asked: number;
    skipped: number;
    /** Pictures that were taken of views that go, and the time that has passed with them. */
    pictures: number;
    time: number;
    /** What was played last. */
    video: HTMLVideoElement;
    locks: { released: boolean }[];
    /** Every pattern that the phone has vibrated in. */
    felt: number[][];
    /** What was announced. */
    told: string[];
  }
}
