import { expect, test } from "vitest";
import { isMet, wantedOf } from "./wanted.mjs";

const line = {
  section: "LSTM",
  name: "(16, 50, 32, 64)",
  measure: "forward + backward",
  size: 64,
  ours: "workbook",
  peer: "PyTorch",
};

test("what is wanted depends on the size and on our configuration", () => {
  expect(wantedOf(line)).toEqual({ least: 1.4 });
  expect(wantedOf({ ...line, size: 512 })).toEqual({ least: 1 });
  expect(wantedOf({ ...line, ours: "flagless" })).toEqual({ least: 0.9 });
  expect(wantedOf({ ...line, section: "Clockwork RNN" })).toEqual({ least: 5 });
  expect(wantedOf({ ...line, section: "Clockwork RNN", size: 256 })).toEqual({ least: 3 });
});

test("nothing is wanted of what the table does not name", () => {
  expect(wantedOf({ ...line, measure: "and Adam" })).toBeUndefined();
  expect(wantedOf({ ...line, peer: "tfjs, wasm" })).toBeUndefined();
  const product = { section: "Products", measure: "product", ours: "workbook", peer: "OpenBLAS" };
  expect(wantedOf({ ...product, name: "64, a b", size: 64 })).toBeUndefined();
  expect(wantedOf({ ...product, name: "128, a b", size: 128 })).toEqual({ least: 0.95 });
});

test("a share should be small, a ratio large", () => {
  const share = { section: "Clockwork's share", measure: "forward", size: 512, ours: "workbook" };
  const most = wantedOf({ ...share, name: "8 modules, H 512", peer: "dense RNN" });
  expect(most).toEqual({ most: 0.4 });
  expect(isMet(most!, 0.4)).toBe(true);
  expect(isMet(most!, 0.41)).toBe(false);
  expect(isMet({ least: 1.4 }, 1.4)).toBe(true);
  expect(isMet({ least: 1.4 }, 1.39)).toBe(false);
});
