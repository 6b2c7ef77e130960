// @ts-check
// Watches over a page from before its module starts: tells those whose browser can't run it, those for whom it
// does not come, and whoever looks on when an error is caught by nobody.
//
// A plain script in ES5, because browsers of any age have to read it. The server puts the texts of all languages
// (`lang/start/`) into it: the network may be what has failed.

(function () {
  'use strict';
  /** @type {Record<string, Record<string, string>>} */
  var texts = {};
  /** How long a page may take to start; milliseconds. */
  var STARTS_WITHIN = 8000;
  var LOOKS_AGAIN = 500;
  /** Narrower than any screen that people sit around; CSS pixels. */
  var PHONE = 768;
  /** @type {HTMLElement | null} */
  var notice = null;
  var said = '';

  function hasStarted() {
    return document.documentElement.hasAttribute('data-started');
  }

  /** What every browser has that can play, and most older ones lack. */
  function isTooOld() {
    return !('noModule' in document.createElement('script')) || !('replaceAll' in String.prototype) || !('HTMLDialogElement' in window);
  }

  /** The texts in the first of the reader's languages that there is. */
  function words() {
    /** @type {(string | null)[]} */
    var wishes = [].slice.call(navigator.languages || [navigator.language]);
    try {
      wishes.unshift(localStorage.getItem('spyster.language'));
    } catch (_) {
      // Storage is blocked: the browser's own languages count.
    }
    for (var index = 0; index < wishes.length; index += 1) {
      var found = texts[String(wishes[index]).slice(0, 2).toLowerCase()];
      if (found) return found;
    }
    return texts.en || {};
  }

  /** @param {string} what */
  function say(what) {
    // Why it fails is worth more than that it does.
    if (said === what || said === 'old') return;
    said = what;
    var text = words()[what === 'old' ? (screen.width < PHONE ? 'old_phone' : 'old_tv') : what];
    if (!text || !document.body) return;
    takeBack();
    notice = document.createElement('div');
    notice.className = 'notice notice-warn start-notice';
    notice.setAttribute('role', 'alert');
    notice.appendChild(document.createElement('p')).textContent = text;
    if (what !== 'old') {
      var reload = notice.appendChild(document.createElement('button'));
      reload.className = 'button';
      reload.textContent = words().reload || '';
      reload.onclick = function () { location.reload(); };
    }
    document.body.insertBefore(notice, document.body.firstChild);
  }

  function takeBack() {
    if (notice && notice.parentNode) notice.parentNode.removeChild(notice);
    notice = null;
  }

  /** @param {ErrorEvent} event */
  function failed(event) {
    if (/** @type {any} */ (event.target).tagName === 'SCRIPT') {
      say('late');
    } else if (event.target === window && isOurs(event)) {
      say(!hasStarted() && /SyntaxError/.test(event.message) ? 'old' : 'failed');
    }
  }

  /** Neither an extension's, nor what browsers say of a size that was measured twice. @param {ErrorEvent} event */
  function isOurs(event) {
    return event.filename.indexOf(location.protocol + '//' + location.host + '/') === 0 && !/ResizeObserver loop/.test(event.message);
  }

  function lookWhetherItStarts() {
    if (hasStarted()) {
      if (said === 'late') takeBack();
      return;
    }
    if (Date.now() - opened > STARTS_WITHIN) say('late');
    setTimeout(lookWhetherItStarts, LOOKS_AGAIN);
  }

  var opened = Date.now();
  // What could not be fetched is told on the way down only.
  window.addEventListener('error', failed, true);
  window.addEventListener('unhandledrejection', function (event) {
    if (!event.reason || event.reason.name !== 'AbortError') say('failed');
  });
  if (isTooOld()) say('old');
  lookWhetherItStarts();
})();
