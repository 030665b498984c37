export type Given = "time" | "step" | "whole" | "depth";
/** A thing that a diagram shows. */
export interface Part {
  /**
   * What enters a step; a learned layer; a pointwise operation (circle); a cell within the cell; one of such a cell's
   * values.
   */
  readonly kind: "source" | "layer" | "op" | "cell" | "value";
  /** What is written in it: a name, or the sign of its operation. */
  readonly glyph: string;
  /** The vectors that it reads, in the order of its arguments. */
  readonly inputs: readonly Part[];
  /** The name under which the step returns it, else its layer's name. */
  readonly name?: string;
  /** Of a layer: the names of its matrices. */
  readonly weights?: readonly string[];
  /**
   * Those of its inputs that enter by themselves: of a layer, what is added to its sum past the matrix, such as
   * peepholes; of a cell, its own states.
   */
  readonly beside?: readonly Part[];
  /** Of a layer: what is done to its sum before it is squashed, such as "LN". */
  readonly tag?: string;
  /** Of an operation: one of its operands is a parameter, one number a unit. */
  readonly learned?: true;
  /** Of a source: where it comes from. */
  readonly given?: Given;
}

/** A value's way out: to the next step or, up, to whoever reads it. */
export interface Exit {
  readonly state: string;
  readonly upward: boolean;
  readonly from: Part;
}

/** A cell as parts. All of it is read off the traced graph. */
export interface Parts {
  readonly cell: string;
  /** Layers and operations in the order in which the step computes them. */
  readonly all: readonly Part[];
  /** The sources: x and what else is given, and the states as they come in. */
  readonly sources: Readonly<Record<string, Part>>;
  /** The states as they go out. */
  readonly next: Readonly<Record<string, Part>>;
  /** How often each state moves. */
  readonly every: Readonly<Record<string, number>>;
  readonly exits: readonly Exit[];
  /** What is read of the layer below, by the name that the step gives it. */
  readonly below: Readonly<Record<string, string>>;
}

export const isPart = (a: object): a is Part => "kind" in a;
/** The sign of what lets a value through but no error back, and of vectors joined end to end where nothing else is. */
export const STOP = "stop";
export const JOINED = ",";
/** That of a value each of whose numbers serves several units. */
export const REPEAT = "1:";
/** That of a product that is not pointwise: weights times what they weigh, summed. */
export const PRODUCT = "·";
