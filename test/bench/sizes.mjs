/** @typedef {{ B: number, T: number, I: number, H: number }} Size */

/**
 * The five sizes of every comparison.
 * @type {readonly Size[]}
 */
export const SIZES = [
  { B: 1, T: 50, I: 32, H: 32 },
  { B: 16, T: 50, I: 32, H: 64 },
  { B: 32, T: 100, I: 64, H: 128 },
  { B: 32, T: 100, I: 128, H: 256 },
  { B: 64, T: 100, I: 256, H: 512 },
];

/** @param {Size} size */
export const nameOf = ({ B, T, I, H }) => `(${B}, ${T}, ${I}, ${H})`;

/**
 * How long to look: the large sizes are steadier and take longer.
 * @param {number} H
 */
export const effort = (H) => ({
  turns: H <= 128 ? 5 : 3,
  ms: H <= 128 ? 60 : 1,
  quick: H <= 64,
});
