/** The only door: everything that notebooks and other projects import. */
// First what needs the kernels: bundlers keep this order, and compress best if this long text stands between no others.
export { model, type Build, type Model, type Plan, type PlanOptions } from "./graph/model.js";
export { random, type Random } from "./core/random.js";
export type { Tier } from "./core/tier.js";
export {
  cell,
  type AnyCell,
  type Cell,
  type Given,
  type Layer,
  type Tools,
  type Traced,
} from "./graph/cell.js";
export { pin, type Replacement } from "./graph/edit.js";
export {
  depth,
  part,
  time,
  type Entry,
  type FromBelow,
  type NamedIn,
  type Part,
  type Spec,
  type State,
  type StateInfo,
  type StatesIn,
} from "./graph/spec.js";
export type { Nested, Numbers, Params } from "./graph/params.js";
export type { Starts, Weights } from "./graph/weights.js";
export type { Init, Shape, Sym } from "./graph/sym.js";
export {
  add,
  argmax,
  broadcast,
  concat,
  constant,
  div,
  exp,
  gather,
  ge,
  log,
  logsumexp,
  matmul,
  max,
  mul,
  neg,
  onehot,
  reshape,
  sigmoid,
  slice,
  softplus,
  sqrt,
  stop,
  sub,
  sumTo,
  swap,
  tanh,
  where,
  type Num,
} from "./graph/ops.js";
export { ctc } from "./graph/ctc.js";
export {
  bernoulli,
  crossEntropy,
  gaussianKL,
  logSigmoid,
  maskOf,
  mean,
  normalise,
  relu,
  softmax,
  square,
  sum,
} from "./graph/functions.js";
export { runLayer, type Scanned, type ScanOptions, type Sequences } from "./graph/layer.js";
export type { Stack, Stacked, StackOptions, StackShape } from "./graph/stack.js";
export { gradient } from "./graph/reverse.js";
export {
  diagram,
  diagramDiff,
  unrolledDiagram,
  type DiagramOptions,
  type DiffOptions,
  type UnrolledOptions,
} from "./graph/diagram.js";
export { interpret } from "./graph/interpret.js";
export type { Values } from "./graph/reference.js";
export type { TraceSizes } from "./graph/trace.js";
export { graphText } from "./graph/text.js";
export { count, type BothWays, type Counted, type CountOptions } from "./graph/count.js";
export { irnn, reluRnn, rnn } from "./cells/rnn.js";
export { lstm1997, type Lstm1997Options } from "./cells/lstm-1997.js";
export { lstm } from "./cells/lstm.js";
export { fullPeephole, peephole } from "./cells/peephole.js";
export { coupled } from "./cells/coupled.js";
export { gru, gruResetAfter } from "./cells/gru.js";
export { greff } from "./cells/greff.js";
export { mut1, mut2, mut3 } from "./cells/mut.js";
export { depthGated } from "./cells/depth-gated.js";
export { clockwork } from "./cells/clockwork.js";
export { gridLstm, type GridOptions, type Side } from "./cells/grid-lstm.js";
export { layerNormalised } from "./cells/layer-norm.js";
export { adam, adamState, type AdamOptions, type AdamState } from "./train/adam.js";
export { clipByGlobalNorm } from "./train/clip.js";
export { dropoutMask } from "./train/dropout.js";
export { train, type History, type Signal, type TrainOptions } from "./train/train.js";
export { readSafetensors, type SavedTensors } from "./weights/safetensors.js";
export { numbersOf } from "./weights/safetensors-numbers.js";
export type { Dtype, SavedTensor } from "./weights/safetensors-types.js";
export { writeSafetensors, type TensorToSave } from "./weights/safetensors-write.js";
export {
  network,
  type Network,
  type NetworkOptions,
  type Run,
  type RunOptions,
} from "./models/network.js";
export {
  padSequences,
  type NumbersOf,
  type Padded,
  type Precision,
  type Sequence,
  type Tensor,
} from "./models/tensor.js";
export { recurrent } from "./models/recurrent.js";
export type {
  Answer,
  Lesson,
  Recurrent,
  RecurrentOptions,
  RecurrentTraining,
  SequenceOptions,
} from "./models/recurrent-types.js";
export type { Loss } from "./models/recurrent-graph.js";
export type { Initial, Probed, States } from "./models/layer-states.js";
export type { Step, Stream } from "./models/stream.js";
export {
  characterModel,
  type CharacterModel,
  type CharacterModelOptions,
  type SampleOptions,
  type TextTraining,
} from "./models/character-model.js";
export {
  classifier,
  type Answered,
  type Classifier,
  type ClassifierOptions,
} from "./models/classifier.js";
export {
  fromCheckpoint,
  toCheckpoint,
  type CheckpointOptions,
  type Saveable,
} from "./weights/checkpoint.js";
export { load, save } from "./weights/file.js";
export type { Foreign, Weighted } from "./weights/gates.js";
export { fromKeras, toKeras } from "./weights/keras.js";
export { fromTorch, toTorch, type StateDict, type TorchNames } from "./weights/torch.js";
export { vocabulary, type Vocabulary } from "./models/vocabulary.js";
export type { Cloze } from "./tasks/cloze.js";
export { GREW_UP_WORDS, grewUp } from "./tasks/grew-up.js";
export { lightSwitch } from "./tasks/light-switch.js";
export { markedCards } from "./tasks/marked-cards.js";
export { embeddedReber, reber, REBER_SYMBOLS, type Grammar } from "./tasks/reber.js";
export { continualReber, errorFree, nextSymbol, type NextSymbol } from "./tasks/next-symbol.js";
export { noiseFreeLag, noisyLag } from "./tasks/long-time-lag.js";
export { veryLongLag } from "./tasks/very-long-lag.js";
export { twoSequence, type TwoSequenceOptions } from "./tasks/two-sequence.js";
export { adding } from "./tasks/adding.js";
export { multiplication } from "./tasks/multiplication.js";
export { temporalOrder, TEMPORAL_ORDER_SYMBOLS } from "./tasks/temporal-order.js";
export { latching, type LatchingOptions } from "./tasks/latching.js";
export { absoluteErrors, processedCorrectly, type Task } from "./tasks/task.js";
export {
  equationDiff,
  equations,
  tex,
  texDiff,
  type EquationChange,
  type Notation,
  type TexDiffOptions,
} from "./graph/tex.js";
export { audio } from "./plot/audio.js";
export { drawing, latex, shown, table, type MimeBundle, type Shown } from "./plot/display.js";
export {
  axis,
  COLOURS,
  figure,
  type Figure,
  type PlotlyPart,
  type Specification,
} from "./plot/figure.js";
export { heatmap, type HeatmapOptions } from "./plot/heatmap.js";
export { lines, type LinesOptions, type Series } from "./plot/lines.js";
export { panels, type Panel, type PanelsOptions } from "./plot/panels.js";
export { slider, type Frame, type SliderOptions } from "./plot/slider.js";
export * as experiments from "./experiments/index.js";
export * as lesson from "./lesson/index.js";
