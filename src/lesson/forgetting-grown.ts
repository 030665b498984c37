import type { StreamReader } from "../experiments/forgetting.js";
import { table, type Shown } from "../plot/display.js";
import type { Figure } from "../plot/figure.js";
import { lines } from "../plot/lines.js";
import { readStream, type Readers } from "./forgetting-reading.js";
import { say } from "./language.js";
import { thousands } from "./thousands.js";
import { unitOf } from "./unit-of.js";

/** The largest |C| of a network while it reads one stream, by how many symbols it has read. */
export function grown(
  reader: Pick<StreamReader, "net">,
  symbols: number,
): { readonly read: number[]; readonly largest: number[] } {
  const at = new Set(Array.from({ length: 41 }, (_, k) => Math.round(symbols ** (k / 40))));
  const [read, largest]: [number[], number[]] = [[], []];
  let done = 0;
  for (const { opened, text } of readStream(reader, symbols)) {
    const { shape, data } = opened["c"];
    const H = shape[2];
    for (let t = 0; t < text.length; t++)
      if (at.has(done + t + 1)) {
        read.push(done + t + 1);
        largest.push(Math.max(...data.subarray(t * H, (t + 1) * H).map(Math.abs)));
      }
    done += text.length;
  }
  return { read, largest };
}

/** How large the cell states of networks grow while they read. */
export function grownFigure(readers: Readers, symbols: number): Figure {
  const found = Object.entries(readers).map(([name, reader]) => ({
    name,
    ...grown(reader, symbols),
  }));
  return lines(
    found.map(({ name, read, largest }) => ({ name, x: read, y: largest, markers: false })),
    {
      title: say("forgetting.grown.title"),
      x: say("forgetting.grown.x"),
      y: say("forgetting.grown.y"),
      ...{ logX: true, logY: true },
      alt: say("forgetting.grown.alt", {
        symbols: thousands(symbols),
        each: found
          .map(({ name, largest }) =>
            say("forgetting.grown.each", { name, c: briefly(largest.at(-1)!) }),
          )
          .join("; "),
      }),
    },
  );
}

const briefly = (value: number): string =>
  (Math.abs(value) < 100 ? value.toFixed(1) : thousands(value)).replace("-", "−");

/** Each unit's C after so many symbols, a row a network. */
export function unitsTable(readers: Readers, symbols: number): Shown {
  const rows = Object.entries(readers).map(([name, reader]) => {
    const { c } = [...readStream(reader, symbols)].at(-1)!.opened;
    const last = Array.from({ length: c.shape[2] }, (_, unit) => unitOf(c, unit).at(-1)!);
    return [name, last.map(briefly).join("  ")];
  });
  return table(["", say("forgetting.units", { symbols: thousands(symbols) })], rows);
}
