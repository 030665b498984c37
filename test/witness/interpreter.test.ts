import { againstInterpreter, WAYS } from "./checks.js";
import { CASES, comparison } from "./comparison.js";
import { CELL_FORMS, COMPOSED_FORMS } from "./forms.js";
import { MODEL_FORMS } from "./models.js";
import { ODD_FORMS } from "./odd-forms.js";

// The interpreter is slow, and what the plan does otherwise depends on sizes more than on numbers.
const compared = [
  ...[...CELL_FORMS, ...COMPOSED_FORMS].map((form) => [form, Math.ceil(CASES / 10), 2e-5] as const),
  ...[...MODEL_FORMS, ...ODD_FORMS].map((form) => [form, Math.ceil(CASES / 30), 5e-5] as const),
];

for (const [form, cases, limit] of compared) {
  const subject = { name: form.name, form: form.form };
  let all: ReturnType<typeof againstInterpreter> | undefined;
  const outcomes = () => (all ??= againstInterpreter(form, cases));
  for (const way of WAYS)
    comparison(
      {
        ...subject,
        witness: way === "Float64" ? "interpreter" : `interpreter, ${way}`,
        limit: way === "Float64" ? 1e-12 : limit,
      },
      () => outcomes()[way],
    );
}
