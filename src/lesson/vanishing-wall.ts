/** One unit that hears nothing: h_t = tanh(w h_{t-1} + b) from h_0 = 0, for T steps, and how far its end is from a target. */
export interface WallOptions {
  /** Default 50. */
  readonly T?: number;
  /** What h_T should be. Default 0.7. */
  readonly target?: number;
}
/** A loss and its gradient at a place (w, b). */
export interface Slope {
  readonly loss: number;
  readonly dw: number;
  readonly db: number;
}

/** The loss (h_T - target)^2 at w, b, with its gradient, carried along step by step. */
export function unitLoss(w: number, b: number, { T = 50, target = 0.7 }: WallOptions = {}): Slope {
  let [h, dw, db] = [0, 0, 0];
  for (let t = 0; t < T; t++) {
    const before = h;
    h = Math.tanh(w * before + b);
    const slope = 1 - h * h;
    [dw, db] = [slope * (before + w * dw), slope * (1 + w * db)];
  }
  const off = h - target;
  return { loss: off * off, dw: 2 * off * dw, db: 2 * off * db };
}

/** A step down the gradient, which is first held to this length; where it leads, and the loss there. */
export interface WallStep {
  readonly w: number;
  readonly b: number;
  readonly norm: number;
  readonly loss: number;
}

/** One step of gradient descent from (w, b); with a limit the gradient is clipped to this norm first (Pascanu 2013). */
export function wallStep(w: number, b: number, lr: number, limit = Infinity): WallStep {
  const { dw, db } = unitLoss(w, b);
  const norm = Math.hypot(dw, db);
  const by = lr * Math.min(1, limit / norm);
  const [toW, toB] = [w - by * dw, b - by * db];
  return { w: toW, b: toB, norm, loss: unitLoss(toW, toB).loss };
}
