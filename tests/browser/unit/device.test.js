import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserName, describeDevice } from '../../../www/js/device.js';

for (const [agent, name] of /** @type {[string, string][]} */ ([
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
    'Safari 18 · iOS',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/130.0.1 Mobile/15E148 Safari/604.1',
    'Chrome 130 · iOS',
  ],
  [
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
    'Chrome 131 · Android',
  ],
  [
    'Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36',
    'Samsung Internet 26 · Android',
  ],
  ['Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0', 'Firefox 132 · Android'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0',
    'Edge 130 · Windows',
  ],
  ['something else', ''],
])) {
  test(`${name} is recognised`, () => assert.equal(browserName(agent), name));
}

test('a device is described in what a host can read', () => {
  const device = {
    screen: { width: 390, height: 844 },
    pixelRatio: 3,
    userAgent: '',
    language: 'de-AT',
    visibility: 'visible',
    latency: 12.6,
  };
  assert.deepEqual(describeDevice(device), {
    screen: '390×844 @3',
    browser: '',
    language: 'de-AT',
    visibility: 'visible',
    latency_ms: 13,
  });
  assert.equal(describeDevice({ ...device, pixelRatio: 1 }).screen, '390×844');
  assert.equal('latency_ms' in describeDevice({ ...device, latency: null }), false);
});
