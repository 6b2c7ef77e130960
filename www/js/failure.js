// @ts-check
// What goes wrong in one place must not hold back what comes after it.

/** Reports what was thrown as if nobody had caught it, which `start.js` tells the reader. @param {unknown} error */
export function report(error) {
  setTimeout(() => {
    throw error;
  });
}

/** Does something of which nothing else depends; returns whether it came to its end. @param {() => void} act */
export function attempt(act) {
  try {
    act();
    return true;
  } catch (error) {
    report(error);
    return false;
  }
}
