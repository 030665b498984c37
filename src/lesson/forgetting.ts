/** Notebook 06, "Forgetting". */
export { besideTable } from "./forgetting-beside.js";
export { grownFigure, unitsTable } from "./forgetting-grown.js";
export { mistakesTable } from "./forgetting-mistakes.js";
export { memoryFigure } from "./forgetting-memory.js";
export { gatesFigure, keptTable } from "./forgetting-gates.js";
export { checkBias, checkBoth, checkDrift, checkEnd } from "./forgetting-checks.js";
