import { say } from "./language.js";

/** The words of the line that a training shows, in the reader's language: train(text, { words: trainingWords }). */
export const trainingWords = (step: number, steps: number, loss: number): string =>
  say("train.line", { step, steps, loss: loss.toFixed(2) });
