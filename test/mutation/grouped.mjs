/**
 * A list in groups, as Map.groupBy of later ECMAScript makes them.
 * @template T
 * @param {Iterable<T>} list
 * @param {(item: T) => string} by
 */
export function grouped(list, by) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const item of list) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
  return groups;
}
