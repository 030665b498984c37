import { lstm, network } from "unrolled";
import unrolled = require("unrolled");

// From CommonJS, both ways.
export const width: number | undefined = network(lstm, { input: 3, hidden: 4 }).run([[1, 2, 3]]).h
  .shape[2];
// @ts-expect-error -- the module has no such name
export const { nothing } = unrolled;
