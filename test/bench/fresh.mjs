import { run } from "../../kernel-setup/run.mjs";

/** Answers as a Child does, but each run is a process of its own: what is timed is its start. */
export class Fresh {
  running = false;

  /**
   * @param {string[]} args
   * @param {string} tier
   * @param {number} threads
   */
  constructor(args, tier, threads) {
    this.args = args;
    this.tier = tier;
    this.options = JSON.stringify({ tier, ...(threads > 1 ? { threads } : {}) });
  }

  /**
   * @param {Record<string, unknown>} request
   * @returns {Promise<import("./child.mjs").Answer>}
   */
  async ask(request) {
    const { code, output } = await run(process.execPath, [...this.args, this.options]);
    const lines = output.split("\n");
    if (code !== 0)
      return {
        missing:
          lines.find((line) => /^\w*Error: /.test(line)) ?? lines.at(-1) ?? "it said nothing",
      };
    const { tier, times } = JSON.parse(lines.at(-1) ?? "");
    if (tier !== this.tier) return { missing: `this machine has tier "${tier}" in place of it` };
    if (request.do === "prepare") return { check: {}, ms: 0 };
    const each = Object.entries(times).map(([measure, ms]) => [measure, [ms, ms]]);
    return { runs: 1, times: Object.fromEntries(each) };
  }

  end() {}
}
