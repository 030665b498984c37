/**
 * Numbers in -1..1 that depend on the name alone: FNV-1a of it, then MurmurHash3's last step of each index. Weights and
 * inputs made so are the same on both sides; python/same_numbers.py is its twin.
 * @param {string} name
 * @param {number} count
 */
export function uniform(name, count) {
  let seed = 0x811c9dc5;
  for (const c of name) seed = Math.imul(seed ^ c.charCodeAt(0), 0x01000193);
  return Float64Array.from({ length: count }, (_, index) => {
    let k = (index + seed) >>> 0;
    k = Math.imul(k ^ (k >>> 16), 0x85ebca6b);
    k = Math.imul(k ^ (k >>> 13), 0xc2b2ae35);
    return ((k ^ (k >>> 16)) >>> 0) / 2 ** 31 - 1;
  });
}

/**
 * A matrix in -1..1 over the root of its rows; a vector in 0..1/2, so that no mean is near zero.
 * @param {string} name
 * @param {readonly number[]} shape
 */
export function weight(name, shape) {
  const u = uniform(
    name,
    shape.reduce((a, b) => a * b, 1),
  );
  return Float32Array.from(u, (v) => (shape.length > 1 ? v / Math.sqrt(shape[0]) : (v + 1) / 4));
}

/**
 * @param {string} name
 * @param {readonly number[]} shape
 */
export const sequence = (name, shape) =>
  Float32Array.from(
    uniform(
      name,
      shape.reduce((a, b) => a * b, 1),
    ),
  );
