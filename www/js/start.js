// @ts-check
// Watches over a page from before its module starts: tells those whose browser can't run it, those for whom it
// does not come, and whoever looks on when an error is caught by nobody.
//
// A plain script in ES5, because browsers of any age have to read it. The server puts the English texts into it,
// for where the network has failed; the reader's own (`lang/trouble/`) are fetched when there is something to say.

(function () {
  'use strict';
  /** What the server puts here is by language. @type {any} */
  var texts = {};
  /** @type {Record<string, string>} */
  var words = texts.en || {};
  /** How long a page may take to start; milliseconds. */
  var STARTS_WITHIN = 8000;
  var LOOKS_AGAIN = 500;
  /** Narrower than any screen that people sit around; CSS pixels. */
  var PHONE = 768;
  /** @type {HTMLElement | null} */
  var notice = null;
  /** Its own address. */
  var own = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  /** As `storage.js` has it. */
  var home = own.replace(/^\w+:\/\/[^/]*(.*)static\/.*/, '$1');
  var said = '';

  function hasStarted() {
    return document.documentElement.hasAttribute('data-started');
  }

  /** What every browser has that can play, and most older ones lack. */
  function isTooOld() {
    return (
      !('noModule' in document.createElement('script')) ||
      !('replaceAll' in String.prototype) ||
      !('HTMLDialogElement' in window)
    );
  }

  /** The reader's language: `de`. */
  function language() {
    var wish = navigator.language;
    try {
      wish = localStorage.getItem(home + 'spyster.language') || localStorage.getItem('spyster.language') || wish;
    } catch (_) {
      // Storage is blocked: the browser's own language counts.
    }
    return wish.slice(0, 2).toLowerCase();
  }

  /** Puts the reader's own texts in place of the English ones, where they can be had. @param {() => void} then */
  function translated(then) {
    var request = new XMLHttpRequest();
    request.onload = function () {
      if (request.status === 200) words = JSON.parse(request.responseText);
    };
    request.onloadend = then;
    request.open('GET', own.replace(/js\/start\.js.*/, 'lang/trouble/' + language() + '.json'));
    request.send();
  }

  /** @param {string} what */
  function say(what) {
    // Why it fails is worth more than that it does.
    if (said === what || said === 'old') return;
    said = what;
    if (language() === 'en') show();
    else translated(show);
  }

  function show() {
    takeBack();
    if (said === 'late' && hasStarted()) return;
    notice = document.createElement('div');
    notice.className = 'notice notice-warn start-notice';
    notice.setAttribute('role', 'alert');
    notice.appendChild(document.createElement('p')).textContent =
      words[said === 'old' ? (screen.width < PHONE ? 'old_phone' : 'old_tv') : said] || '';
    if (said !== 'old') {
      var reload = notice.appendChild(document.createElement('button'));
      reload.className = 'button';
      reload.textContent = words.reload || '';
      reload.onclick = function () {
        location.reload();
      };
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
    return (
      event.filename.indexOf(location.protocol + '//' + location.host + '/') === 0 &&
      !/ResizeObserver loop/.test(event.message)
    );
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
