// A JupyterLab extension written as Lab loads it: a module-federation container, with no builder.
// Lab hands `init` the modules that it shares and then asks `get` for what package.json names.
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/* oxlint-disable unicorn/consistent-function-scoping -- the block keeps these names out of Lab's */
{
  const type = "application/vnd.plotly.v1+json";
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;

  /** @type {any} */
  let loaded;
  /** plotly.js is 10 MB, so it is fetched when the first figure is shown, not when Lab starts. */
  const loadPlotly = async () => {
    if (!loaded) {
      await import(new URL("plotly.js", here).href);
      loaded = /** @type {any} */ (window).Plotly;
    }
    return loaded;
  };

  /**
   * Lab's present colours as a Plotly template: a figure's own settings win over it.
   * The paper is the page's colour, not clear, so that an exported PNG is legible anywhere.
   * @param {any} own the figure's own template, if it has one
   */
  const themed = (own) => {
    const style = getComputedStyle(document.body);
    const colour = (/** @type {string} */ name) => style.getPropertyValue(`--jp-${name}`).trim();
    const paper = colour("layout-color0");
    const ink = colour("content-font-color1");
    const line = colour("border-color2");
    const axis = { gridcolor: line, linecolor: line, zerolinecolor: line };
    // Plotly paints a button under the pointer almost white, so buttons are light in both themes.
    const button = { bgcolor: "#fff", bordercolor: line, font: { color: "#222" } };
    const layout = {
      paper_bgcolor: paper,
      plot_bgcolor: paper,
      font: { color: ink },
      xaxis: axis,
      yaxis: axis,
      modebar: { bgcolor: paper, color: line, activecolor: ink },
      sliderdefaults: { bgcolor: paper, bordercolor: line },
      updatemenudefaults: button,
    };
    return { ...own, layout: { ...layout, ...own?.layout } };
  };

  /** @param {{ Widget: any }} lumino Lab's own copy: a second one would not fit its layouts */
  const figureClass = ({ Widget }) =>
    class Figure extends Widget {
      constructor() {
        super();
        this.sized = new ResizeObserver(() => this.relayout());
        this.recoloured = new MutationObserver(() => this.watchSize());
      }

      /** @param {{ data: any }} model */
      async renderModel(model) {
        // A copy: Plotly writes into what it is given, and Lab saves what it holds.
        this.figure = structuredClone(model.data[type]);
        this.node.setAttribute("role", "img");
        this.node.setAttribute("aria-label", this.figure.layout?.meta?.alt ?? "");
        this.plotly = await loadPlotly();
        if (this.isDisposed) return;
        const { data, frames } = this.figure;
        const layout = { height: 400, ...this.figure.layout, ...this.fitted() };
        const config = {
          displaylogo: false,
          modeBarButtonsToRemove: ["lasso2d", "select2d", "autoScale2d", "zoomIn2d", "zoomOut2d"],
          ...this.figure.config,
        };
        await this.plotly.react(this.node, { data, layout, frames, config });
        this.watchSize();
        this.recoloured.observe(document.body, { attributeFilter: ["data-jp-theme-name"] });
      }

      /** Reports the size anew, at once or when a hidden figure is next shown, and so redraws it. */
      watchSize() {
        this.sized.disconnect();
        this.sized.observe(this.node);
      }

      /** What depends on the page: its colours, and a width up to what the figure asks for. */
      fitted() {
        const { width = Infinity, template } = this.figure.layout ?? {};
        // Narrower than 200 px is a page being laid out, or one where nothing can be read.
        const room = Math.max(200, this.node.clientWidth);
        return { width: Math.min(width, room), template: themed(template) };
      }

      relayout() {
        if (this.node.clientWidth) this.plotly.relayout(this.node, this.fitted());
      }

      dispose() {
        if (this.isDisposed) return;
        this.sized.disconnect();
        this.recoloured.disconnect();
        this.plotly?.purge(this.node);
        super.dispose();
      }
    };

  /** @type {any} */
  let lumino;
  // oxlint-disable-next-line no-underscore-dangle -- the name is Lab's
  const containers = (/** @type {any} */ (window)._JUPYTERLAB ??= {});
  containers["unrolled-figures"] = {
    /** @param {any} shared */
    init(shared) {
      lumino = Object.values(shared["@lumino/widgets"])[0];
    },
    async get() {
      const Figure = figureClass((await lumino.get())());
      const rendererFactory = {
        safe: true, // draws data, runs nothing: so it is shown in untrusted notebooks too
        mimeTypes: [type],
        defaultRank: 40, // before image/png (90), which the same output carries for other readers
        createRenderer: () => new Figure(),
      };
      const extension = { id: "unrolled-figures:figure", rendererFactory, dataType: "json" };
      // Without __esModule Lab takes the wrapper for the extension and loads blank.
      return () => ({ __esModule: true, default: extension });
    },
  };
}
