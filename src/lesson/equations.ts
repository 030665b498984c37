/** Notebook 04, "Four equations". */
export { equation, symbols } from "./equations-walk.js";
export { picture } from "./equations-picture.js";
export { forgetting } from "./equations-forget.js";
export { writing } from "./equations-write.js";
export { update, type Update } from "./equations-update.js";
export { showing } from "./equations-show.js";
export { conveyor, pulseThenNoise } from "./equations-belt.js";
export { retentions } from "./equations-retention.js";
export { gatesOverSentence, spaceUnit } from "./equations-reading.js";
export { checkParameterCount, checkSecondState } from "./equations-numbers.js";
export { checkAsRnn, checkCounter, checkReset } from "./equations-units.js";
