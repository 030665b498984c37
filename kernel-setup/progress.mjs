/**
 * Says that a step begins, shows its progress in place on a terminal, and how long it took.
 * @template T
 * @param {string} title
 * @param {(tick: (detail: string) => void) => Promise<T>} work
 */
export async function step(title, work) {
  const began = Date.now();
  const live = process.stdout.isTTY;
  process.stdout.write(`${title} ...`);
  const tick = (/** @type {string} */ detail) => {
    if (live) process.stdout.write(`\r\x1b[K${title} ... ${detail}`);
  };
  try {
    const result = await work(tick);
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    process.stdout.write(`${live ? `\r\x1b[K${title} ...` : ""} done in ${seconds} s\n`);
    return result;
  } catch (error) {
    process.stdout.write("\n"); // the one line about the failure gets a line of its own
    throw error;
  }
}
