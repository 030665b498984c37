/** Notebook 02, "The gap". */
export { failedTable, sentencesTable, triedTable, windowTable } from "./gap-tables.js";
export { tellingFigure } from "./gap-telling.js";
export { cliffFigure } from "./gap-cliff.js";
export { keptFigure } from "./gap-kept.js";
export { checkBias, checkHalf, checkSeeds } from "./gap-checks.js";
