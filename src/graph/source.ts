/**
 * A function's text as its author wrote it. What translates modules (TypeScript to CommonJS, a test runner) puts the
 * module's name before imported names, (0, ops_js_1.sigmoid)(...), and keeps the indentation of the surroundings.
 */
export function asWritten(step: (...args: never[]) => unknown): string {
  const text = step.toString().replace(/\(0,\s*\w+\.(\w+)\)\(/g, "$1(");
  const lines = text.split("\n");
  const depths = lines.slice(1).filter((line) => line.trim() !== "");
  const shared = Math.min(...depths.map((line) => line.search(/\S/)));
  return lines.map((line, k) => (k === 0 ? line : line.slice(shared))).join("\n");
}
