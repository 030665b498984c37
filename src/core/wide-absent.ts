/**
 * What a bundle for browsers has in place of wide-binary.ts and trial-speed.ts (package.json, "browser"): no browser can
 * be told to join pairs of vectors, so "wide" would only be weight there.
 */
export const WIDE = undefined;
export const slow = (): undefined => undefined;
