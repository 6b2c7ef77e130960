// @ts-check
// The browser's storage. Servers under one host name share it, and each keeps its own things in it.

/** `lasts` says whether it outlives the page. @typedef {Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> & { lasts: boolean }} Keys */

/**
 * Where the server of a script is: `/a/api/spyster/` for `https://games/a/api/spyster/static/1f/js/player.js`.
 * @param {string} script its address
 */
export const homeOf = (script) => new URL(script).pathname.replace(/(.*)static\/.*/, '$1');

/**
 * The browser's storage where it works, otherwise memory: a private window still plays, it only forgets. A key has
 * `home` before it there; what older builds kept without is moved when it is first asked for.
 * @param {() => Storage} find may throw, also where it is only looked at
 * @param {string} home
 * @returns {Keys}
 */
export function openStorage(find, home) {
  const kept = workingStorage(find);
  return {
    lasts: kept.lasts,
    getItem: (key) => {
      const own = kept.getItem(home + key);
      const old = own === null ? kept.getItem(key) : null;
      if (old === null) return own;
      kept.setItem(home + key, old);
      // Where there is no room for it, it stays where it is.
      if (kept.getItem(home + key) === old) kept.removeItem(key);
      return old;
    },
    setItem: (key, value) => kept.setItem(home + key, value),
    removeItem: (key) => {
      kept.removeItem(home + key);
      kept.removeItem(key);
    },
  };
}

/** @param {() => Storage} find @returns {Keys} */
function workingStorage(find) {
  try {
    const found = find();
    const probe = 'spyster.probe';
    found.setItem(probe, '1');
    found.removeItem(probe);
    return {
      lasts: true,
      getItem: (key) => found.getItem(key),
      setItem: (key, value) => {
        try {
          found.setItem(key, value);
        } catch {
          // It is full: what does not fit is forgotten when the page is left.
        }
      },
      removeItem: (key) => found.removeItem(key),
    };
  } catch {
    /** @type {Map<string, string>} */
    const memory = new Map();
    return {
      lasts: false,
      getItem: (key) => memory.get(key) ?? null,
      setItem: (key, value) => void memory.set(key, value),
      removeItem: (key) => void memory.delete(key),
    };
  }
}
