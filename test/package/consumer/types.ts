import * as unrolled from "unrolled";
import {
  cell,
  characterModel,
  gru,
  lstm,
  mean,
  model,
  mul,
  network,
  random,
  tanh,
  train,
  vocabulary,
  type Params,
  type Plan,
  type Sym,
  type Tier,
} from "unrolled";

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type IsAny<A> = 0 extends 1 & A ? true : false;
type Expect<T extends true> = T;
type Unrolled = typeof unrolled;
type AnyOf<M> = { [K in keyof M]: IsAny<M[K]> extends true ? K : never }[keyof M];

interface Sizes {
  readonly T: number;
  readonly B: number;
}
const definition = model("a model", (m, { T, B }: Sizes) => {
  const { h, i, final } = m.scan(m.layer("", lstm, { hidden: 4 }), { x: m.input("x", [T, B, 3]) });
  return { h, i, c: final.c, loss: mean(mul(h, h)) };
});
const plan = definition.plan({ T: 5, B: 2 }, { tier: "simd", threads: 2 });
const given = plan.forward({ x: new Float32Array(30) });
const gradients = plan.backward();
const seen = network(gru, { input: 3, hidden: 4 }).run([[1, 2, 3]], { pin: { z: 0 } });
const reader = characterModel(lstm, { vocabulary: vocabulary("abc"), hidden: 4 });
const history = train(plan, { steps: 1, lr: 0.1, batch: () => ({ x: 0 }) });
const mine = cell("Mine", { h: "time" }, ({ x, affine }) => ({ h: tanh(affine("u", x)), u: x }));
const mineSeen = network(mine, { input: 1, hidden: 1 }).run([[1]]);

export type Checks = [
  Expect<Equal<AnyOf<Unrolled>, never>>,
  Expect<Equal<AnyOf<Unrolled["lesson"]>, never>>,
  Expect<Equal<typeof plan, Plan<"h" | "i" | "c" | "loss">>>,
  Expect<Equal<keyof typeof given, "h" | "i" | "c" | "loss">>,
  Expect<Equal<(typeof given)["i"], Float32Array | Float64Array>>,
  Expect<Equal<typeof gradients, Params>>,
  Expect<Equal<Params["flat"], Float32Array | Float64Array>>,
  Expect<Equal<(typeof seen)["z"]["data"], Float32Array>>,
  Expect<Equal<(typeof seen)["h"]["shape"], readonly number[]>>,
  Expect<Equal<(typeof mineSeen)["u"]["data"], Float32Array>>,
  Expect<Equal<ReturnType<typeof reader.sample>, string>>,
  Expect<Equal<Awaited<typeof history>["loss"], Float64Array>>,
  Expect<Equal<ReturnType<ReturnType<typeof random>["normal"]>, number>>,
  Expect<Equal<ReturnType<typeof tanh>, Sym>>,
  Expect<Equal<Tier, "js" | "simd" | "relaxed" | "wide">>,
];

// What is wrong is an error: each line below would be a mistake itself if it were not.
// @ts-expect-error -- an output that the model does not have
export const noOutput = given.o;
// @ts-expect-error -- a gate of another cell
export const noGate = seen.f;
// @ts-expect-error -- a cell's own name that it does not return
export const noName = mineSeen.k;
// @ts-expect-error -- no such tier
definition.plan({ T: 1, B: 1 }, { tier: "fast" });
// @ts-expect-error -- a size is missing
definition.plan({ T: 1 });
// @ts-expect-error -- how many steps?
void train(plan, { batch: () => ({ x: 0 }) });
// @ts-expect-error -- not a state of the LSTM
network(lstm, { input: 1, hidden: 1 }).sensitivity([[1]], "f", "h");
// @ts-expect-error -- text is no traced value
mul(tanh("x"), 2);
