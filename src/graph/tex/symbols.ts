import type { Value } from "./expression.js";
import { indices, isLetter, letter, nameOf, script, type Letters } from "./letters.js";

const braced = (text: string): string => (text === "" ? "" : `{${text}}`);
const isNumber = (tag: string): boolean => /^\d/.test(tag);
const word = (tag: string): string => (isNumber(tag) ? `(${tag})` : letter(tag, "text"));

/** How values and weights are written. */
export function symbols(letters: Letters) {
  return {
    /** h^{(1)}_t for "h1", h^{\text{time}}_t for "h_time", q_{z,t} for "q_z"; what has no time, \mu_{\text{prior}}. */
    value({ key, time, given, layer, primed, nameless }: Value): string {
      if (nameless !== undefined) return `u_${nameless}`;
      const { base, tags } = nameOf(key);
      const above = tags.filter((tag) => !isLetter(tag)).map(word);
      const below = tags.filter(isLetter).map((tag) => letter(tag));
      if (time === "")
        return script(letters.value(base), [], braced(indices([...below, ...above])));
      const index = [...below, time].join(",");
      return script(
        letters.value(base),
        [...(primed ? ["\\prime"] : []), ...above, ...(layer ? [`(${layer})`] : [])],
        given || index !== time ? `{${index}}` : index,
      );
    },
    /** W_{f} for "W_f", W_{f,\text{time}} for "W_f_time", W^{(1)}_{h} for "W_h1"; `of` comes first, as in W_{hf}. */
    weight(path: string, of: readonly string[] = []): string {
      const { base, tags } = nameOf(path);
      const below = tags.filter((tag) => !isNumber(tag)).map((tag) => letters.weight(tag));
      const [gate = "", ...more] = below;
      const index = [indices([...of, gate].filter(Boolean)), ...more].filter(Boolean);
      return script(letter(base), tags.filter(isNumber).map(word), braced(index.join(",")));
    },
  };
}
