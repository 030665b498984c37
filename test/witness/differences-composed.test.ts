import { againstDifferences } from "./checks.js";
import { CASES, comparison } from "./comparison.js";
import { COMPOSED_FORMS } from "./forms.js";

for (const form of COMPOSED_FORMS)
  comparison({ ...form, witness: "finite differences", limit: 1e-8 }, () =>
    againstDifferences(form, CASES),
  );
