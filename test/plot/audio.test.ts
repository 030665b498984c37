import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { audio, type MimeBundle } from "../../src/index.js";
import { repo, venvPaths } from "../../kernel-setup/paths.mjs";

const bundle = (value: object): MimeBundle =>
  (value as { [key: symbol]: () => MimeBundle })[Symbol.for("Jupyter.display")]!();

/** Python's own reader of sound, as the witness. */
const READ = `
import base64, io, json, struct, sys, wave
with wave.open(io.BytesIO(base64.b64decode(sys.stdin.read()))) as f:
    n = f.getnframes()
    print(json.dumps([f.getnchannels(), f.getsampwidth(), f.getframerate(), struct.unpack(f"<{n}h", f.readframes(n))]))
`;

describe("audio", () => {
  it("is a sound that Python reads, cut off beyond -1 and 1", () => {
    const samples = Float32Array.of(0, 0.5, -0.5, 1, -1, 7, -Infinity);
    const { "audio/wav": data, ...rest } = bundle(audio(samples, { rate: 8000, alt: "a click" }));
    const read = execFileSync(venvPaths(repo).python, ["-c", READ], { input: data as string });
    const heard = [0, 16384, -16383, 32767, -32767, 32767, -32767];
    expect(JSON.parse(read.toString())).toEqual([1, 2, 8000, heard]);
    expect(rest["text/plain"]).toBe("a click");
    expect(rest["text/html"]).toContain(`src="data:audio/wav;base64,${data as string}"`);
  });

  it("is as long as it should be when it is long", () => {
    const { "audio/wav": data } = bundle(
      audio(new Float32Array(100_001), { rate: 44_100, alt: "" }),
    );
    expect(Buffer.from(data as string, "base64").length).toBe(44 + 2 * 100_001);
  });

  it.each([
    [() => audio(new Float32Array(0), { rate: 1, alt: "" }), "samples is empty"],
    [() => audio(Float32Array.of(0, NaN), { rate: 1, alt: "" }), "sample 1 is NaN"],
    [() => audio(Float32Array.of(0), { rate: 0.5, alt: "" }), "rate is 0.5"],
  ])("says what is wrong", (make, message) => {
    expect(make).toThrow(message);
  });
});
