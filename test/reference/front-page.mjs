import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Makes the front page: what front-page.md says, and beside every name the first sentence of its docstring.
 * @param {any} app
 * @param {any} typedoc
 */
export function makeFrontPage(app, { Comment, CommentTag, Converter }) {
  app.converter.on(
    Converter.EVENT_CREATE_PARAMETER,
    (/** @type {any} */ _, /** @type {any} */ it) => {
      if (it.name === "__namedParameters") it.name = "options"; // taken apart at once, it has no name in the source
    },
  );
  app.converter.on(Converter.EVENT_RESOLVE_END, (/** @type {any} */ { project }) => {
    const text = readFileSync(join(import.meta.dirname, "front-page.md"), "utf8");
    project.comment = new Comment([{ kind: "text", text }]);
    for (const it of Object.values(project.reflections))
      for (const part of it.comment?.summary ?? [])
        if (part.kind === "text") part.text = apart(part.text);
    for (const it of project.children)
      for (const { comment } of [it, ...(it.signatures ?? [])]) {
        if (!comment || comment.getTag("@summary")) continue;
        comment.blockTags.push(new CommentTag("@summary", firstSentence(comment.summary)));
      }
  });
}

/**
 * Shapes and errors, which close a docstring, as paragraphs of their own.
 * @param {string} text
 */
const apart = (text) => text.replaceAll(/(?<=[.)])\s+(?=Throws [A-Z]|x \(B|x, )/g, "\n\n");

/** @param {readonly any[]} parts */
function firstSentence(parts) {
  const sentence = [];
  for (const part of parts) {
    // Not after "et al.", which a year follows.
    const end = part.kind === "text" ? part.text.search(/[.](?=\s+[A-Z]|\s*\n\n)/) : -1;
    sentence.push(end < 0 ? part : { ...part, text: part.text.slice(0, end + 1) });
    if (end >= 0) break;
  }
  return sentence;
}
