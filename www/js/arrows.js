// @ts-check
// Which way the arrow keys go along a row: where lines begin on the right, what comes next is on the left.

/** Whether lines begin on the right there. @param {Element} node */
export const isMirrored = (node) => getComputedStyle(node).direction === 'rtl';

/** 1 for the arrow to what comes next in a row, -1 for the one back, 0 for any other key. @param {KeyboardEvent} event heard by the row */
export function stepAcross({ key, currentTarget }) {
  if (key !== 'ArrowRight' && key !== 'ArrowLeft') return 0;
  const forward = isMirrored(/** @type {Element} */ (currentTarget)) ? 'ArrowLeft' : 'ArrowRight';
  return key === forward ? 1 : -1;
}
