/**
 * The reader's order: what stands under each heading, and in which order, by where it is written in src/. A file goes to
 * the longest name that its path begins with.
 * @type {readonly (readonly [heading: string, files: readonly string[]])[]}
 */
export const GROUPS = [
  [
    "Start here",
    [
      "models/recurrent",
      "models/tensor",
      "models/network",
      "models/classifier",
      "models/character-model",
      "models/vocabulary",
      "train/train",
      "weights/file",
      "models/",
    ],
  ],
  [
    "Cells",
    [
      "cells/rnn",
      "cells/lstm.",
      "cells/gru",
      "cells/lstm-1997",
      "cells/peephole",
      "cells/coupled",
      "cells/greff",
      "cells/mut",
      "cells/",
    ],
  ],
  [
    "Build your own",
    [
      "graph/cell",
      "graph/spec",
      "graph/edit",
      "graph/ops",
      "graph/ctc",
      "graph/functions",
      "graph/model",
      "graph/layer",
      "graph/stack",
      "graph/sym",
    ],
  ],
  ["Training", ["train/", "core/random", "core/"]],
  [
    "Weights",
    [
      "weights/torch",
      "weights/keras",
      "weights/checkpoint",
      "weights/",
      "graph/params",
      "graph/weights",
    ],
  ],
  [
    "Looking inside",
    [
      "graph/tex",
      "graph/diagram",
      "graph/text",
      "graph/count",
      "graph/reverse",
      "graph/interpret",
      "graph/reference",
      "graph/trace",
    ],
  ],
  ["Figures", ["plot/display", "plot/"]],
  [
    "Tasks",
    [
      "tasks/light-switch",
      "tasks/marked-cards",
      "tasks/reber",
      "tasks/next-symbol",
      "tasks/long-time-lag",
      "tasks/very-long-lag",
      "tasks/two-sequence",
      "tasks/adding",
      "tasks/multiplication",
      "tasks/temporal-order",
      "tasks/latching",
      "tasks/",
    ],
  ],
  ["Experiments", ["experiments/"]],
  ["Lesson", ["lesson/"]],
];

/** @param {string} file such as "graph/ops.ts" @returns {[group: number, place: number] | undefined} */
export function placeOf(file) {
  const found = GROUPS.flatMap(([, files], g) =>
    files.map((name, k) => ({ at: /** @type {[number, number]} */ ([g, k]), name })),
  ).filter(({ name }) => file.startsWith(name));
  return found.sort((a, b) => b.name.length - a.name.length)[0]?.at;
}

/**
 * Puts what index.ts exports under these headings in place of TypeDoc's own, which are "Functions", "Interfaces" and so on.
 * @param {any} app
 * @param {any} typedoc
 */
export function group(app, { Converter, ReflectionGroup, ReflectionKind: Kind }) {
  app.converter.on(
    Converter.EVENT_RESOLVE_END,
    (/** @type {any} */ { project }) => {
      for (const { sources = [] } of Object.values(project.reflections))
        for (const source of sources) delete source.url; // named, not linked
      const placed = project.children.map((/** @type {any} */ it) => {
        const { fileName = "lesson/index.ts", line = 0 } = it.sources?.[0] ?? {};
        const file = fileName.replace(/^.*\bsrc\//, "");
        const place = placeOf(file);
        if (!place)
          app.logger.error(`${it.name} is in ${file}, for which groups.mjs has no heading`);
        const isType = it.kindOf([Kind.Interface, Kind.TypeAlias]); // after what it serves
        return { it, order: [...(place ?? [GROUPS.length, 0]), Number(isType), line] };
      });
      placed.sort((/** @type {any} */ { order: a }, /** @type {any} */ { order: b }) => {
        const k = a.findIndex((/** @type {number} */ n, /** @type {number} */ j) => n !== b[j]);
        return k < 0 ? 0 : a[k] - b[k];
      });
      project.children = placed.map((/** @type {any} */ { it }) => it);
      project.groups = GROUPS.flatMap(([heading], g) => {
        const made = new ReflectionGroup(heading, project);
        made.children = placed.flatMap((/** @type {any} */ { it, order }) =>
          order[0] === g ? [it] : [],
        );
        return made.children.length > 0 ? [made] : [];
      });
    },
    -1000, // after TypeDoc's own
  );
}
