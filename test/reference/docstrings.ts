import ts from "typescript6";

/** A docstring, or the lack of one. */
export interface Docstring {
  /** Of a member, "Plan.forward". */
  readonly name: string;
  readonly text: string;
  /** The code of its @example tags. */
  readonly examples: readonly string[];
}

/** The docstrings of all that a module exports, and of the members of the types among them. */
export function docstrings(file: string, host?: ts.CompilerHost): Docstring[] {
  // No types are asked for, so none of JavaScript's own need be read.
  const options = { module: ts.ModuleKind.NodeNext, noLib: true, types: [] };
  const program = ts.createProgram([file], options, host);
  const checker = program.getTypeChecker();
  const seen = new Set<ts.Symbol>();

  const exportsOf = (module: ts.Symbol, prefix: string): Docstring[] =>
    checker.getExportsOfModule(module).flatMap((symbol) => {
      const own = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      const name = prefix + symbol.name;
      if (own.flags & ts.SymbolFlags.ValueModule) return exportsOf(own, `${name}.`);
      return [said(own, name), ...(own.declarations ?? []).flatMap((d) => members(d, name))];
    });
  const said = (symbol: ts.Symbol, name: string): Docstring => ({
    name,
    text: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
    examples: symbol
      .getJsDocTags(checker)
      .filter((tag) => tag.name === "example")
      .flatMap((tag) => codeBlocks(ts.displayPartsToString(tag.text))),
  });
  /** What is written within a type, however deep; of a function or constant, only its own docstring counts. */
  const members = (node: ts.Node, name: string): Docstring[] => {
    const isType = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
    return isType ? within(node, name) : [];
  };
  const within = (node: ts.Node, name: string): Docstring[] => {
    const found: Docstring[] = [];
    node.forEachChild((child) => {
      if (ts.isParameter(child)) return;
      const symbol =
        (ts.isPropertySignature(child) || ts.isMethodSignature(child)) &&
        checker.getSymbolAtLocation(child.name);
      const own = symbol ? `${name}.${symbol.name}` : name;
      if (symbol && !seen.has(symbol)) found.push(said(symbol, own));
      if (symbol) seen.add(symbol);
      found.push(...within(child, own));
    });
    return found;
  };
  const module = checker.getSymbolAtLocation(program.getSourceFile(file)!)!;
  return exportsOf(module, "");
}

/** The ts blocks of a Markdown text. */
export function codeBlocks(markdown: string): string[] {
  return [...markdown.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code!);
}
