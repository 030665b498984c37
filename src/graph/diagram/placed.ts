import { isPart, type Exit, type Part } from "./part.js";
import type { Point, Port, Side } from "./route.js";

/** A place where vectors are joined end to end before layers read them. */
export interface Join {
  readonly at: Point;
  readonly reads: readonly (Part | Join)[];
  /** The sides by which each of them may come in, and by which the joined vector leaves. */
  readonly enter: (from: Part | Join) => readonly Side[];
  readonly leave: Side;
}

/** Where all stands, in units of the grid that lines run on; y grows downwards. */
export interface Placed {
  readonly at: ReadonlyMap<Part, Point>;
  /** The side by which a box's value leaves; what it reads comes in by the other. Up where nothing is said. */
  readonly flow: ReadonlyMap<Part, Side>;
  /** What feeds each layer that reads several vectors, or that lines reach through a join. */
  readonly feed: ReadonlyMap<Part, Join>;
  /** Lines that should be straight, and so are laid first. */
  readonly straight: readonly (readonly [from: Part | Join, to: Part | Join | Exit])[];
  /** Where each line out of the cell ends. */
  readonly exits: ReadonlyMap<Exit, Port>;
  /** The outline of the cell: lines that end outside of it go from step to step. */
  readonly body: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
}
export const LEFT = 2; // The left edge of the cell.
export const TOP = 4; // The row of the belt.
/** Where a source stands: left of the cell, or under it. */
export const isBelow = (part: Part): boolean => part.given !== undefined && part.given !== "time";

/** Every join, those before a join among them. */
export function joinsOf({ feed }: Pick<Placed, "feed">): readonly Join[] {
  const found = new Set<Join>();
  const add = (join: Join): void => {
    join.reads.forEach((r) => !isPart(r) && add(r));
    found.add(join);
  };
  new Set(feed.values()).forEach(add);
  return [...found];
}
