import type { Traced } from "../cell.js";
import { inOrder, type Sym } from "../sym.js";
import { matricesIn } from "./matrices.js";
import { REPEAT, type Given, type Part } from "./part.js";
import {
  formulaOf,
  isNumber,
  isParam,
  plain,
  signOf,
  timesRepeated,
  withNumber,
  withParam,
  written,
} from "./signs.js";

/** What the step returns, by name, and what else its parts need to know. */
export interface Step {
  readonly traced: Traced;
  readonly probes: Readonly<Record<string, Sym>>;
  readonly givenAs: (key: string) => Given;
  /** The cells within the cell: the name of each one's cell. */
  readonly cells: ReadonlyMap<string, string>;
}

/** Reads parts off a traced step, each once, in the order in which the step computes them. */
export function reader({ traced, probes, givenAs, cells }: Step) {
  const returned = { ...probes, ...traced.next };
  const nameOf = new Map(
    Object.entries(returned)
      .filter(([, node]) => plain(node).op !== "sym")
      .map(([key, node]) => [plain(node), key]),
  );
  const nodes = inOrder(Object.values(returned));
  /** Whether a value only serves one other, unseen. */
  const isInner = (node: Sym): boolean =>
    !nameOf.has(node) && nodes.filter((n) => n.args.includes(node)).length === 1;

  const done = new Map<Sym, Part>();
  const found = new Map<Part, number>();
  const add = (node: Sym, part: Part): Part => {
    const name = part.name ?? nameOf.get(node);
    const whole = name === undefined ? part : { ...part, name };
    found.set(whole, node.id);
    return whole;
  };
  const read = (given: Sym): Part => {
    const node = plain(given);
    const times = done.has(given) ? 1 : timesRepeated(given);
    if (times > 1) {
      const part: Part = { kind: "op", glyph: REPEAT + times, inputs: [read(node)] };
      found.set(part, given.id);
      done.set(given, part);
    }
    if (done.has(given)) return done.get(given)!;
    if (!done.has(node)) done.set(node, make(node));
    return done.get(node)!;
  };
  /** Vectors that are joined end to end on their way into a part need no mark of their own. */
  const readJoined = (args: readonly Sym[]): Part[] => [
    ...new Set(
      args.flatMap((a) => {
        const isJoin = plain(a).op === "concat" && !nameOf.has(plain(a));
        return isJoin ? readJoined(plain(a).args) : [read(a)];
      }),
    ),
  ];

  const make = (node: Sym): Part => {
    const op = (glyph: string, inputs: readonly Part[] = []): Part =>
      add(node, { kind: "op", glyph, inputs });
    const value = valueOf.get(node);
    if (value) return value();
    if (node.op === "sym") {
      const { name } = node.attrs;
      return { kind: "source", glyph: name, inputs: [], given: givenAs(name) };
    }
    const layer = layerOf(node);
    if (layer) return layer;
    if (isNumber(node)) return op(written(node));
    if (node.op === "param")
      return add(node, { kind: "op", glyph: node.attrs.path, inputs: [], learned: true });
    const formula = formulaOf(node, isInner);
    if (formula) return op(formula.sign, [read(formula.of)]);
    if (node.op === "get") {
      const { args, attrs } = node.args[0] as Sym<"scan">;
      const inputs = readJoined(args.filter((a) => !isParam(a) && !isNumber(a)));
      return add(node, { kind: "cell", glyph: attrs.scope.owner, inputs });
    }
    const args = (node.via?.args ?? node.args).filter((a) => !isNumber(a));
    if (node.op === "concat") return op(signOf(node), readJoined(args));
    const inputs = args.filter((a) => !isParam(a)).map(read);
    if (inputs.length === args.length) return op(withNumber(node), inputs);
    return add(node, { kind: "op", glyph: withParam(node), inputs, learned: true });
  };

  /** A layer is one box: its matrices, peepholes into its sum, and the function that squashes it. */
  const layerOf = (node: Sym): Part | undefined => {
    const formula = formulaOf(node, isInner);
    const squashed = formula && isInner(formula.of) ? matricesIn(formula.of, isInner) : undefined;
    const sum = squashed ?? matricesIn(node, isInner);
    if (!sum) return undefined;
    const beside = sum.peepholes.map(read);
    const weights = sum.matrices.map(({ weight }) => weight);
    const tag = sum.matrices.find((m) => m.tag !== undefined)?.tag;
    // A sum that nothing squashes is its matrix, by name.
    const name = nameOf.get(node) ?? (squashed ? weights[0]!.replace(/^W_/, "") : undefined);
    return add(node, {
      kind: "layer",
      glyph: squashed ? formula!.sign : weights[0]!,
      inputs: [...readJoined(sum.matrices.flatMap(({ args }) => args)), ...beside],
      weights,
      ...(name === undefined ? {} : { name }),
      ...(beside.length > 0 ? { beside } : {}),
      ...(tag === undefined ? {} : { tag }),
    });
  };

  // A cell within the cell is one box, with the values of it that are used.
  const valueOf = new Map<Sym, () => Part>();
  for (const [key, glyph] of cells) {
    const values = Object.entries({ ...traced.next, ...traced.probes }).filter(([name]) =>
      name.startsWith(`${key}.`),
    );
    const via = values.find(([, { via }]) => via?.output !== undefined && via.name === glyph)?.[1]
      .via;
    if (!via) continue;
    let box: Part | undefined;
    for (const [name, node] of values)
      valueOf.set(plain(node), () => {
        if (!box) {
          const inputs = readJoined(via.args);
          const own = inputs.filter((p) => p.kind === "source" && p.glyph.startsWith(`${key}.`));
          box = { kind: "cell", glyph, inputs, name: key, beside: own };
          found.set(box, Math.min(...values.map(([, value]) => plain(value).id)));
        }
        return add(node, { kind: "value", glyph: name.slice(key.length + 1), inputs: [box] });
      });
  }

  const inOrderMade = (): readonly Part[] =>
    [...found].sort(([, a], [, b]) => a - b).map(([part]) => part);
  return { read, made: inOrderMade };
}
