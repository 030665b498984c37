import { FIGURE, type Notebook } from "./notebook.mjs";

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).toString("base64");

/** A small notebook without fault, to be spoilt: progress text, a figure, an expected error. */
export const sample = (): Notebook => ({
  cells: [
    { cell_type: "markdown", source: "# What does the cell carry?", metadata: {} },
    {
      cell_type: "code",
      source: "train()",
      metadata: {},
      execution_count: 1,
      outputs: [{ output_type: "stream", name: "stdout", text: "step 100: loss 1.25\n" }],
    },
    {
      cell_type: "code",
      source: "show(figure)",
      metadata: {},
      execution_count: 2,
      outputs: [
        {
          output_type: "display_data",
          data: {
            [FIGURE]: { data: [{ y: [1, 2.5] }], layout: { meta: { alt: "It rises." } } },
            "text/plain": "It rises.",
            "image/png": PNG,
          },
        },
      ],
    },
    {
      cell_type: "code",
      source: "add(x, h)",
      metadata: { tags: ["raises-exception"] },
      execution_count: 3,
      outputs: [{ output_type: "error", ename: "Error", evalue: "add: sizes differ" }],
    },
  ],
});
