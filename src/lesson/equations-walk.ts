import type { AnyCell } from "../graph/cell.js";
import { tex } from "../graph/tex.js";
import { shown, table, type Shown } from "../plot/display.js";
import { say } from "./language.js";

/** The statements of a step, each at the margin. A step that is one expression is one statement. */
function statements(source: string): string[] {
  const found: string[][] = [[]];
  for (const line of source.replace(/^.*=> \{\n/, "").split("\n")) {
    found.at(-1)!.push(line);
    if (/;\s*(\/\/.*)?$/.test(line)) found.push([]);
  }
  return found.map((lines) => {
    const margin = lines[0]?.search(/\S/) ?? 0;
    return lines.map((line) => line.slice(Math.min(margin, line.search(/\S|$/)))).join("\n");
  });
}

/**
 * The lines of a cell's step that define the named values, in the order of the step. A value that is returned under
 * another name (`c: cNext`) is looked up under that; one that is worked out in the return has the return's lines.
 * Throws ReferenceError where a value has no line.
 */
export function linesThatDefine(cell: AnyCell, names: readonly string[]): string {
  const all = statements(cell.source);
  const defining = (name: string) => all.findIndex((text) => text.startsWith(`const ${name} =`));
  const places = names.map((name) => {
    const returned = all.findLastIndex((text) => new RegExp(`[{,]\\s*${name}:`).test(text));
    const alias = new RegExp(`[{,]\\s*${name}: (\\w+)\\s*[,}]`).exec(all[returned] ?? "")?.[1];
    const place = [defining(name), alias ? defining(alias) : -1, returned].find((at) => at >= 0);
    if (place === undefined)
      throw new ReferenceError(`linesThatDefine: no line of ${cell.name} defines "${name}"`);
    return place;
  });
  const inOrder = [...new Set(places)].sort((a, b) => a - b);
  return inOrder.map((at) => all[at]).join("\n");
}

/** Equations of a cell beside the code that computes them, both taken from the cell itself. */
export function equation(cell: AnyCell, ...names: string[]): Shown {
  const formula = tex(cell, "essay", names);
  const code = linesThatDefine(cell, names);
  return shown(
    {},
    {
      "text/markdown": `$$${formula}$$\n\n\`\`\`typescript\n${code}\n\`\`\``,
      "text/plain": `${formula}\n\n${code}`,
    },
  );
}

/** Who is who in the LSTM: symbol, name in code, role, shape, range. */
export function symbols(): Shown {
  const rows = ["x", "h", "C", "f", "i", "g", "o"] as const;
  const written = { x: "xₜ", h: "hₜ", C: "Cₜ", f: "fₜ", i: "iₜ", g: "C̃ₜ", o: "oₜ" };
  const ranges = { x: "", h: "−1 … 1", C: "", f: "0 … 1", i: "0 … 1", g: "−1 … 1", o: "0 … 1" };
  return table(
    (["symbol", "code", "role", "shape", "range"] as const).map((k) =>
      say(`equations.symbols.${k}`),
    ),
    rows.map((k) => [
      written[k],
      k === "C" ? "c" : k,
      say(`equations.symbols.role.${k}`),
      k === "x" ? "(B, I)" : "(B, H)",
      ranges[k] || say("equations.symbols.any"),
    ]),
  );
}
