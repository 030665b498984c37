import { ours } from "./rows-ours.mjs";
import { effort, nameOf, SIZES } from "./sizes.mjs";

/** @typedef {import("./rows.mjs").Row} Row */
/** @typedef {import("./rows.mjs").Contender} Contender */

/** Cells that PyTorch has a layer for, and those whose step its users write: section and name of the cell. */
const TORCH_LAYERS = { LSTM: "lstm", "GRU, reset after": "gruResetAfter", RNN: "rnn" };
const WRITTEN = {
  "GRU, reset before": "gru",
  Peephole: "peephole",
  Coupled: "coupled",
  MUT1: "mut1",
  "Depth-Gated": "depthGated",
  "Clockwork RNN": "clockwork",
};
const FORMS = ["eager", "script", "compiled step", "compiled loop"];
const CLOCKWORK_FORMS = [
  ...["eager columns", "eager blocks", "script columns"],
  ...["compiled step", "compiled loop"],
];
const ONNX = ["lstm", "gru", "gruResetAfter"];

/**
 * PyTorch in each form that there is. torch.compile, which takes minutes, is tried for training alone: on the whole loop
 * where that is short, and else on the step (a loop of 100 steps exceeds any patience, and with 50 the step is slower).
 * @param {Record<string, unknown> & { cell: string, kind: string, T: number }} given
 * @param {1 | 2} threads
 * @returns {Contender}
 */
function torch(given, threads) {
  const compiled =
    given.kind !== "training" ? "" : given.T > 50 ? "compiled step" : "compiled loop";
  const isLayer = Object.values(TORCH_LAYERS).includes(given.cell);
  const forms = isLayer ? ["torch.nn"] : given.cell === "clockwork" ? CLOCKWORK_FORMS : FORMS;
  return {
    label: threads === 1 ? "PyTorch" : "PyTorch, 2 threads",
    forms: forms
      .filter((form) => !form.startsWith("compiled") || form === compiled)
      .map((form) => ({
        process: `python:${threads}`,
        form,
        given: { library: "torch", form, ...given },
      })),
  };
}

/**
 * Training steps of the cells that have a counterpart.
 * @returns {Row[]}
 */
export function layers() {
  const measures = ["forward + backward", "and Adam"];
  const one = Object.entries({ ...TORCH_LAYERS, ...WRITTEN }).flatMap(([section, cell]) =>
    SIZES.map((size) => {
      const given = { kind: "training", cell, ...size };
      return {
        ...{ section, name: nameOf(size), size: size.H, measures, ...effort(size.H) },
        ours: [ours("flagless", given), ours("workbook", given)],
        peers: [torch(given, 1)],
      };
    }),
  );
  const two = SIZES.map((size) => {
    const given = { kind: "training", cell: "lstm", ...size };
    return {
      ...{ section: "LSTM, 2 threads", name: nameOf(size), size: size.H, measures },
      ...effort(size.H),
      ours: [ours("flagless2", given), ours("workbook2", given)],
      peers: [torch(given, 2)],
    };
  });
  return [...one.slice(0, SIZES.length), ...two, ...one.slice(SIZES.length)];
}

/**
 * The same cells without a way back.
 * @returns {Row[]}
 */
export function forwards() {
  return Object.entries({ ...TORCH_LAYERS, ...WRITTEN }).flatMap(([title, cell]) =>
    SIZES.map((size) => {
      const given = { kind: "forward", cell, ...size };
      const onnx = { process: "python:1", given: { library: "onnxruntime", form: "", ...given } };
      return {
        ...{ section: `Forward only: ${title}`, name: nameOf(size), size: size.H },
        ...{ measures: ["forward"], ...effort(size.H), quick: size.H === 64 },
        ours: [ours("flagless", given), ours("workbook", given)],
        peers: [
          ...(ONNX.includes(cell) ? [{ label: "onnxruntime", forms: [onnx] }] : []),
          torch(given, 1),
        ],
      };
    }),
  );
}

/**
 * Square products in the three forms that training needs.
 * @returns {Row[]}
 */
export function products() {
  return [64, 128, 256, 512, 1024].flatMap((n) =>
    ["a b", "a b'", "a' b"].map((form) => {
      const given = { kind: "product", form, n };
      const by = (/** @type {string} */ process, /** @type {string} */ library) => [
        { process, given: { library, ...given } },
      ];
      const inJavascript = form === "a b" && (n === 64 || n === 256);
      return {
        ...{ section: "Products", name: `${n}, ${form}`, size: n, measures: ["product"] },
        ...{ turns: n < 1024 ? 5 : 3, ms: 40, quick: n === 64 || n === 256 },
        ours: [ours("flagless", given), ours("workbook", given)],
        peers: [
          { label: "OpenBLAS", forms: by("python:1", "numpy") },
          { label: "PyTorch", forms: by("python:1", "torch") },
          ...(inJavascript
            ? ["ml-matrix", "mathjs"].map((label) => ({ label, forms: by("javascript", label) }))
            : []),
        ],
      };
    }),
  );
}

/**
 * What JavaScript's users reach for to train an LSTM.
 * @returns {Row[]}
 */
export function againstJavascript() {
  return SIZES.slice(0, 3).map((size, k) => {
    const given = { kind: "training", cell: "lstm", ...size };
    /** @type {(label: string, library: string, form: string, more?: Partial<Contender>) => Contender} */
    const by = (label, library, form, more) => ({
      label,
      forms: [{ process: "javascript", given: { library, form, ...given } }],
      ...more,
    });
    return {
      ...{ section: "LSTM against JavaScript", name: nameOf(size), size: size.H },
      ...{ measures: ["and Adam"], turns: 3, ms: 40, quick: k === 0 },
      ours: [ours("flagless", given), ours("workbook", given)],
      peers: [
        by("tfjs, wasm", "tfjs", "wasm"),
        ...(k === 0
          ? [
              by("tfjs, cpu", "tfjs", "cpu"),
              by("brain.js", "brain", "", {
                other: true,
                note: "brain.js learns one-hot symbols with a softmax at each step, by RMSProp: a little more work",
              }),
            ]
          : []),
      ],
    };
  });
}
