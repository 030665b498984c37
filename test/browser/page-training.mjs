/// <reference lib="dom" />
import { drawnData, numbersOf, opened, stateIs, timeFrames } from "./page-use.mjs";

/**
 * @typedef {import("playwright-core").Browser} Browser
 * @typedef {import("./page.mjs").Findings} Findings
 */

const GUESS = (39 / 40) * 0.95 * Math.LN2; // nats, without memory: a coin but at the stars

/**
 * Trains to the end where threads may share memory and where not, and without a server.
 * @param {Browser} browser @param {{ isolated: string, plain: string, file: string }} at
 * @returns {Findings}
 */
export async function* trains(browser, at) {
  /** @type {string[]} */
  const prints = [];
  const ended = async (
    /** @type {import("playwright-core").Page} */ page,
    /** @type {number} */ threads,
  ) => {
    await stateIs(page, "done");
    const { loss, fingerprint, threads: shown } = await numbersOf(page);
    prints.push(fingerprint);
    const problems = [];
    if (!(loss < GUESS / 10))
      problems.push(`the loss is ${loss}, without memory it would be ${GUESS}`);
    if (shown !== threads) problems.push(`${shown} threads, not ${threads}`);
    if (new Set(prints).size > 1) problems.push(`other weights than before: ${prints.join(", ")}`);
    return problems;
  };

  {
    const { page, close } = await opened(browser, at.isolated);
    const problems = [];
    const before = await drawnData(page, "gates");
    const count = () => page.locator("#gates").getAttribute("data-drawn").then(Number);
    await page.locator("#gates").scrollIntoViewIfNeeded();
    const from = await count();
    await page.locator("#train").press("Enter");
    await page.waitForFunction(
      (n) => Number(document.querySelector("#gates")?.getAttribute("data-drawn")) > n,
      from + 2,
    );
    if ((await page.locator("body").getAttribute("data-state")) !== "training")
      problems.push("no figure was redrawn while it trained");
    await page.locator("#pause").press("Enter");
    await stateIs(page, "paused");
    const paused = await numbersOf(page);
    if ((await drawnData(page, "gates")) === before) problems.push("the gates are as before");
    await page.waitForTimeout(1000); // what must not happen cannot be waited for
    const later = await numbersOf(page);
    if (later.fingerprint !== paused.fingerprint) problems.push("it trains on while it is paused");
    if (!(paused.step > 0 && paused.step < 2000)) problems.push(`paused at step ${paused.step}`);
    yield {
      what: `page: redraws its gates as it trains; rests at step ${paused.step} when it is paused`,
      problems,
    };
    yield { what: "page: a sequence of one's own, by keyboard", problems: await ownSequence(page) };
    await page.locator("#train").click();
    yield {
      what: "page: goes on after the pause and learns, with 2 threads where it is isolated",
      problems: [...(await ended(page, 2)), ...(await close())],
    };
  }
  {
    const { page, close } = await opened(browser, at.plain);
    const frames = await timeFrames(page);
    await page.locator("#train").click();
    const problems = await ended(page, 1);
    const { median, longest } = await frames();
    // A page that stands still for the whole of train's 100 ms at a time has no frame shorter than that.
    if (median > 50) problems.push(`a frame takes ${median} ms while it trains`);
    yield {
      what: `page: without isolation 1 thread and the same bits; a frame every ${median} ms while it trains, the longest took ${longest} ms`,
      problems: [...problems, ...(await close())],
    };
  }
  {
    const { page, close } = await opened(browser, at.file, { offline: true });
    await page.locator("#train").click();
    yield {
      what: "page: opened as a file, offline: 1 thread, the same bits",
      problems: [...(await ended(page, 1)), ...(await close())],
    };
  }
  for (const cell of ["gru", "rnn"]) {
    const { page, close } = await opened(browser, at.isolated);
    const problems = [];
    const before = await page.locator("#equations").innerHTML();
    await page.locator("#cell").selectOption(cell);
    await stateIs(page, "ready");
    if ((await page.locator("#equations").innerHTML()) === before)
      problems.push("the equations are the LSTM's");
    await page.locator("#train").click();
    await stateIs(page, "done");
    const { loss } = await numbersOf(page);
    // A plain RNN need not have learnt it by then; it does more than guess.
    if (!(loss < (cell === "gru" ? GUESS / 10 : GUESS))) problems.push(`the loss is ${loss}`);
    yield {
      what: `page: ${cell} trains to a loss of ${loss}`,
      problems: [...problems, ...(await close())],
    };
  }
}

/** Turns the first card, without a mouse. @param {import("playwright-core").Page} page */
async function ownSequence(page) {
  const problems = [];
  const before = await drawnData(page, "gates");
  const said = await page.locator("#verdict").textContent();
  const first = page.locator("#cards button").first();
  await first.focus();
  for (let k = 0; k < 20; k++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown"); // the star of step 21
  const focused = await page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  if (focused !== "Step 21: star") problems.push(`the focus is on "${focused}"`);
  await page.keyboard.press("Space");
  await page
    .waitForFunction(([was]) => document.querySelector("#verdict")?.textContent !== was, [said], {
      timeout: 2000,
    })
    .catch(() => {}); // the star before the last changes no verdict
  await page.waitForTimeout(500);
  if ((await drawnData(page, "gates")) === before) problems.push("the gates do not follow");
  return problems;
}
