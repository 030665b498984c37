import { createRequire } from "node:module";

interface MathJax {
  init(options: object): Promise<{ tex2mml(tex: string, options: object): string }>;
}
const { init } = createRequire(import.meta.url)("mathjax") as MathJax;

/**
 * MathJax 3.2.2 with all its TeX packages, as JupyterLab 4 has it, but for the two that show what they do not understand
 * instead of refusing it, and one for proof trees, which needs a page. Returns what it says against a formula; undefined if it can typeset it.
 */
export async function mathJax(): Promise<(tex: string) => string | undefined> {
  const { tex2mml } = await init({
    loader: { load: ["input/tex-full"] },
    tex: { packages: { "[-]": ["noundefined", "noerrors", "bussproofs"] } },
  });
  return (tex) => {
    try {
      const mml = tex2mml(tex, { display: true });
      return mml.includes("merror") ? mml : undefined;
    } catch (error) {
      return String(error);
    }
  };
}
