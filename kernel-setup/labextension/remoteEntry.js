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
      const widgets = (await lumino.get())();
      const { TYPE, figureClass } = await import(new URL("figure.js", here).href);
      const { SVG, drawingClass } = await import(new URL("drawing.js", here).href);
      const extension = (
        /** @type {string} */ id,
        /** @type {string} */ type,
        /** @type {string} */ dataType,
        /** @type {any} */ Drawn,
      ) => ({
        id: `unrolled-figures:${id}`,
        dataType,
        rendererFactory: {
          safe: true, // shows data, runs nothing: so it is shown in untrusted notebooks too
          mimeTypes: [type],
          defaultRank: 40, // before Lab's own SVG (80) and image/png (90), which other readers get
          createRenderer: () => new Drawn(),
        },
      });
      const extensions = [
        extension("figure", TYPE, "json", figureClass(widgets)),
        extension("drawing", SVG, "string", drawingClass(widgets)),
      ];
      // Without __esModule Lab takes the wrapper for the extension and loads blank.
      return () => ({ __esModule: true, default: extensions });
    },
  };
}
