/**
 * JupyterLab's present colours as a Plotly template: whatever a figure sets itself wins over it.
 * The paper is the page's colour, not clear, so that an exported PNG is legible anywhere.
 * @param {any} own the figure's own template, if it has one
 */
export function themed(own) {
  const style = getComputedStyle(document.body);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(`--jp-${name}`).trim();
  const paper = colour("layout-color0");
  const ink = colour("content-font-color1");
  const line = colour("border-color2"); // a hint, for grids
  const control = colour("ui-font-color2"); // to be seen and grasped
  const axis = { gridcolor: line, linecolor: line, zerolinecolor: line };
  const layout = {
    paper_bgcolor: paper,
    plot_bgcolor: paper,
    font: { color: ink },
    xaxis: axis,
    yaxis: axis,
    // Plotly never recolours these icons, so theirs are colours to be seen in both themes.
    modebar: { bgcolor: "transparent", color: "#808080", activecolor: "#2196f3" },
    sliderdefaults: { bgcolor: paper, bordercolor: control, tickcolor: control },
    // Plotly paints a button under the pointer almost white, so buttons are light in both themes.
    updatemenudefaults: { bgcolor: "#fff", bordercolor: control, font: { color: "#222" } },
  };
  return { ...own, layout: { ...layout, ...own?.layout } };
}
