import { shown, type Shown } from "./display.js";

/**
 * Sound that can be played where it is shown, in one channel of 16 bits.
 * @param samples between -1 and 1; what lies beyond is cut off
 * @param options `rate` in samples a second; `alt`: what is heard, for who cannot hear it
 * @throws RangeError if there is no sample, one is no number, or the rate is none
 */
export function audio(samples: Float32Array, { rate, alt }: { rate: number; alt: string }): Shown {
  if (samples.length === 0) throw new RangeError("audio: samples is empty; want at least one");
  if (!Number.isInteger(rate) || rate <= 0)
    throw new RangeError(`audio: rate is ${rate}; want a whole number of samples a second`);
  const silent = samples.findIndex(Number.isNaN);
  if (silent >= 0) throw new RangeError(`audio: sample ${silent} is NaN; want -1 to 1`);
  const data = base64(wav(samples, rate));
  const html = `<audio controls src="data:audio/wav;base64,${data}"></audio>`;
  return shown({}, { "audio/wav": data, "text/html": html, "text/plain": alt });
}

/** A RIFF file: a header of 44 bytes, then the samples, least significant byte first. */
function wav(samples: Float32Array, rate: number): Uint8Array {
  const [HEADER, WIDTH] = [44, 2];
  const view = new DataView(new ArrayBuffer(HEADER + WIDTH * samples.length));
  const letters = (at: number, text: string): void =>
    [...text].forEach((c, k) => view.setUint8(at + k, c.charCodeAt(0)));
  letters(0, "RIFF");
  view.setUint32(4, view.byteLength - 8, true);
  letters(8, "WAVEfmt ");
  view.setUint32(16, 16, true); //    bytes of this part
  view.setUint16(20, 1, true); //     plain numbers
  view.setUint16(22, 1, true); //     channels
  view.setUint32(24, rate, true);
  view.setUint32(28, WIDTH * rate, true); // bytes a second
  view.setUint16(32, WIDTH, true);
  view.setUint16(34, 8 * WIDTH, true);
  letters(36, "data");
  view.setUint32(40, WIDTH * samples.length, true);
  samples.forEach((x, k) =>
    view.setInt16(HEADER + WIDTH * k, Math.round(32_767 * Math.max(-1, Math.min(1, x))), true),
  );
  return new Uint8Array(view.buffer);
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
