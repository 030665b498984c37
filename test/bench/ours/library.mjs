/** @typedef {typeof import("../../../src/index.js")} Library */

/**
 * The built package, as its users import it; `npm run build` made it.
 * @type {Library}
 */
export const unrolled = await import(new URL("../../../dist/index.js", import.meta.url).href);
