// A JupyterLab extension written as Lab loads it: a module-federation container, with no builder.
// Lab hands `init` the modules that it shares, and then asks `get` for what package.json names.
{
  const page = /** @type {any} */ (window);
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  /** @type {any} */
  let lumino;

  // oxlint-disable-next-line no-underscore-dangle -- the name is Lab's
  const containers = (page._JUPYTERLAB ??= {});
  containers["unrolled-figures"] = {
    /** @param {any} shared */
    init(shared) {
      lumino = Object.values(shared["@lumino/widgets"])[0];
    },
    async get() {
      const { TYPE, figureClass } = await import(new URL("figure.js", here).href);
      const Figure = figureClass((await lumino.get())());
      const rendererFactory = {
        safe: true, // draws data, runs nothing: so it is shown in untrusted notebooks too
        mimeTypes: [TYPE],
        defaultRank: 40, // before image/png (90), which the same output carries for other readers
        createRenderer: () => new Figure(),
      };
      const extension = { id: "unrolled-figures:figure", rendererFactory, dataType: "json" };
      // Without __esModule Lab takes the wrapper for the extension and loads blank.
      return () => ({ __esModule: true, default: extension });
    },
  };
}
