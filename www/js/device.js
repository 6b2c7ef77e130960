// @ts-check
// What a phone tells the host about itself: screen, browser, language, visibility, latency.

/** @import { DeviceInfo } from './protocol.js' */

/** The first that fits is right: most browsers also carry the names of others. @type {[RegExp, string][]} */
const BROWSERS = [
  [/\bEdg(?:A|iOS)?\/(\d+)/, 'Edge'],
  [/\bOPR\/(\d+)/, 'Opera'],
  [/\bSamsungBrowser\/(\d+)/, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+).*\bSafari\//, 'Safari'],
];
/** @type {[RegExp, string][]} */
const SYSTEMS = [
  [/iPhone|iPad|iPod/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** "Safari 18 · iOS", in no language, for the host may read another one; empty where nothing is known. @param {string} userAgent */
export function browserName(userAgent) {
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  let browser = '';
  for (const [pattern, name] of BROWSERS) {
    const found = pattern.exec(userAgent);
    if (!found) continue;
    browser = `${name} ${found[1]}`;
    break;
  }
  return [browser, system].filter(Boolean).join(' · ');
}

/**
 * @param {object} device
 * @param {{ width: number, height: number }} device.screen in CSS pixels
 * @param {number} device.pixelRatio
 * @param {string} device.userAgent
 * @param {string} device.language
 * @param {string} device.visibility of the page: `visible` or `hidden`
 * @param {number | null} device.latency in milliseconds, if it is known
 * @returns {DeviceInfo}
 */
export function describeDevice({ screen, pixelRatio, userAgent, language, visibility, latency }) {
  const ratio = Math.round(pixelRatio * 100) / 100;
  return {
    screen: `${screen.width}×${screen.height}${ratio === 1 ? '' : ` @${ratio}`}`,
    browser: browserName(userAgent),
    language,
    visibility,
    ...(latency !== null && { latency_ms: Math.round(latency) }),
  };
}

/** This device, as it is now. @param {number | null} latency */
export const thisDevice = (latency) =>
  describeDevice({
    screen: window.screen,
    pixelRatio: window.devicePixelRatio,
    userAgent: navigator.userAgent,
    language: navigator.language,
    visibility: document.visibilityState,
    latency,
  });
