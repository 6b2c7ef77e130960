// @ts-check
// Whether the reader wants things to move.

export const movesFreely = () => !matchMedia('(prefers-reduced-motion: reduce)').matches;
