/** The notebooks that there are, by their numbers: their file names. */
export const NOTEBOOKS: Readonly<Record<string, string>> = {
  "00": "00-map-and-ledger",
  "01": "01-the-loop-unrolled",
  "02": "02-the-gap",
  "03": "03-why-it-vanishes",
  "04": "04-four-equations",
  "05": "05-the-1997-battery",
  "06": "06-forgetting",
};

/** A notebook's number, linked to it where it is there already; Markdown. */
export const linked = (number: string): string =>
  NOTEBOOKS[number] === undefined ? number : `[${number}](${NOTEBOOKS[number]}.ipynb)`;
