/// <reference lib="dom" />
import { join } from "node:path";
import { missing } from "./figure.mjs";
import { numbersOf, opened, stateIs } from "./page-use.mjs";

/**
 * @typedef {import("playwright-core").Browser} Browser
 * @typedef {import("playwright-core").Page} Page
 * @typedef {import("./page.mjs").Findings} Findings
 */

const WIDTHS = [375, 1280, 1920];

/**
 * Looks at the trained page at each width, in both languages, light and dark.
 * @param {Browser} browser @param {string} address @param {string} shots
 * @returns {Findings}
 */
export async function* looks(browser, address, shots) {
  for (const language of ["en", "zh"]) {
    const { page, close } = await opened(browser, `${address}?lang=${language}`);
    await page.locator("#train").click();
    await stateIs(page, "done");
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const problems = await settled(page);
      await page.screenshot({ path: join(shots, `page-${language}-${width}.png`), fullPage: true });
      yield { what: `page: all there at ${width} px, ${language}`, problems };
    }
    if (language === "en") {
      await page.emulateMedia({ colorScheme: "dark" });
      const problems = await settled(page);
      await page.screenshot({ path: join(shots, "page-dark.png"), fullPage: true });
      yield { what: "page: all there in the dark", problems };
      await page.emulateMedia({ colorScheme: "light" });
    } else {
      yield { what: "page: every word has its Chinese", problems: await page.evaluate(inEnglish) };
    }
    // The other language, as it stands: what has been learnt stays.
    const before = await numbersOf(page);
    await page.locator("#language").click();
    const problems =
      (await numbersOf(page)).fingerprint === before.fingerprint ? [] : ["it began anew"];
    if ((await page.locator("html").getAttribute("lang"))?.startsWith(language))
      problems.push("the language is as before");
    yield {
      what: `page: the language changes from ${language} as it stands`,
      problems: [...problems, ...(await close())],
    };
  }
}

/** Asks until nothing is missing any more, or patience ends. @param {Page} page */
async function settled(page) {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const problems = await page.evaluate(wrong);
    for (const figure of await page.locator(".figure").all()) {
      const id = await figure.getAttribute("id");
      problems.push(...(await figure.evaluate(missing)).map((problem) => `${id}: ${problem}`));
    }
    if (problems.length === 0 || Date.now() > deadline) return problems;
    await page.waitForTimeout(200);
  }
}

/** What is wrong with the page around the figures, and with colours that were left behind. Runs in the page. */
function wrong() {
  const found = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth)
    found.push(`${scrollWidth} px wide, where ${clientWidth} px are free`);
  for (const control of document.querySelectorAll("main button, main select, main input")) {
    const { width, height } = control.getBoundingClientRect();
    if (Math.min(width, height) < 24)
      found.push(`a control of ${width} x ${height} px: ${control.id || control.ariaLabel}`);
    const labels = /** @type {HTMLInputElement} */ (control).labels?.length;
    if (!control.textContent && !control.ariaLabel && !labels)
      found.push(`no label: ${control.id}`);
  }
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  for (const svg of document.querySelectorAll(".figure .main-svg:first-child"))
    if (getComputedStyle(svg).backgroundColor !== paper)
      found.push("a figure on another paper than the page's");
  if (!document.querySelector("#equations math") || !document.querySelector("#drawing svg"))
    found.push("no equations or drawing");
  return found;
}

/** Texts with no Chinese in them, but for names. Runs in the page. */
function inEnglish() {
  const NAMES = /^(LSTM|GRU|English|[\d\s.,%★–−-]*)$/;
  return [
    ...document.querySelectorAll(
      "[data-say], #status, #line, #threads, #fingerprint, #verdict, .note, .gtitle, .xtitle, .ytitle",
    ),
  ]
    .map((node) => node.textContent ?? "")
    .filter((text) => !/\p{Script=Han}/u.test(text) && !NAMES.test(text));
}
