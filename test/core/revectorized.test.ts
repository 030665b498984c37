// The binaries as the engine's best compiler makes them, with pairs of vectors joined: that is another program than the
// one which other tests run, where nothing is called often enough to be compiled twice.
import "./revectorize-on.js"; // first, before anything is compiled
import { expect, test } from "vitest";
import { builds } from "./builds.js";
import { compare, EDGES, matmuls, multiplies, run } from "./kernel-cases.js";

test.each(builds.filter((build) => build !== "simd"))("%s", (build) => {
  for (const m of [1, 2, 3, 4, 5, 6, 7, 17])
    for (const n of [1, 8, 9, 16, 17, 40, 64, 75])
      for (const form of [...matmuls, ...multiplies]) {
        compare(build, { m, k: 10, n, form, start: "none" });
        const given = { m, k: 37, n, form, start: "y" } as const;
        expect(run(build, given).got).toEqual(run("relaxed", given).got);
      }
  for (const [m, k, n] of EDGES)
    for (const form of [...matmuls, ...multiplies]) compare(build, { m, k, n, form, start: "row" });
});
