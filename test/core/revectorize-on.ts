import { setFlagsFromString } from "node:v8";
import { afterAll } from "vitest";

for (const flag of ["--experimental-wasm-revectorize", "--no-liftoff"]) setFlagsFromString(flag);
// The process may run other tests after this one.
afterAll(() => {
  for (const flag of ["--no-experimental-wasm-revectorize", "--liftoff"]) setFlagsFromString(flag);
});
