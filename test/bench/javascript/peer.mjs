import { serve } from "../serve.mjs";
import { brain } from "./brain.mjs";
import { versions } from "./installed.mjs";
import { product } from "./product.mjs";
import { tfjs } from "./tfjs.mjs";

// What users of JavaScript reach for. ../child.mjs speaks to it.
const kinds = { training: { tfjs, brain }, product: { mathjs: product, "ml-matrix": product } };

await serve(
  ({ kind, library, ...given }) => /** @type {any} */ (kinds)[kind][library](given, library),
  versions,
);
