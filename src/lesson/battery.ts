/** Notebook 05, "The 1997 battery". */
export { batteryWords } from "./battery-line.js";
export { besideTable, publishedTable } from "./battery-beside.js";
export { matrixFigure } from "./battery-matrix.js";
export { memoryFigure } from "./battery-memory.js";
export { tasksTable } from "./battery-tasks-table.js";
export { writtenTable } from "./battery-written.js";
export { checkBlind, checkGate, checkLeak, checkParameters } from "./battery-checks.js";
