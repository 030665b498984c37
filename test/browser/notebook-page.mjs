import { missing } from "./figure.mjs";

const PATIENCE = 20_000; // ms for Lab to draw; a failure takes that long, a success does not

/** @typedef {import("playwright-core").Page} Page */

/**
 * Opens a notebook in Lab, at the width the page has.
 * @param {Page} page
 * @param {{ origin: string, token: string }} lab
 * @param {string} path below notebooks/
 * @param {number} cells how many it has
 */
export async function openNotebook(page, { origin, token }, path, cells) {
  // `reset` forgets what was open before.
  await page.goto(`${origin}/lab/tree/${path}?token=${token}&reset`);
  await page
    .locator(".jp-Notebook-cell")
    .nth(cells - 1)
    .waitFor({ state: "attached", timeout: 60_000 });
}

/**
 * A phone has no room for the file list, so a reader on one closes it.
 * @param {Page} page
 * @param {number} width
 */
export async function resize(page, width) {
  const list = page.locator("#jp-left-stack");
  if (width < 600 && (await list.isVisible())) {
    await page.keyboard.press("Control+b");
    await list.waitFor({ state: "hidden" });
  }
  await page.setViewportSize({ width, height: 900 });
}

/**
 * Scrolls to each figure in turn and waits until it is drawn, and drawn for this width.
 * @param {Page} page
 * @param {number[]} expected how many figures each cell shows
 * @param {string} shot how the names of the pictures begin
 * @returns {Promise<string[]>} what is wrong
 */
export async function checkFigures(page, expected, shot) {
  const found = [];
  for (const [index, count] of expected.entries()) {
    if (count === 0) continue;
    const cell = page.locator(".jp-Notebook-cell").nth(index);
    const outputs = cell.locator(".jp-OutputArea-child");
    const figures = cell.locator(".jp-OutputArea-output.unrolled-figure");
    await cell.scrollIntoViewIfNeeded();
    await outputs.last().scrollIntoViewIfNeeded();
    await figures
      .nth(count - 1)
      .waitFor({ timeout: PATIENCE })
      .catch(() => {});
    const drawn = await figures.count();
    if (drawn !== count) found.push(`cell ${index + 1}: ${count} figures, but ${drawn} drawn`);
    for (const [number, figure] of (await figures.all()).entries()) {
      await figure.scrollIntoViewIfNeeded();
      const problems = await settled(page, figure);
      found.push(...problems.map((problem) => `cell ${index + 1}: ${problem}`));
      await figure.screenshot({ path: `${shot}-cell-${index + 1}-figure-${number + 1}.png` });
    }
  }
  return found;
}

/**
 * Asks until nothing is missing any more, or patience ends.
 * @param {Page} page
 * @param {import("playwright-core").Locator} figure
 */
async function settled(page, figure) {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const problems = await figure.evaluate(missing);
    if (problems.length === 0 || Date.now() > deadline) return problems;
    await page.waitForTimeout(100);
  }
}

/**
 * Clears all outputs, runs every cell, waits for the last and saves.
 * @param {Page} page
 * @param {number} timeout
 */
export async function runAllAndSave(page, timeout) {
  const prompts = page.locator(".jp-CodeCell .jp-InputPrompt");
  const untilPrompts = async (/** @type {(prompts: string) => boolean} */ are) => {
    const deadline = Date.now() + timeout;
    while (!are((await prompts.allTextContents()).join(" "))) {
      if (Date.now() > deadline) throw new Error(`Run All did not end within ${timeout / 1000} s`);
      await page.waitForTimeout(200);
    }
  };
  await choose(page, "Edit", "editmenu:clear-all");
  await untilPrompts((all) => !/\d/.test(all));
  await choose(page, "Run", "runmenu:run-all");
  // A cell that waits or runs shows [*]; after an error those that never ran show [ ].
  await untilPrompts((all) => /\d/.test(all) && !all.includes("*"));
  const saved = page.waitForResponse(
    (response) =>
      response.request().method() === "PUT" && response.url().includes("/api/contents/"),
  );
  await choose(page, "File", "docmanager:save");
  await saved;
}

/**
 * Whether the notebook counts as changed once its kernel has told Lab all about itself.
 * @param {Page} page
 */
export async function unsavedOnceIdle(page) {
  await page.getByText(/\| Idle$/).waitFor({ timeout: PATIENCE });
  await page.waitForTimeout(1000); // what stays away cannot be waited for
  return (await page.locator(".jp-mod-dirty").count()) > 0;
}

/**
 * Ends the kernels that opening started; Lab leaves them running.
 * @param {Page} page
 * @param {{ origin: string, token: string }} lab
 */
export async function shutDown(page, { origin, token }) {
  await page.goto("about:blank"); // closed first, or Lab asks what became of its kernel
  const headers = { Authorization: `token ${token}` };
  const sessions = await (await page.request.get(`${origin}/api/sessions`, { headers })).json();
  for (const { id } of sessions)
    await page.request.delete(`${origin}/api/sessions/${id}`, { headers });
}

/**
 * @param {Page} page
 * @param {string} menu
 * @param {string} command
 */
async function choose(page, menu, command) {
  await page.locator(".lm-MenuBar-itemLabel", { hasText: new RegExp(`^${menu}$`) }).click();
  await page.locator(`.lm-Menu-item[data-command="${command}"]`).click();
}
