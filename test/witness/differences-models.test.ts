import { againstDifferences } from "./checks.js";
import { CASES, comparison } from "./comparison.js";
import { MODEL_FORMS } from "./models.js";
import { ODD_FORMS } from "./odd-forms.js";

// A model's parts are compared in all shapes elsewhere; that they fit together shows in fewer.
for (const form of [...MODEL_FORMS, ...ODD_FORMS])
  comparison({ ...form, witness: "finite differences", limit: 1e-7 }, () =>
    againstDifferences(form, Math.ceil(CASES / 5)),
  );
