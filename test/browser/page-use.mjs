/// <reference lib="dom" />

/**
 * @typedef {import("playwright-core").Browser} Browser
 * @typedef {import("playwright-core").Page} Page
 */

const PATIENCE = 120_000; // ms for 2,000 steps on a busy machine

/**
 * Opens the page and waits until it is ready. `close` says what no reader should have to bear.
 * @param {Browser} browser @param {string} address
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function opened(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  /** @type {string[]} */
  const noted = [];
  page.on("pageerror", (error) => noted.push(`page error: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning", "log"].includes(message.type()))
      noted.push(`the console says: ${message.text()}`);
  });
  const home = new URL(address);
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (!["blob:", "data:"].includes(url.protocol) && url.host !== home.host)
      noted.push(`asked another server: ${url}`);
  });
  await page.goto(address);
  await stateIs(page, "ready");
  return {
    page,
    close: async () => {
      await context.close();
      return noted;
    },
  };
}

/** Waits until the training stands so and the figures show it. @param {Page} page @param {string} state */
export async function stateIs(page, state) {
  await page.waitForSelector(`body[data-state="${state}"]:not([data-drawing])`, {
    timeout: PATIENCE,
  });
}

/** What a figure shows, as text to be compared. @param {Page} page @param {string} id */
export const drawnData = (page, id) =>
  page.locator(`#${id}`).evaluate((/** @type {any} */ figure) => JSON.stringify(figure.data));

/** The numbers that the page says of itself. @param {Page} page */
export async function numbersOf(page) {
  const said = await page.locator("#line").textContent();
  const [step, , loss] = (said ?? "").match(/[\d.]+/g) ?? [];
  return {
    step: Number(step),
    loss: Number(loss),
    threads: Number(await page.locator("#threads").getAttribute("data-threads")),
    fingerprint: (await page.locator("#fingerprint").getAttribute("data-fingerprint")) ?? "",
  };
}

/** Times the frames from now on. @param {Page} page @returns {Promise<() => Promise<{ median: number, longest: number }>>} */
export async function timeFrames(page) {
  await page.evaluate(() => {
    const times = (/** @type {any} */ (window).frameTimes = [performance.now()]);
    const note = (/** @type {number} */ now) => {
      times.push(now);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  return async () => {
    const times = /** @type {number[]} */ (await page.evaluate("window.frameTimes"));
    const took = times.slice(1).map((time, k) => time - times[k]);
    took.sort((a, b) => a - b);
    return { median: Math.round(took[took.length >> 1]), longest: Math.round(took.at(-1) ?? 0) };
  };
}
