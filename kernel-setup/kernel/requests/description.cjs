"use strict";
// A description (inspection.cjs) as Jupyter shows it: as text, and as Markdown for a page.

/** @typedef {import("../language/inspection.cjs").Description} Description */

/** @param {Description} description */
function documentationOf({ documentation }) {
  return documentation.map(({ text }) => text).join("");
}

/**
 * A tag's name, the parameter that it is about, and what it says.
 * @param {import("typescript6").JSDocTagInfo} tag
 */
function readTag({ name, text = [] }) {
  const [first, ...rest] = text;
  const about = first?.kind === "parameterName" || first?.kind === "typeParameterName";
  const said = about ? rest : text;
  return {
    name,
    about: about ? first.text : "",
    says: said
      .map((part) => part.text)
      .join("")
      .trim(),
  };
}

/**
 * @param {Description} description
 * @param {boolean} detailed also where it is declared
 */
function asText(description, detailed) {
  const { code, note, tags, place } = description;
  const documentation = documentationOf(description);
  const lines = tags
    .map(readTag)
    .map(({ name, about, says }) => `@${[name, about, says].filter(Boolean).join(" ")}`);
  const blocks = [
    code,
    note && `parameter: ${note}`,
    [documentation, ...lines].filter(Boolean).join("\n"),
    detailed && place && `declared in ${place}`,
  ];
  return blocks.filter(Boolean).join("\n\n");
}

/**
 * @param {Description} description
 * @param {boolean} detailed
 */
function asMarkdown(description, detailed) {
  const { code, note, tags, place } = description;
  const lines = tags.map(readTag).map(({ name, about, says }) => {
    const label =
      name === "param"
        ? `\`${about}\``
        : [`*${name}*`, about && `\`${about}\``].filter(Boolean).join(" ");
    return `- ${label}${says ? `: ${says}` : ""}`;
  });
  const blocks = [
    `\`\`\`ts\n${code}\n\`\`\``,
    note && `Parameter: \`${note}\``,
    documentationOf(description),
    lines.join("\n"),
    detailed && place && `Declared in \`${place}\``,
  ];
  return blocks.filter(Boolean).join("\n\n");
}

module.exports = { asMarkdown, asText };
