import type { Sizes } from "../golden/golden.js";
import { gridBlock, halves, whole } from "./grid-block-by-hand.js";
import { type Named, type Steps, throughTime, zeros } from "./through-time.js";

type Options = { layers: number; dims?: string[]; priority?: string; tied?: boolean };

/**
 * A grid of time by depth, dims ["time", "depth"], or of depth alone, ["depth"], whose steps have nothing to do with
 * each other. x (T, B, 2H) is the h and the c that enter layer 0 along depth. States: h_time.l and c_time.l of each
 * layer l (first ones: h_time0.l), and h_depth and c_depth as they leave the last layer, which start from x at every
 * step. Weights of layer l begin with "layers.l.", or where depth shares them (tied) with "layers.". Probes of layer
 * l: h_depth.l and c_depth.l as they leave it, and f_time.l, ... of each gate.
 */
export function gridByHand(
  { T, B, H }: Pick<Sizes, "T" | "B" | "H">,
  weights: Named,
  given: Named,
  cotangents: Named,
  { layers, dims = ["time", "depth"], priority, tied = false }: Options,
) {
  const depth = Array.from({ length: layers }, (_, l) => l);
  const timed = dims.includes("time");
  const widths: Record<string, number> = { h_depth: H, c_depth: H };
  if (timed) for (const l of depth) widths[`h_time.${l}`] = widths[`c_time.${l}`] = H;
  const run = throughTime({ T, B }, widths, weights, given, cotangents);
  const { x, dx, s, d } = run;
  const blocks = depth.map((l) =>
    gridBlock(run, dims, (name) => `layers.${tied ? "" : `${l}.`}${name}`, priority),
  );
  const done: ReturnType<(typeof blocks)[number]["forward"]>[][] = [];
  for (let t = 0; t < T; t++) {
    done[t] = [];
    let { h, c }: { h: Float64Array; c: Float64Array } = halves(x[t], H);
    for (const l of depth) {
      const along = (v: "h" | "c") => (timed ? { time: s[`${v}_time.${l}`][t] } : {});
      done[t][l] = blocks[l].forward({ ...along("h"), depth: h }, { ...along("c"), depth: c });
      const { hNew, cNew } = done[t][l];
      [h, c] = [hNew.depth, cNew.depth];
      if (timed) s[`h_time.${l}`][t + 1].set(hNew.time);
      if (timed) s[`c_time.${l}`][t + 1].set(cNew.time);
    }
    s.h_depth[t + 1].set(h);
    s.c_depth[t + 1].set(c);
  }
  run.endForward();
  for (let t = T - 1; t >= 0; t--) {
    let [dh, dc] = [d.h_depth[t + 1], d.c_depth[t + 1]];
    for (const l of [...depth].reverse()) {
      const along = (v: "h" | "c", at: number) => (timed ? { time: d[`${v}_time.${l}`][at] } : {});
      const [under, cunder] = [zeros(B * H), zeros(B * H)];
      blocks[l].backward(
        done[t][l],
        { ...along("h", t + 1), depth: dh },
        { ...along("c", t + 1), depth: dc },
        { ...along("h", t), depth: under },
        { ...along("c", t), depth: cunder },
      );
      [dh, dc] = [under, cunder];
    }
    dx[t].set(whole(dh, dc, H));
  }
  const probes: Record<string, Steps> = {};
  for (const l of depth) {
    probes[`h_depth.${l}`] = done.map((step) => step[l].hNew.depth);
    probes[`c_depth.${l}`] = done.map((step) => step[l].cNew.depth);
    for (const dim of dims)
      for (const k of ["f", "i", "o", "g"] as const)
        probes[`${k}_${dim}.${l}`] = done.map((step) => step[l].y[dim][k]);
  }
  return run.result(probes);
}
