// The Firefox that Debian keeps.

import { startFirefox } from '../../support/other/firefox.js';
import { found, testGameIn, without } from '../../support/other/whole_game.js';

const firefox = found('/usr/bin/firefox-esr', '/usr/bin/firefox');
testGameIn('Firefox', /Firefox/, without(firefox, 'firefox-esr'), () => startFirefox(firefox ?? ''));
