import type { Stored, StoredRun } from "../experiments/experiment.js";
import { proportion, type Proportion } from "../experiments/proportion.js";
import { jackknife } from "./jackknife.js";
import type { Measured, Rule } from "./ledger-rule.js";
import { median } from "./median.js";

/** A network has learnt the latch if it tells so many unseen sequences' class. */
const LEARNT = 0.9;
/** A kind of network can do what so many of its seeds can, and cannot do what only so few can. */
const [CAN, CANNOT] = [0.9, 0.1];
/** More steps than this are long: it is the shortest that the latch is tried at. */
const LONG = 10;
/** Where libraries start the forget gate's bias if nobody says otherwise. */
const DEFAULTS = [0, 1];

/** Whether a run learnt the latch. */
export const hasLearnt = ({ figures }: StoredRun): boolean => figures["right"] >= LEARNT;
const isPlain = (model: string): boolean => !model.startsWith("LSTM");
const numbers = ({ runs }: Stored, key: string): number[] =>
  [...new Set(runs.map((run) => Number(run.case[key])))].sort((a, b) => a - b);

/** The models whose runs are stored, in their order. */
export const modelsOf = ({ runs }: Stored): string[] => [
  ...new Set(runs.map((run) => String(run.case["model"]))),
];
/** The lengths of the sequences, from the shortest. */
export const lengthsOf = (stored: Stored): number[] => numbers(stored, "T");

/** How many seeds of a network have learnt to latch for T steps. */
export function learntAt({ runs }: Stored, model: string, T: number): Proportion {
  const chosen = runs.filter((run) => run.case["model"] === model && run.case["T"] === T);
  if (chosen.length === 0)
    throw new RangeError(`latching: there are no runs of ${model} at T = ${T}`);
  return proportion(chosen.filter(hasLearnt).length, chosen.length);
}

/** From which length on a network cannot learn, though it can at the shortest; undefined if there is none. */
function failsFrom(stored: Stored, model: string): number | undefined {
  const lengths = lengthsOf(stored);
  const shares = lengths.map((T) => learntAt(stored, model, T).share);
  if (shares[0] < CAN) return undefined;
  const last = shares.findLastIndex((share) => share > CANNOT);
  return lengths[last + 1];
}

/** "In practice, RNNs don't seem to be able to learn them." */
export const notLearnt: Rule = {
  experiment: "latching",
  words: "ledger.latching.notLearnt",
  decide(stored) {
    const plain = modelsOf(stored).filter(isPlain);
    if (plain.length === 0) throw new RangeError("latching: there are no runs of plain networks");
    const lengths = lengthsOf(stored);
    const from = plain.map((model) => failsFrom(stored, model));
    const fail = from.filter((T) => T !== undefined).length;
    const verdict = fail === plain.length ? "holds" : fail > 0 ? "holds if" : "not reproduced";
    const [first] = plain;
    const T = from[0] ?? lengths.at(-1)!;
    const { count, of, share, low, high } = learntAt(stored, first, T);
    return {
      verdict,
      figure: {
        words: "ledger.latching.learnt",
        values: { model: first, T, count, of },
        ...{ value: share, low, high },
      },
      ...(verdict === "holds if"
        ? {
            condition: {
              words: "ledger.latching.starts" as const,
              values: { list: plain.map((model, k) => `${model}: ${from[k] ?? "–"}`).join("; ") },
            },
          }
        : {}),
      n: plain.length * lengths.length * of,
    };
  },
};

/**
 * Pairs of networks at the same T, one of which learnt and one did not, and in how many the first had the larger gradient
 * at the steps that matter, before it was trained; a tie counts half. `fit` says which pairs to take, all if it is not given.
 */
export function pairsWon(
  runs: readonly StoredRun[],
  fit: (a: StoredRun, b: StoredRun) => boolean = () => true,
): { readonly won: number; readonly pairs: number } {
  let [won, pairs] = [0, 0];
  for (const a of runs)
    for (const b of runs) {
      if (a.case["T"] !== b.case["T"] || !hasLearnt(a) || hasLearnt(b) || !fit(a, b)) continue;
      const [p, q] = [a.figures["before"], b.figures["before"]];
      pairs++;
      won += p > q ? 1 : p === q ? 0.5 : 0;
    }
  return { won, pairs };
}

/** The share of these pairs in which the first had the larger gradient; 1/2 where there is no pair. */
export function gradientTells(...chosen: Parameters<typeof pairsWon>): number {
  const { won, pairs } = pairsWon(...chosen);
  return pairs === 0 ? 0.5 : won / pairs;
}

/** "There are some pretty fundamental reasons why it might be difficult": the gradient's, judged before training. */
export const gradientDecides: Rule = {
  experiment: "latching",
  words: "ledger.latching.gradient",
  decide(stored) {
    const { runs, seeds } = stored;
    if (runs.length === 0) throw new RangeError("latching: there are no runs");
    const { value, low, high } = jackknife(seeds, (kept) =>
      gradientTells(runs.filter(({ seed }) => kept.includes(seed))),
    );
    const verdict = value >= CAN ? "holds" : low > 0.5 ? "holds if" : "not reproduced";
    return {
      verdict,
      figure: {
        words: "ledger.latching.tells",
        values: { percent: Math.round(100 * value) },
        ...{ value, low: Math.max(0, low), high: Math.min(1, high) },
      },
      ...(verdict === "holds if"
        ? { condition: { words: "ledger.latching.amongOthers" as const } }
        : {}),
      n: runs.length,
    };
  },
};

/** The runs of a forget bias. */
export function runsAt({ runs }: Stored, bias: number): StoredRun[] {
  const chosen = runs.filter((run) => run.case["bias"] === bias);
  if (chosen.length === 0) throw new RangeError(`retention: there are no runs of bias ${bias}`);
  return chosen;
}
/** The forget biases whose runs are stored, from the smallest. */
export const biasesOf = (stored: Stored): number[] => numbers(stored, "bias");

const kept = (bias: number, { count, of, share, low, high }: Proportion): Measured => ({
  words: "ledger.retention.kept",
  values: { bias, count, of },
  ...{ value: share, low, high },
});

/** "Remembering information for long periods of time is practically their default behavior": before any training. */
export const keepsUntrained: Rule = {
  experiment: "retention",
  words: "ledger.retention.untrained",
  decide(stored) {
    const biases = biasesOf(stored);
    const keep = (bias: number): Proportion => {
      const runs = runsAt(stored, bias);
      return proportion(runs.filter((r) => r.figures["untrained"] > LONG).length, runs.length);
    };
    const least = biases.find((bias) => keep(bias).share >= CAN);
    const verdict = DEFAULTS.every((bias) => keep(bias).share >= CAN)
      ? "holds"
      : least === undefined
        ? "not reproduced"
        : "holds if";
    const shown = DEFAULTS.at(-1)!;
    const half = (bias: number) => median(runsAt(stored, bias).map((r) => r.figures["untrained"]));
    return {
      verdict,
      figure: kept(shown, keep(shown)),
      ...(verdict === "holds if"
        ? {
            condition: {
              words: "ledger.retention.from" as const,
              values: { least: least!, list: biases.map((b) => `${b}: ${half(b)}`).join("; ") },
            },
          }
        : {}),
      n: stored.runs.length,
    };
  },
};

/** The same of networks that have learnt something for which they had to remember. */
export const keepsTrained: Rule = {
  experiment: "retention",
  words: "ledger.retention.trained",
  decide(stored) {
    const T = Number(stored.spec["T"]);
    const biases = biasesOf(stored);
    if (biases.length === 0) throw new RangeError("retention: there are no runs");
    const learnt = biases.map((bias) => runsAt(stored, bias).filter(hasLearnt));
    const keep = learnt.map((runs) =>
      proportion(runs.filter((r) => r.figures["longest"] >= T).length, Math.max(1, runs.length)),
    );
    const judged = biases.flatMap((_, k) => (learnt[k].length > 0 ? [k] : []));
    const good = judged.filter((k) => keep[k].share >= CAN);
    const verdict =
      good.length === 0 ? "not reproduced" : good.length < judged.length ? "holds if" : "holds";
    const shown = judged.find((k) => biases[k] >= DEFAULTS.at(-1)!) ?? judged[0] ?? 0;
    const { count, of, share, low, high } = keep[shown];
    return {
      verdict,
      figure: {
        words: "ledger.retention.belt",
        values: { bias: biases[shown], count, of, T },
        ...{ value: share, low, high },
      },
      ...(verdict === "holds if"
        ? {
            condition: {
              words: "ledger.retention.biases" as const,
              values: { list: good.map((k) => biases[k]).join(", ") },
            },
          }
        : {}),
      n: judged.reduce((sum, k) => sum + learnt[k].length, 0),
    };
  },
};
