/** A number as it is written: at most six digits, powers of ten as such. */
function number(value: number): string {
  if (!Number.isFinite(value))
    return value > 0 ? "\\infty" : value < 0 ? "-\\infty" : "\\text{NaN}";
  const rounded = Number(value.toPrecision(6));
  const isSmall = rounded !== 0 && Math.abs(rounded) < 1e-3;
  const [digits, power] = (isSmall ? rounded.toExponential() : String(rounded)).split("e");
  if (power === undefined) return digits!;
  const ten = `10^{${Number(power)}}`;
  return digits === "1" ? ten : digits === "-1" ? `-${ten}` : `${digits} \\times ${ten}`;
}

/** One number, or numbers along an axis: the first and the last where there are many. */
export function numbers(values: ArrayLike<number>): string {
  const all = Array.from(values, number);
  if (all.length === 1) return all[0]!;
  const shown = all.length <= 4 ? all : [...all.slice(0, 2), "\\dots", all.at(-1)!];
  return `[${shown.join(", ")}]`;
}
