import { load } from "./installed.mjs";

/**
 * One training iteration of brain.recurrent.LSTM on a sequence of T symbols out of I. That is other work than ours: it
 * learns to predict symbols (one at a time, so B is 1) with a softmax at each step, and its update is RMSProp.
 * @param {{ T: number, I: number, H: number }} given
 */
export function brain({ T, I, H }) {
  const { recurrent } = load("brain.js");
  const net = new recurrent.LSTM({ hiddenLayers: [H], inputSize: I, inputRange: I, outputSize: I });
  net.initialize();
  const pattern = Array.from({ length: T }, (_, k) => (k * 7 + 3) % I);
  return {
    once() {
      const began = performance.now();
      net.trainPattern(pattern);
      return { "and Adam": performance.now() - began };
    },
    check: () => ({}),
  };
}
