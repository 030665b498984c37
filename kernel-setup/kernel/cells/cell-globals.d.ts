// The names that every cell has without an import.

/** What `display` has put on the page; `update` replaces it in place. */
interface DisplayHandle {
  update(value: unknown): void;
}

/**
 * Show a value in the middle of a cell: as its `Symbol.for("Jupyter.display")` method says, or as text.
 */
declare function display(value: unknown): DisplayHandle;

/** Remove what the cell has shown so far; with `wait`, only when something new is shown. */
declare function clearOutput(options?: { wait?: boolean }): void;

/**
 * Ask the reader, and wait: the answer, without its end of line.
 * @param prompt what is shown before the answer
 * @param options with `password`, what is typed is not shown
 * @throws if nobody can answer, as when a notebook is executed by a program
 */
declare function input(prompt?: string, options?: { password?: boolean }): string;

// Node has WebAssembly, but its types come with no library that Node's own types use.
declare namespace WebAssembly {
  type ValueType = "i32" | "i64" | "f32" | "f64" | "v128" | "funcref" | "externref";
  type ExportValue = Function | Global | Memory | Table;
  type Exports = Record<string, ExportValue>;
  type Imports = Record<string, Record<string, unknown>>;

  class Module {
    constructor(bytes: BufferSource);
    static exports(module: Module): { name: string; kind: string }[];
    static imports(module: Module): { module: string; name: string; kind: string }[];
  }
  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Exports;
  }
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number; shared?: boolean });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Table {
    constructor(descriptor: {
      element: "anyfunc" | "externref";
      initial: number;
      maximum?: number;
    });
    readonly length: number;
    get(index: number): unknown;
    set(index: number, value?: unknown): void;
    grow(by: number, value?: unknown): number;
  }
  class Global<T = unknown> {
    constructor(descriptor: { value: ValueType; mutable?: boolean }, value?: T);
    value: T;
    valueOf(): T;
  }
  class CompileError extends Error {}
  class LinkError extends Error {}
  class RuntimeError extends Error {}

  type BufferSource = ArrayBufferView | ArrayBuffer;
  function validate(bytes: BufferSource): boolean;
  function compile(bytes: BufferSource): Promise<Module>;
  function instantiate(
    bytes: BufferSource,
    imports?: Imports,
  ): Promise<{ module: Module; instance: Instance }>;
  function instantiate(module: Module, imports?: Imports): Promise<Instance>;
}
