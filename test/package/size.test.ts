import { Buffer } from "node:buffer";
import { describe, expect, test } from "vitest";
import { bundled, PROGRAMS, weight } from "./size.mjs";

describe("what a page pays for the package", () => {
  test.each(Object.entries(PROGRAMS))("%s", async (_, { source, most }) => {
    const bytes = weight(await bundled(source));
    console.log(`${bytes} bytes of at most ${most}`);
    expect(bytes).toBeLessThanOrEqual(most);
    // So much less would be a program from which something has been left out.
    expect(bytes).toBeGreaterThan(0.9 * most);
  });
});

const [{ source }] = Object.values(PROGRAMS);
const run = (code: string) =>
  import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);

test("a bundle for browsers learns, and serves as fast as a browser can", async () => {
  const { plan, history } = await run(await bundled(source));
  expect(history.loss.at(-1)).toBeLessThan(0.2 * history.loss[0]);
  const [major] = process.versions.node.split(".").map(Number);
  expect(plan.tier).toBe(major < 22 ? "simd" : "relaxed");
});

test("only a bundle for Node brings the kernels that need a flag of Node's", async () => {
  const [browser, node] = await Promise.all([bundled(source), bundled(source, "node")]);
  const widths = (code: string) => code.match(/\bwidth:(8|16)\b/g)?.sort();
  expect(widths(browser)).toEqual(["width:8"]);
  expect(widths(node)).toEqual(["width:16", "width:8"]);
});
