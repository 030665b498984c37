/**
 * Keeps the last `most` things that were made, by key: plans are costly to make, and hold their memory as long as they
 * are kept.
 */
export function recent<T>(most: number): (key: string, make: () => T) => T {
  const kept = new Map<string, T>();
  return (key, make) => {
    const found = kept.get(key) ?? make();
    kept.delete(key);
    kept.set(key, found); // the last in order is the latest used
    if (kept.size > most) kept.delete(kept.keys().next().value!);
    return found;
  };
}
