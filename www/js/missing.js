// @ts-check
// The page at an address where there is nothing: one link to where there is something.

import { followRemote } from './remote.js';
import { speakStaticTexts } from './parts/static_texts.js';

speakStaticTexts();
followRemote();
document.documentElement.dataset.started = '';
