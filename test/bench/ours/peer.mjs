import { serve } from "../serve.mjs";
import { forward, training } from "./layers.mjs";
import { pauses } from "./pauses.mjs";
import { product } from "./product.mjs";

// Our side, in one configuration: the first argument is the options of its plans. ../child.mjs speaks to it.
const options = JSON.parse(process.argv[2]);
const kinds = { training, forward, product, pauses };

await serve(
  ({ kind, ...given }) => kinds[/** @type {keyof typeof kinds} */ (kind)](given, options),
  () => ({ node: process.versions.node, v8: process.versions.v8 }),
);
