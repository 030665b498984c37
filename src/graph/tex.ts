export { equationDiff, texDiff, type EquationChange, type TexDiffOptions } from "./tex/diff.js";
export { equations, tex } from "./tex/equations.js";
export type { Notation } from "./tex/letters.js";
