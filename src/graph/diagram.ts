export { diagramDiff, type DiffOptions, type DiffWords } from "./diagram/diff.js";
export { diagram, type DiagramOptions, type DiagramWords } from "./diagram/draw.js";
export { unrolledDiagram, type UnrolledOptions } from "./diagram/unrolled.js";
