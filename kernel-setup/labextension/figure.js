/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { themed } from "./theme.js";

export const TYPE = "application/vnd.plotly.v1+json";

/** plotly.js is 10 MB, so it is fetched when the first figure is shown, not when Lab starts. */
async function loadPlotly() {
  // @ts-expect-error it lies there once installed, and leaves its name in the window
  await import("./plotly.js");
  return /** @type {any} */ (window).Plotly;
}

/**
 * The widget that draws a figure where Lab puts it.
 * @param {{ Widget: any }} lumino Lab's own copy: a widget of another would not fit its layouts
 */
export const figureClass = ({ Widget }) =>
  class Figure extends Widget {
    constructor() {
      super();
      this.sized = new ResizeObserver(() => this.relayout());
      this.recoloured = new MutationObserver(() => this.watchSize());
    }

    /** @param {{ data: any }} model */
    async renderModel(model) {
      // A copy: Plotly writes into what it is given, and Lab saves what it holds.
      this.figure = structuredClone(model.data[TYPE]);
      this.addClass("unrolled-figure");
      this.node.setAttribute("role", "img");
      this.node.setAttribute("aria-label", this.figure.layout?.meta?.alt ?? "");
      this.plotly = await loadPlotly();
      if (this.isDisposed) return;
      const { data, frames } = this.figure;
      const layout = { height: 400, ...this.figure.layout, ...this.fitted() };
      const config = {
        displaylogo: false,
        showSendToCloud: false, // plotly.js 4 offers to upload the figure unless told not to
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

    /** What depends on the page: as wide as there is room, and in its colours. */
    fitted() {
      // Narrower than 200 px is a page being laid out, or one where nothing can be read.
      const width = Math.max(200, this.node.clientWidth);
      return { width, template: themed(this.figure.layout?.template) };
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
