import { expect, test } from "vitest";

/** How far a comparison got: the largest relative error of any tensor, and how many points were drawn again. */
export interface Outcome {
  readonly cases: number;
  readonly worst: number;
  readonly redrawn?: number;
}
/** What is compared: a cell or model, in a form in which it is used, with a witness; the error must be below the limit. */
export interface Subject {
  readonly name: string;
  readonly form: string;
  readonly witness: string;
  readonly limit: number;
}
/** A line of `npm run witness`. */
export type Row = Subject & Outcome;

declare module "vitest" {
  interface TaskMeta {
    row?: Row;
  }
}

/** How many random shapes: npm run witness -- --cases N. */
export const CASES = Number(process.env["WITNESS_CASES"] ?? 200);

/** One comparison, a test of its own. Its row reaches the reporter whether or not it falls short. */
export function comparison({ name, form, witness, limit }: Subject, compare: () => Outcome): void {
  test(`${name}, ${form}: ${witness}`, ({ task }) => {
    const outcome = compare();
    task.meta.row = { name, form, witness, limit, ...outcome };
    expect(outcome.worst).toBeLessThan(limit);
  });
}
