/** Notebook 03, "Why it vanishes". */
export { slopesTable, type NestedSlope } from "./vanishing-unit.js";
export { randomMatrix } from "./vanishing-norms.js";
export { spectrumFigure, type Eigenvalue } from "./vanishing-spectrum.js";
export { beltFigure, normsFigure, saturationFigure, startsFigure } from "./vanishing-decay.js";
export { wallFigure, wallTable, type WallWalk } from "./vanishing-cliff.js";
export { latchTable, liveTable, offTable } from "./vanishing-tables.js";
export { successFigure } from "./vanishing-success.js";
export { tellsFigure, tellsTable } from "./vanishing-tells.js";
export { retentionFigure } from "./vanishing-retention.js";
export { checkBoth, checkClip, checkRest, checkShrink, checkSure } from "./vanishing-checks.js";
