import type { Part, Parts } from "./part.js";

/** How the paces of states are said: {n} stands for a number. */
export interface PaceWords {
  readonly always: string;
  readonly every: string;
  readonly rests: string;
}
export const pace = (n: number, words: PaceWords): string =>
  n === 1 ? words.always : words.every.replace("{n}", String(n));

/** Whether some of the cell's states move more seldom than others. */
export const isPaced = ({ every }: Parts): boolean => Object.values(every).some((n) => n > 1);
/** A state moves at step 0 and at every n-th after it. */
export const movesAt = ({ every }: Parts, state: string, step: number): boolean =>
  step % (every[state] ?? 1) === 0;

/** The new states that rest at a step, and what is computed for them alone. Throws RangeError for what is no step. */
export function restingAt(parts: Parts, step: number | undefined): ReadonlySet<Part> {
  if (step === undefined) return new Set();
  if (!Number.isInteger(step) || step < 0)
    throw new RangeError(
      `${parts.cell}: diagram: step is ${step}; want a whole number of at least 0`,
    );
  const moving = Object.keys(parts.next).filter((state) => movesAt(parts, state, step));
  const needed = new Set<Part>();
  const need = (part: Part): void => {
    if (needed.has(part)) return;
    needed.add(part);
    part.inputs.forEach(need);
  };
  moving.forEach((state) => need(parts.next[state]!));
  const resting = new Set<Part>();
  const rest = (part: Part): void => {
    if (needed.has(part) || part.kind === "source") return;
    resting.add(part);
    part.inputs.forEach(rest);
  };
  for (const [state, part] of Object.entries(parts.next)) if (!moving.includes(state)) rest(part);
  return resting;
}
