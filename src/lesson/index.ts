/** What the notebooks show and ask: figures with their words, and checks of exercises. */
export { language, type Language } from "./language.js";
export * as loop from "./loop.js";
export * as equations from "./equations.js";
export * as battery from "./battery.js";
export * as forgetting from "./forgetting.js";
export * as gap from "./gap.js";
export * as vanishing from "./vanishing.js";
export { gateLab, gateSlider, type GateLabSettings } from "./gate-lab.js";
export { trainingWords } from "./training-words.js";
export { ledger, type LedgerRow } from "./ledger.js";
export { ledgerTable, verdictsTable } from "./ledger-table.js";
