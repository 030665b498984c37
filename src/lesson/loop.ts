/** Notebook 01, "The loop, unrolled". */
export { memoryFigure } from "./loop-memory.js";
export { chain } from "./loop-chain.js";
export { baselinesTable, byHandTable, copiesTable, samplesTable } from "./loop-tables.js";
export { messageFigure } from "./loop-message.js";
export { baselines, type Baselines } from "./loop-baselines.js";
export { lossFigure } from "./loop-curve.js";
export { stateFigure } from "./loop-state.js";
export { guessesFigure } from "./loop-guesses.js";
export { forgetting, forgettingFigure } from "./loop-forgetting.js";
export { checkGradient, checkLatch, checkParameters, checkSecondState } from "./loop-checks.js";
