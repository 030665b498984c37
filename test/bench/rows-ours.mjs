import { CONFIGURATIONS } from "./configurations.mjs";
import { effort, nameOf, SIZES } from "./sizes.mjs";

/** @typedef {import("./rows.mjs").Row} Row */
/** @typedef {import("./rows.mjs").Contender} Contender */
/** @typedef {import("./configurations.mjs").ConfigurationName} ConfigurationName */

/**
 * @param {ConfigurationName} configuration
 * @param {Record<string, unknown>} given
 * @returns {Contender}
 */
export const ours = (configuration, given) => ({
  label: CONFIGURATIONS[configuration].label,
  forms: [{ process: `ours:${configuration}`, given }],
});

/**
 * Time of a Clockwork RNN's forward pass as a share of a dense RNN's, one input a step.
 * @returns {Row[]}
 */
export function clockworkShare() {
  const size = { kind: "forward", T: 128, B: 32, I: 1, H: 512 };
  return /** @type {const} */ ([
    ["8 modules", "clockwork8"],
    ["4 modules", "clockwork"],
  ]).flatMap(([name, cell]) =>
    /** @type {const} */ (["flagless", "workbook"]).map((configuration) => ({
      ...{ section: "Clockwork's share", name: `${name}, H 512`, size: 512 },
      ...{ measures: ["forward"], turns: 5, ms: 100, share: true },
      ours: [ours(configuration, { ...size, cell })],
      peers: [
        { ...ours(configuration, { ...size, cell: "rnn" }), label: "dense RNN", other: true },
      ],
    })),
  );
}

/**
 * Our tiers against TypeScript's.
 * @returns {Row[]}
 */
export function tiers() {
  const compare = (/** @type {Record<string, unknown>} */ given) => ({
    ours: [ours("simd", given), ours("flagless", given), ours("workbook", given)],
    peers: [ours("js", given)],
  });
  return [
    ...[256, 1024].map((n) => ({
      ...{ section: "Tiers", name: `product ${n}`, size: n, measures: ["product"] },
      ...{ turns: 3, ms: 40, quick: n === 256 },
      ...compare({ kind: "product", form: "a b", n }),
    })),
    ...SIZES.slice(0, 4).map((size) => ({
      ...{ section: "Tiers", name: `LSTM ${nameOf(size)}`, size: size.H },
      ...{ measures: ["forward + backward"], ...effort(size.H), turns: 3 },
      ...compare({ kind: "training", cell: "lstm", ...size }),
    })),
  ];
}

/**
 * Time and memory against T and H.
 * @returns {Row[]}
 */
export function growth() {
  /**
   * @param {string} name
   * @param {{ T: number, H: number, checkpoint?: number }} size
   * @returns {Row}
   */
  const at = (name, size) => {
    const given = {
      kind: "training",
      cell: "lstm",
      B: 16,
      I: 32,
      ...size,
      growth: size.checkpoint === undefined,
    };
    return {
      ...{ section: "Growth of an LSTM, B 16, I 32", name, size: size.H },
      ...{ measures: ["forward + backward"], turns: 3, ms: 40 },
      ours: [ours("flagless", given), ours("workbook", given)],
      peers: [],
    };
  };
  return [
    ...[10, 20, 50, 100, 200, 500, 1000, 2000].map((T) => at(`T ${T}, H 64`, { T, H: 64 })),
    at("T 2000, H 64, a checkpoint each 50 steps", { T: 2000, H: 64, checkpoint: 50 }),
    ...[16, 32, 64, 128, 256, 512].map((H) => at(`T 50, H ${H}`, { T: 50, H })),
  ];
}

/**
 * The cells that nobody else has in a form that could be timed.
 * @returns {Row[]}
 */
export function others() {
  const cells = {
    ...{ "LSTM 1997": "lstm1997", "Full peephole": "fullPeephole", "Greff FGR": "greffFgr" },
    ...{ MUT2: "mut2", MUT3: "mut3", IRNN: "irnn", "Grid LSTM, 2-D": "grid" },
    "LSTM, layer-normalised": "layerNormalised",
  };
  return Object.entries(cells).flatMap(([title, cell]) =>
    SIZES.map((size) => ({
      ...{ section: `Ours alone: ${title}`, name: nameOf(size), size: size.H },
      ...{ measures: ["forward + backward", "and Adam"], turns: size.H > 128 ? 1 : 2, ms: 30 },
      ours: [ours("flagless", { kind: "training", cell, ...size })],
      peers: [],
    })),
  );
}

/**
 * The garbage collector's pauses over 1,000 training steps.
 * @returns {Row[]}
 */
export function collector() {
  const given = { kind: "pauses", cell: "lstm", ...SIZES[1], steps: 1000 };
  return [
    {
      ...{ section: "Garbage collector, 1,000 LSTM training steps", name: nameOf(SIZES[1]) },
      ...{ size: 64, measures: ["longest pause", "all pauses"], turns: 1, ms: 1 },
      ours: [ours("flagless", given), ours("workbook", given)],
      peers: [],
    },
  ];
}

/**
 * A fresh process imports the package, makes its first plan and runs it.
 * @returns {Row[]}
 */
export function firstUse() {
  const contender = (/** @type {ConfigurationName} */ name) => ({
    label: CONFIGURATIONS[name].label,
    forms: [{ process: `fresh:${name}`, given: {} }],
  });
  return [
    {
      ...{ section: "First use, in a fresh process", name: `LSTM ${nameOf(SIZES[1])}`, size: 64 },
      ...{ measures: ["import", "first plan", "first forward"], turns: 5, ms: 1, quick: true },
      ours: [contender("flagless"), contender("workbook")],
      peers: [],
    },
  ];
}
