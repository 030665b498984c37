import { join } from "node:path";
import { repo } from "../../kernel-setup/paths.mjs";

/** What TypeDoc is asked for; https://typedoc.org/documents/Options.html says what each is. */
export const OPTIONS = {
  name: "Unrolled",
  entryPoints: [join(repo, "src", "index.ts")],
  tsconfig: join(repo, "src", "tsconfig.json"),
  basePath: join(repo, "src"),
  readme: "none", // its place on the front page is taken by front-page.md
  customCss: join(import.meta.dirname, "style.css"),
  navigation: { includeGroups: true },
  sort: ["source-order"],
  // Where the repository is published nobody knows here: sources are named, not linked (groups.mjs).
  disableGit: true,
  gitRevision: "HEAD",
  sourceLinkTemplate: "{path}",
  excludeInternal: true,
  hideGenerator: true,
  includeVersion: true,
  lightHighlightTheme: "github-light",
  darkHighlightTheme: "github-dark",
  validation: {
    notExported: true,
    invalidLink: true,
    invalidPath: true,
    rewrittenLink: true,
    notDocumented: true,
    unusedMergeModuleWith: true,
  },
  // Types that types are made of; who writes none of their own never meets them.
  intentionallyNotExported: [
    ...["CellOf", "GivenIn", "KindOf", "NamesOf", "PartProbes", "PartStates", "ProbesOf", "Size"],
    ...["SpecOf", "Called", "Normaliser", "Named", "Node", "Op", "InitByRows", "PerUnit"],
    ...["SceneWords", "DiffWords", "Gate", "BITS", "Checked", "Choice", "Reader", "Model", "Chain"],
    ...["Followings", "Opened", "PLACES", "Readers"],
  ],
};
