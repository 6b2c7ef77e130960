// @ts-check
// The icons: drawn by lines on a square of 24, in the colour of the text around them.

const SVG = 'http://www.w3.org/2000/svg';

/** What is drawn, by name. */
const PATHS = {
  spy: 'M3 11h18M6 11l2-6 4 1 4-1 2 6M9.5 16.5a2.75 2.75 0 1 1-5.5 0 2.75 2.75 0 0 1 5.5 0zM20 16.5a2.75 2.75 0 1 1-5.5 0 2.75 2.75 0 0 1 5.5 0zM9.5 16c1.5-1 3.5-1 5 0',
  place: 'M12 21s7-6.3 7-11.5a7 7 0 1 0-14 0C5 14.7 12 21 12 21zM14.5 9.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  crown: 'M4 18h16l1-10-5 4-4-7-4 7-5-4z',
  caught: 'M12 3l2.2 5.3 5.8.4-4.5 3.7 1.5 5.6-5-3.1-5 3.1 1.5-5.6L4 8.7l5.8-.4z',
  innocent: 'M12 20c-5-3.5-8-6.5-8-10a4.3 4.3 0 0 1 8-2.2A4.3 4.3 0 0 1 20 10c0 3.5-3 6.5-8 10zM12 8l-2 4h4l-2 4',
  tie: 'M4 8h16M4 16h16',
  mask: 'M3 8c3-2 6-2 9 0 3-2 6-2 9 0 0 5-1.5 8-4.5 8-2 0-3-1.5-4.5-1.5S9.5 16 7.5 16C4.5 16 3 13 3 8zM7 11h2.5M14.5 11H17',
  sound: 'M4 9.5v5h3.5L12 19V5L7.5 9.5zM15.5 9a4.5 4.5 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  silence: 'M4 9.5v5h3.5L12 19V5L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M17 7a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM11 17a2 2 0 1 1-4 0 2 2 0 0 1 4 0z',
};

/** @typedef {keyof typeof PATHS} IconName */

/** Decoration: what it means, the words beside it say. @param {IconName} name */
export function createIcon(name) {
  const icon = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('class', 'icon');
  icon.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', PATHS[name]);
  icon.append(path);
  return {
    element: icon,
    /** @param {IconName} next */
    update(next) {
      if (path.getAttribute('d') !== PATHS[next]) path.setAttribute('d', PATHS[next]);
    },
  };
}
