// WebKitGTK, the nearest that there is to Safari on this system.

import { readdirSync } from 'node:fs';
import { startWebKit } from '../../support/other/webkit.js';
import { found, testGameIn, without } from '../../support/other/whole_game.js';

const libraries = readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu'));
const driver = found('/usr/bin/WebKitWebDriver') && found('/usr/bin/xvfb-run') && '/usr/bin/WebKitWebDriver';
const miniBrowser = found(
  ...libraries.flatMap((name) => ['4.1', '4.0'].map((version) => `/usr/lib/${name}/webkit2gtk-${version}/MiniBrowser`)),
);
const skip = without(driver && miniBrowser, 'WebKitWebDriver (Debian: webkit2gtk-driver, xvfb, xauth)');
testGameIn('WebKitGTK', /WebKit/, skip, () => startWebKit(driver || '', miniBrowser ?? ''));
