/// <reference lib="dom" />

export const SVG = "image/svg+xml";

/**
 * The widget that shows an SVG drawing. Lab's own hides drawings in a notebook that this reader has not run yet, for
 * an SVG may hold a script; as the source of an image it cannot run one, and has a text alternative.
 * @param {{ Widget: any }} lumino
 */
export const drawingClass = ({ Widget }) =>
  class Drawing extends Widget {
    /** @param {{ data: any }} model */
    async renderModel({ data }) {
      const image = document.createElement("img");
      image.src = `data:${SVG},${encodeURIComponent(data[SVG])}`;
      image.alt = data["text/plain"] ?? "";
      // On a phone it scrolls sideways rather than shrink until its letters cannot be read.
      image.style.cssText = "max-width: 100%; min-width: 520px";
      this.node.style.overflowX = "auto";
      this.addClass("unrolled-figure");
      this.node.replaceChildren(image);
      await image.decode();
    }
  };
