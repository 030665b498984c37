import { createInstrumenter } from "@stryker-mutator/instrumenter";
import { grouped } from "./grouped.mjs";
import { hash, mutated, read } from "./sources.mjs";

/**
 * One change that a careless hand might make.
 * @typedef {import("@stryker-mutator/api/core").Location} Location
 * @typedef {import("./sources.mjs").Edit & { mutator: string, line: number, was: string, at: Location }} Mutant
 */

/** Text in what is thrown is for people: another wording is no fault, so its mutants would say nothing of the tests. */
const messages = {
  /** @param {any} path */
  shouldIgnore: (path) =>
    (path.isStringLiteral() || path.isTemplateLiteral()) && path.findParent(isThrow)
      ? "part of a message"
      : undefined,
};
/** @param {any} parent */
const isThrow = (parent) => parent.isThrowStatement();

/** All of StrykerJS's mutants of src/core and src/graph, and how many are left out as parts of messages. */
export async function allMutants() {
  const { mutants } = await instrument(() => true);
  const counted = mutants.filter(({ status }) => status !== "Ignored");
  return { mutants: counted.map(mutantOf), ignored: mutants.length - counted.length };
}

/**
 * The files that have mutants of a sample in them, as text that records which of those it executes. Only these, since
 * text that records them all is many times slower. A mutant is known by its `key`.
 * @param {Mutant[]} sample
 */
export async function recording(sample) {
  const wanted = grouped(sample, ({ file }) => file);
  const { files, mutants } = await instrument(
    (file) => wanted.get(file)?.map(({ at }) => at) ?? [],
  );
  return {
    texts: Object.fromEntries(
      files.filter(({ name }) => wanted.has(name)).map(({ name, content }) => [name, content]),
    ),
    ids: new Map(mutants.map((mutant) => [key(mutantOf(mutant)), mutant.id])),
  };
}

/** @param {Mutant} mutant */
export const key = ({ file, start, end, text }) => [file, start, end, text].join(":");

/** @param {(file: string) => boolean | Location[]} where */
function instrument(where) {
  const files = mutated().map((name) => ({ name, mutate: where(name), content: read(name) }));
  return instrumenter().instrument(/** @type {any} */ (files), {
    plugins: null,
    excludedMutations: [],
    ignorers: [messages],
  });
}

/**
 * @param {import("@stryker-mutator/api/core").Mutant} mutant
 * @returns {Mutant}
 */
function mutantOf({ fileName: file, mutatorName: mutator, replacement, location: at }) {
  const source = read(file);
  const [start, end] = [offset(source, at.start), offset(source, at.end)];
  const was = source.slice(start, end);
  const text = inPlace(mutator, was, replacement);
  return { file, mutator, line: at.start.line + 1, at, start, end, was, text };
}

/**
 * The mutants in an order that is as good as drawn by lot, and the same for the same seed.
 * @param {Mutant[]} mutants
 * @param {number} seed
 */
export function shuffled(mutants, seed) {
  return mutants
    .map((mutant) => ({ mutant, by: hash(`${seed}:${key(mutant)}`) }))
    .sort((a, b) => (a.by < b.by ? -1 : 1))
    .map(({ mutant }) => mutant);
}

/**
 * The text of an expression that replaces another keeps together whatever stands beside it.
 * @param {string} mutator
 * @param {string} was
 * @param {string} text
 */
function inPlace(mutator, was, text) {
  const isExpression = mutator !== "BlockStatement" && !/^(case |default:)/.test(was);
  const isWhole = /^\w+$|^(["'`]).*\1$/s.test(text);
  return isExpression && !isWhole ? `(${text})` : text;
}

/**
 * @param {string} source
 * @param {{ line: number, column: number }} place both from 0
 */
function offset(source, { line, column }) {
  let at = 0;
  for (let k = 0; k < line; k++) at = source.indexOf("\n", at) + 1;
  return at + column;
}

/** The instrumenter asks for a logger through Stryker's injector, of which this is as much as it uses. */
function instrumenter() {
  const none = () => undefined;
  const logger = { debug: none, info: none, warn: none, isDebugEnabled: () => false };
  const injector = {
    provideValue: () => injector,
    injectClass: (/** @type {any} */ Class) => new Class(logger),
  };
  return createInstrumenter(/** @type {any} */ (injector));
}
