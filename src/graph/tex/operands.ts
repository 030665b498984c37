import { argsOf, type Expression, type Value } from "./expression.js";
import { nameOf } from "./letters.js";

const valuesIn = (e: Expression): readonly Value[] =>
  e.kind === "value" ? [e] : argsOf(e).flatMap(valuesIn);

/** The letter in W_{hf} for an operand: its own; of r_t \odot h_{t-1} that of the state, of other expressions the last. */
function letterOf(e: Expression): string {
  const values = valuesIn(e);
  const state = values.findLast(({ time }) => time === "t-1");
  const named = state ?? values.findLast(({ nameless }) => nameless === undefined);
  return named ? nameOf(named.key).base : "";
}

/**
 * The operands of one affine map as papers write them: x first, a matrix for each letter. Operands of one letter share a
 * matrix, as Clockwork's modules and Grid's sides do in their papers.
 */
export function groupsOf(
  args: readonly Expression[],
): readonly (readonly [string, readonly Expression[]])[] {
  const groups = new Map<string, Expression[]>();
  for (const e of args) groups.set(letterOf(e), [...(groups.get(letterOf(e)) ?? []), e]);
  const isInput = ([letter]: readonly [string, unknown]): boolean => letter === "x";
  const all = [...groups];
  return [...all.filter(isInput), ...all.filter((group) => !isInput(group))];
}
