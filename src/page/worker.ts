import { trainer, type Port } from "./trainer.js";

// A thread of its own, so that the page stays alive however slow the machine is.
trainer(globalThis as unknown as Port);
