import { random } from "unrolled";

// Fails within the package: where, as a debugger sees it?
try {
  random(0.5);
} catch (error) {
  console.log(error.stack);
}
