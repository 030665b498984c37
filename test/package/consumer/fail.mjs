import { add, cell } from "unrolled";

// Fails within the package: where, as a debugger sees it?
try {
  cell("Wrong", { h: "time" }, ({ h }) => ({ h: add(h, "x") }));
} catch (error) {
  console.log(error.stack);
}
