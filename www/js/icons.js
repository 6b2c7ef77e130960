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
  eye: 'M2 12c3-5 6.3-7 10-7s7 2 10 7c-3 5-6.3 7-10 7s-7-2-10-7zM15 12a3 3 0 1 1-6 0 3 3 0 0 1 6 0z',
  bet: 'M12 3c3.5 4 7 6.5 7 10a3.7 3.7 0 0 1-6.2 2.6L14 20h-4l1.2-4.4A3.7 3.7 0 0 1 5 13c0-3.5 3.5-6 7-10z',
  scan: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8 8h3v3H8zM13 8h3v3h-3zM8 13h3v3H8zM14 14h2v2',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.8-3.5 3.8-5 7.5-5s6.7 1.5 7.5 5',
  key: 'M12 8.500a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM10.7 11.700L20 21M16.5 17.500L19 15',
  door: 'M6 21V4l9-1v18M15 5h3v16M3 21h18M11.5 12v1',
  offline:
    'M3 3l18 18M2.5 9.500A14 14 0 0 1 8 6.300M12 5.300a14 14 0 0 1 9.5 4.200M6 13.200a9 9 0 0 1 4-2.200M15.5 11.900a9 9 0 0 1 2.5 1.600M9.5 16.700a3.6 3.6 0 0 1 5 0M12 20h.01',
  screens: 'M3 5h12v9H3zM6 18h6M9 14v4M17 9h4v11h-5v-2M18.5 17h.01',
  look: 'M16 10.500a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0zM14.5 14.500L20 20',
  wait: 'M7 3h10M7 21h10M8 3c0 5 8 5 8 9s-8 4-8 9M16 3c0 5-8 5-8 9s8 4 8 9',
  out: 'M10 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM3 20c.7-3.5 3.5-5 7-5M15 15l5 5M20 15l-5 5',
  pause: 'M8 5v14M16 5v14',
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
