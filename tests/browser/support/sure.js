// What a test knows to be there, and a list or a page only perhaps.

/** The one that is there for certain; else the test fails. @template One @param {One | null | undefined} one */
export function sure(one) {
  if (one === undefined || one === null) throw new Error('It is not there.');
  return one;
}
