import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repo } from "../../kernel-setup/paths.mjs";
import { openNotebook, shutDown } from "./notebook-page.mjs";

/**
 * @typedef {import("playwright-core").Page} Page
 * @typedef {import("playwright-core").Locator} Locator
 * @typedef {{ origin: string, token: string }} Lab
 */

const NAME = "browser-test-use.ipynb";
const PATIENCE = 30_000; // ms

// What a value holds must be shown, and never run. Each of these would leave its mark.
const MARK = "window.marked = true";
const IMAGE = `<img src=x onerror='${MARK}'>`;
const LINK = `<a href='javascript:${MARK}'>link</a>`;
const SVG = `<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90' onload='${MARK}'><script>${MARK}</script><circle r='40'/></svg>`;

const CELLS = {
  question: 'const who = input("Who? "); who + "!"',
  secret: 'input("Key? ", { password: true }).length',
  hostile: `import { audio, drawing, figure, latex, table } from "unrolled";
const [image, link, svg] = ${JSON.stringify([IMAGE, LINK, SVG])};
display(image);
display({ toString: () => image });
console.log(image);
display(table([image], [[link]]));
display(drawing(svg, image));
display(latex(\`\\\\href{javascript:${MARK}}{x} \${image}\`));
display(figure({ data: [{ x: [1], y: [1], text: [image + link], name: image, mode: "text" }], layout: { title: { text: image + link } }, alt: image }));
throw new Error(image);`,
  sound:
    'import { audio as sound } from "unrolled"; sound(new Float32Array(8000).map((_, k) => Math.sin(k / 3)), { rate: 8000, alt: "a tone" })',
  flood: "for (let i = 0; i < 200_000; i++) console.log(i);",
  help: 'import { network } from "unrolled";\n',
  loop: "console.log('on its way'); for (;;);",
  exit: "process.exit(1)",
  last: "6 * 7",
};

/**
 * Uses the kernel as a student does: answers a question, prints too much, presses Stop, ends the kernel, asks for help.
 * @param {Page} page @param {Lab} lab @param {string} shots
 * @returns {AsyncGenerator<{ what: string, problems: string[] }>}
 */
export async function* use(page, lab, shots) {
  const path = join(repo, "notebooks", NAME);
  writeFileSync(path, JSON.stringify(notebook(Object.values(CELLS))));
  try {
    await openNotebook(page, lab, NAME, Object.keys(CELLS).length);
    await page.getByText(/\| Idle$/).waitFor({ timeout: PATIENCE });
    const cell = (/** @type {keyof typeof CELLS} */ name) =>
      page.locator(".jp-Notebook-cell").nth(Object.keys(CELLS).indexOf(name));
    const steps = {
      "a question is answered in the cell": () => answer(page, cell("question"), "小明", "小明!"),
      "a password is not shown": async () => {
        await run(page, cell("secret"));
        await cell("secret").locator("input[type=password]").waitFor({ timeout: PATIENCE });
        await answer(page, cell("secret"), "12345", "5", true);
      },
      "what a value holds is not run": async () => {
        await run(page, cell("hostile"));
        await shows(cell("hostile"), "Error: <img");
        await cell("hostile").locator(".js-plotly-plot").waitFor({ timeout: PATIENCE });
        await page.waitForTimeout(500); // what must not happen cannot be waited for
        if (await page.evaluate("window.marked")) throw new Error("something was run");
      },
      "a sound can be played": async () => {
        await run(page, cell("sound"));
        const player = cell("sound").locator("audio");
        await player.waitFor({ timeout: PATIENCE });
        const seconds = await player.evaluate(
          (/** @type {any} */ a) =>
            new Promise((resolve) => {
              if (a.readyState > 0) resolve(a.duration);
              a.addEventListener("loadedmetadata", () => resolve(a.duration));
            }),
        );
        if (seconds !== 1) throw new Error(`it lasts ${seconds} s, not 1 s`);
      },
      "200,000 lines are printed, and the page still works": async () => {
        await run(page, cell("flood"));
        await shows(cell("flood"), "199999");
      },
      "Tab shows names, and what they are": async () => {
        await run(page, cell("help"));
        await write(page, cell("help"), "netwo");
        await page.keyboard.press("Tab");
        await page
          .locator(".jp-Completer-docpanel", { hasText: "A recurrent layer that can be run" })
          .waitFor({ timeout: PATIENCE });
        await page.screenshot({ path: join(shots, "use-Tab.png") });
        await page.keyboard.press("Enter");
      },
      "Shift-Tab shows the parameter that is written": async () => {
        await write(page, cell("help"), "(");
        await page.keyboard.press("Shift+Tab");
        await page.locator(".jp-Tooltip", { hasText: "network(" }).waitFor({ timeout: PATIENCE });
      },
      "Stop ends a loop": async () => {
        await run(page, cell("loop"));
        await shows(cell("loop"), "on its way");
        await page
          .locator('[data-command="notebook:interrupt-kernel"], [data-jp-item-name="interrupt"]')
          .first()
          .click();
        await shows(
          cell("loop"),
          "Interrupted: the cell was stopped; its variables keep their values",
        );
      },
      "process.exit is told, and the kernel comes back": async () => {
        await run(page, cell("exit"));
        await shows(cell("exit"), "ProcessExit");
        await page.locator(".jp-Dialog button.jp-mod-accept").click({ timeout: PATIENCE });
        await run(page, cell("last"));
        await shows(cell("last"), "42");
      },
    };
    for (const [what, step] of Object.entries(steps)) {
      const problems = await step().then(
        () => [],
        (error) => [/** @type {Error} */ (error).message],
      );
      await page.screenshot({ path: join(shots, `use-${what.replaceAll(/\W+/g, "-")}.png`) });
      yield { what, problems };
    }
    await shutDown(page, lab);
  } finally {
    rmSync(path, { force: true });
  }
}

/** @param {string[]} sources */
function notebook(sources) {
  const cells = sources.map((source, k) => ({
    ...{ cell_type: "code", id: `use-${k}`, metadata: {}, outputs: [], execution_count: null },
    source,
  }));
  const kernelspec = {
    name: "unrolled",
    display_name: "Unrolled (TypeScript)",
    language: "typescript",
  };
  return { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
}

/** @param {Page} page @param {Locator} cell */
async function run(page, cell) {
  await cell.scrollIntoViewIfNeeded();
  await cell.locator(".cm-content").click();
  await page.keyboard.press("Control+Enter");
}

/** At the end of a cell, as slowly as Lab can follow. @param {Page} page @param {Locator} cell @param {string} text */
async function write(page, cell, text) {
  await cell.locator(".cm-content").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(text, { delay: 50 });
}

/** @param {Locator} cell @param {string} text */
const shows = (cell, text) =>
  cell.locator(".jp-OutputArea").getByText(text).last().waitFor({ timeout: PATIENCE });

/** @param {Page} page @param {Locator} cell @param {string} text @param {string} result @param {boolean} [asked] */
async function answer(page, cell, text, result, asked = false) {
  if (!asked) await run(page, cell);
  const box = cell.locator(".jp-Stdin-input");
  await box.waitFor({ timeout: PATIENCE });
  await box.fill(text);
  await box.press("Enter");
  await shows(cell, result);
}
