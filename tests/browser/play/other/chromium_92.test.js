// A Chromium of 2021.

import { startOldChromium } from '../../support/other/old_chromium.js';
import { testGameIn, without } from '../../support/other/whole_game.js';

const isThere = process.arch === 'x64' && process.platform === 'linux';
testGameIn('Chromium 92', /Chrome\/92\./, without(isThere, 'Linux on x64, for which old Chromiums are made'), () =>
  startOldChromium('chromium-92'),
);
