import { inspect } from "node:util";
import { expect, test } from "vitest";
import { clockwork } from "../../src/cells/clockwork.js";
import { gru } from "../../src/cells/gru.js";
import { rnn } from "../../src/cells/rnn.js";
import { cell } from "../../src/graph/cell.js";
import { model } from "../../src/graph/model.js";
import { add, constant, matmul, mul, sigmoid, slice, sumTo, swap } from "../../src/graph/ops.js";
import { gradient } from "../../src/graph/reverse.js";
import { graphText } from "../../src/graph/text.js";

test("a cell's step reads as it was written", () => {
  expect(graphText(gru, { hidden: 4 })).toMatchInlineSnapshot(`
    "%0 = matmul h W_z[0:4]  (2, 4)
    %1 = matmul x W_z[4:8]  (2, 4)
    %2 = add %0 %1  (2, 4)
    %3 = add %2 b_z  (2, 4)
    z = sigmoid %3  (2, 4)
    %4 = matmul h W_r[0:4]  (2, 4)
    %5 = matmul x W_r[4:8]  (2, 4)
    %6 = add %4 %5  (2, 4)
    %7 = add %6 b_r  (2, 4)
    r = sigmoid %7  (2, 4)
    %8 = mul r h  (2, 4)
    %9 = matmul %8 W_n[0:4]  (2, 4)
    %10 = matmul x W_n[4:8]  (2, 4)
    %11 = add %9 %10  (2, 4)
    %12 = add %11 b_n  (2, 4)
    n = tanh %12  (2, 4)
    %13 = sub 1 z  (2, 4)
    %14 = mul %13 h  (2, 4)
    %15 = mul z n  (2, 4)
    h' = add %14 %15  (2, 4)"
  `);
});

test("a model shows what left the loop, what each step does and what comes out", () => {
  const { outputs } = model("m", (m) => {
    const { h, final } = m.scan(m.layer("", rnn, { hidden: 4 }), { x: m.input("x", [5, 2, 3]) });
    return { y: m.dense("out", 2, h), last: final.h };
  }).trace({});
  expect(graphText(outputs)).toMatchInlineSnapshot(`
    "%0 = matmul x W_h[4:7]  (5, 2, 4)
    %1 = add %0 b_h  (5, 2, 4)
    %2 = broadcast 0  (2, 4)
    %3 = scan RNN over 5 steps: ahead0 of %1, h from %2
        %4 = matmul h W_h[0:4]  (2, 4)
        %5 = add %4 ahead0  (2, 4)
        h' = tanh %5  (2, 4)
    %6 = %3 out 0  (5, 2, 4)
    %7 = matmul %6 W_out  (5, 2, 2)
    y = add %7 b_out  (5, 2, 2)
    last = %3 final 0  (2, 4)"
  `);
});

test("steps that differ are shown apart", () => {
  const { outputs } = model("m", (m) => {
    const run = m.scan(m.layer("", clockwork([1, 2]), { hidden: 2 }), {
      x: m.input("x", [4, 1, 1]),
    });
    return { h: run.h };
  }).trace({});
  expect(graphText(outputs)).toMatchInlineSnapshot(`
    "%0 = broadcast 0  (1, 1)
    %1 = broadcast 0  (1, 1)
    %2 = scan Clockwork RNN over 4 steps: x of x, h1 from %0, h2 from %1
      where t mod 2 is 0
        %3 = matmul h1 W_h1[0:1]  (1, 1)
        %4 = matmul h2 W_h1[1:2]  (1, 1)
        %5 = add %3 %4  (1, 1)
        %6 = matmul x W_h1[2:3]  (1, 1)
        %7 = add %5 %6  (1, 1)
        %8 = add %7 b_h1  (1, 1)
        h1' = tanh %8  (1, 1)
        %9 = matmul h2 W_h2[0:1]  (1, 1)
        %10 = matmul x W_h2[1:2]  (1, 1)
        %11 = add %9 %10  (1, 1)
        %12 = add %11 b_h2  (1, 1)
        h2' = tanh %12  (1, 1)
        %2.0 = concat h1' h2'  (1, 2)
      where t mod 2 is 1
        %13 = matmul h1 W_h1[0:1]  (1, 1)
        %14 = matmul h2 W_h1[1:2]  (1, 1)
        %15 = add %13 %14  (1, 1)
        %16 = matmul x W_h1[2:3]  (1, 1)
        %17 = add %15 %16  (1, 1)
        %18 = add %17 b_h1  (1, 1)
        h1' = tanh %18  (1, 1)
        %2.0 = concat h1' h2  (1, 2)
        h2' = h2  (1, 1)
    h = %2 out 2  (4, 1, 2)"
  `);
});

test("settings that no shape tells stand behind the operands", () => {
  const traced = model("m", (m) => {
    const [x, w] = [m.input("x", [2, 6, 4]), m.param("W", [6, 4])];
    return {
      rows: add(x, slice(w, 2, 3, -2)),
      columns: add(x, slice(w, 0, 1)),
      part: slice(x, 1, 3, -2),
      turned: swap(x, -3, -2),
      first: matmul(w, x, true),
      second: matmul(x, w, false, true),
      both: matmul(w, swap(x), true, true),
      scaled: mul(w, constant([1, 2, 3, 4])),
      padded: gradient(sumTo(slice(x, 1, 3, -2), []), [x])[0],
    };
  }).trace({});
  expect(graphText(traced.outputs)).toMatchInlineSnapshot(`
    "rows = add x W[2:3]  (2, 6, 4)
    %0 = slice W axis -1 from 0 to 1  (6, 1)
    columns = add x %0  (2, 6, 4)
    part = slice x axis -2 from 1 to 3  (2, 2, 4)
    turned = swap x axes -3 -2  (6, 2, 4)
    first = matmul W x ta  (2, 4, 4)
    second = matmul x W tb  (2, 6, 6)
    %1 = swap x axes -1 -2  (2, 4, 6)
    both = matmul W %1 ta tb  (2, 4, 4)
    scaled = mul W [1, 2, 3, 4]  (6, 4)
    %2 = broadcast 1  (2, 2, 4)
    padded = pad %2 axis -2 from 1  (2, 6, 4)"
  `);
});

test("several states and sequences of a step are told one after the other", () => {
  const { outputs } = model("m", (m) => {
    const [x, noise] = [m.input("x", [5, 2, 4]), m.input("noise", [5, 2, 4])];
    const noisy = cell("Noisy", { h: "time", c: "time", noise: "step" }, ({ x, noise, h, c }) => ({
      h: mul(x, c),
      c: mul(noise, h),
    }));
    return { last: m.scan(m.layer("", noisy, { hidden: 4 }), { x, noise }).final.h };
  }).trace({});
  expect(graphText(outputs)).toContain(
    "scan Noisy over 5 steps: x of x, noise of noise, h from %0, c from %1\n",
  );
});

test("a traced value shows itself as its operation and shape", () => {
  expect(inspect(sigmoid(add(constant([1, 2]), 1)))).toBe("sigmoid (2)");
});
