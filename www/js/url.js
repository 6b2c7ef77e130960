// @ts-check
// Addresses below the page.

/** The address of something below the page's own folder, whatever prefix a proxy puts in front. @param {string} path */
export const resolveUrl = (path) => new URL(path, document.baseURI).href;
