/** What notebook 04 shows. */
export const EQUATIONS = {
  "equations.steps": { en: "step t", zh: "第 t 步" },
  "equations.comma": { en: ", ", zh: "，" },

  "equations.picture.whole": {
    en: "One step of the {cell}, drawn from its graph: each line carries a vector, boxes are learned layers, circles work number by number.",
    zh: "{cell} 的一步，由计算图直接画出：每条线传送一个向量，方框是有权重的网络层，圆圈是逐元素运算。",
  },
  "equations.picture.part": {
    en: "The same step of the {cell}; the part that computes {names} stands out.",
    zh: "还是 {cell} 的这一步；突出显示的部分计算 {names}。",
  },

  "equations.picture.before": { en: "from step t − 1", zh: "来自第 t − 1 步" },
  "equations.picture.after": { en: "to step t + 1", zh: "通往第 t + 1 步" },
  "equations.picture.gate": { en: "learned layer, 0 to 1", zh: "有权重的层，0 到 1" },
  "equations.picture.squash": { en: "learned layer, −1 to 1", zh: "有权重的层，−1 到 1" },
  "equations.picture.layer": { en: "learned layer", zh: "有权重的层" },
  "equations.picture.operation": { en: "number by number", zh: "逐元素运算" },
  "equations.picture.rescale": { en: "no weights, −1 to 1", zh: "无权重，−1 到 1" },
  "equations.picture.merge": { en: "merge: join end to end", zh: "汇合：拼接" },
  "equations.picture.fork": { en: "fork: copy", zh: "分叉：复制" },

  "equations.symbols.symbol": { en: "symbol", zh: "符号" },
  "equations.symbols.code": { en: "in code", zh: "代码里" },
  "equations.symbols.role": { en: "what it is", zh: "含义" },
  "equations.symbols.shape": { en: "shape", zh: "形状" },
  "equations.symbols.range": { en: "range", zh: "范围" },
  "equations.symbols.any": { en: "any number", zh: "任意实数" },
  "equations.symbols.role.x": { en: "input at step t", zh: "第 t 步的输入" },
  "equations.symbols.role.h": {
    en: "hidden state: what the cell shows",
    zh: "隐藏状态：细胞说出来的",
  },
  "equations.symbols.role.C": {
    en: "cell state: what the cell knows",
    zh: "细胞状态：细胞心里记的",
  },
  "equations.symbols.role.f": { en: "forget gate: how much to keep", zh: "遗忘门：保留多少" },
  "equations.symbols.role.i": { en: "input gate: how much to write", zh: "输入门：写入多少" },
  "equations.symbols.role.g": { en: "candidate: what to write", zh: "候选值：写什么" },
  "equations.symbols.role.o": { en: "output gate: how much to show", zh: "输出门：说出多少" },

  "equations.forget.title": { en: "What the forget gate keeps", zh: "遗忘门留下什么" },
  "equations.forget.x": { en: "sum that enters the gate", zh: "送进门里的加权和" },
  "equations.forget.curve": { en: "f = σ(sum)", zh: "f = σ(加权和)" },
  "equations.forget.alt": {
    en: "Above, f rises from 0 to 1 in an S-curve and is 0.5 at 0. Below, what is left of C = 1 after {steps} steps with nothing written: {finding}.",
    zh: "上图：f 沿 S 形曲线从 0 升到 1，在 0 处为 0.5。下图：从 C = 1 出发，什么也不写入，{steps} 步之后还剩：{finding}。",
  },

  "equations.write.title": { en: "What one step writes: i * C̃", zh: "一步写入多少：i * C̃" },
  "equations.write.x": { en: "input gate i", zh: "输入门 i" },
  "equations.write.y": { en: "candidate C̃", zh: "候选值 C̃" },
  "equations.write.alt": {
    en: "Heat map of i times the candidate. The candidate gives the sign, the gate the size; at most {most} is written in either direction, and with i = 0 it is {shut} whatever the candidate says.",
    zh: "i 与候选值之积的热图。候选值决定正负，门决定大小；无论正负，最多写入 {most}；i = 0 时，不管候选值是多少，写入的都是 {shut}。",
  },

  "equations.update.title": { en: "One update, by hand", zh: "手算一次更新" },
  "equations.update.y": { en: "value", zh: "数值" },
  "equations.update.old": { en: "old C", zh: "旧 C" },
  "equations.update.kept": { en: "f * C", zh: "f * C" },
  "equations.update.written": { en: "+ i * C̃", zh: "+ i * C̃" },
  "equations.update.new": { en: "new C", zh: "新 C" },
  "equations.update.alt": {
    en: "Bars of one update with f = {f}, i = {i} and candidate {g}: of the old state {c}, {kept} is kept; {written} is written; the new state is {sum}.",
    zh: "一次更新的柱状图，f = {f}，i = {i}，候选值 {g}：旧状态 {c} 留下 {kept}，写入 {written}，新状态是 {sum}。",
  },

  "equations.show.title": { en: "What is shown of each C", zh: "C 里有多少说了出来" },
  "equations.show.x": { en: "cell state C", zh: "细胞状态 C" },
  "equations.show.y": { en: "hidden state h", zh: "隐藏状态 h" },
  "equations.show.alt": {
    en: "h against C for three output gates. tanh bends every curve flat; at C = 4 what is shown is {ends}.",
    zh: "输出门取三个不同的值时，h 随 C 的变化。tanh 使每条曲线在两端变平；C = 4 处说出来的是 {ends}。",
  },

  "equations.lab.title": { en: "The gate lab: one unit", zh: "门的实验室：一个单元" },
  "equations.lab.y1": { en: "C and h", zh: "C 与 h" },
  "equations.lab.y2": { en: "∂h₄₀ / ∂Cₜ", zh: "∂h₄₀ / ∂Cₜ" },
  "equations.lab.alt": {
    en: "One unit with {held}: after 40 steps C is {end}. The derivative of the last h is {first} for the first C and {final} for the last.",
    zh: "一个单元，{held}：40 步之后 C 是 {end}。最后的 h 对第一个 C 的导数是 {first}，对最后一个 C 的导数是 {final}。",
  },
  "equations.lab.slider": {
    en: "One unit with {held} and a slider for {gate}. With {gate} = {from}, C after 40 steps is {low}; with {gate} = {to} it is {high}. The derivative of the last h falls along a straight line on a logarithmic axis.",
    zh: "一个单元，{held}，用滑块调节 {gate}。{gate} = {from} 时，40 步之后 C 是 {low}；{gate} = {to} 时是 {high}。最后的 h 对各步 C 的导数，在对数轴上沿一条直线下降。",
  },

  "equations.belt.title": { en: "A pulse, then only noise", zh: "一个脉冲，然后只有噪声" },
  "equations.belt.y1": { en: "state", zh: "状态" },
  "equations.belt.y2": { en: "∂ last / ∂ state", zh: "∂ 末状态 / ∂ 状态" },
  "equations.belt.lstm": { en: "LSTM: C", zh: "LSTM：C" },
  "equations.belt.rnn": { en: "RNN, w = {w}", zh: "RNN，w = {w}" },
  "equations.belt.alt": {
    en: "Over {steps} steps of noise the LSTM unit's C moves by {drift}, and its derivative along the belt is {slope} from end to end. The RNN unit strays by {stray1} with w = 1 and by {stray3} with w = 3, and its derivative fades in both. Self-weights from 0.5 to 5 that keep the bit within 0.1 and a derivative above a millionth: {both} of 46.",
    zh: "在 {steps} 步噪声中，LSTM 单元的 C 只移动了 {drift}，沿传送带从头到尾的导数是 {slope}。RNN 单元在 w = 1 时偏离 {stray1}，在 w = 3 时偏离 {stray3}，两种情形下导数都渐渐消失。自身权重从 0.5 到 5 试了 46 个，既把这个比特守在 0.1 以内、又留住大于百万分之一的导数的，有 {both} 个。",
  },

  "equations.retention.title": { en: "Kept by an untrained LSTM", zh: "未经训练的 LSTM 留住多少" },
  "equations.retention.y": { en: "share of C₀ left: f₁ f₂ … fₜ", zh: "C₀ 剩下的比例：f₁ f₂ … fₜ" },
  "equations.retention.bias": { en: "bias {bias}", zh: "偏置 {bias}" },
  "equations.retention.never": { en: "more than {steps}", zh: "超过 {steps}" },
  "equations.retention.alt": {
    en: "Share of the first state that is still on the belt of an untrained LSTM, mean of {seeds} seeds. Steps until less than half is left, by the forget gate's starting bias: {halves}. After 20 steps the lowest curve is at {lowest}, the highest at {highest}.",
    zh: "未经训练的 LSTM，最初的状态在传送带上还剩多少，{seeds} 个随机种子的平均。按遗忘门偏置的初值，到剩下不足一半所需的步数：{halves}。20 步之后，最低的曲线在 {lowest}，最高的在 {highest}。",
  },

  "equations.reading.title": { en: "Unit {unit} reads a sentence", zh: "第 {unit} 号单元读一句话" },
  "equations.reading.x": { en: "character just read", zh: "刚读到的字符" },
  "equations.reading.colour": { en: "value", zh: "数值" },
  "equations.reading.alt": {
    en: "Gates and states of unit {unit} over a sentence it never saw in training. Its forget gate is {spaces} on average at spaces and {letters} at letters of the held-out text; in this sentence {here} and {there}.",
    zh: "第 {unit} 号单元读一句训练中没见过的话，图中是它的各个门与状态。在留作测试的文本上，它的遗忘门在空格处平均为 {spaces}，在字母处平均为 {letters}；在这句话里，空格处为 {here}，其余各处为 {there}。",
  },

  "equations.check.number": { en: "The answer should be a number.", zh: "答案应该是一个数。" },
  "equations.check.object": {
    en: "The answer should be an object with {names}.",
    zh: "答案应该是一个对象，里面写 {names}。",
  },
  "equations.check.stray": {
    en: "“{name}” has no place here; the names are {names}.",
    zh: "这里用不上“{name}”；可用的名字是 {names}。",
  },
  "equations.check.missing": { en: "“{name}” should be a number.", zh: "“{name}”应该是一个数。" },

  "equations.check.state.right": {
    en: "C₁ = 0.5 × 2 + 1 × (−0.5) = 0.5, and C₂ = 0.8 × 0.5 + 0.5 × 0.6 = 0.7.",
    zh: "C₁ = 0.5 × 2 + 1 × (−0.5) = 0.5，C₂ = 0.8 × 0.5 + 0.5 × 0.6 = 0.7。",
  },
  "equations.check.state.first": {
    en: "{answer} is C₁. One more step: it is now the old state.",
    zh: "{answer} 是 C₁。还有一步：C₁ 现在成了旧状态。",
  },
  "equations.check.state.nothingWritten": {
    en: "{answer} is what the second step keeps; i * C̃ is still to be added.",
    zh: "{answer} 是第二步留下来的；还要加上 i * C̃。",
  },
  "equations.check.state.oldLost": {
    en: "{answer} is what the second step writes; f * C₁ is still to be added.",
    zh: "{answer} 是第二步写入的；还要加上 f * C₁。",
  },
  "equations.check.state.tanh": {
    en: "{answer} is tanh C₂. On the belt there is no tanh; it comes later, on the way to h.",
    zh: "{answer} 是 tanh C₂。传送带上没有 tanh；它在后头，在通向 h 的路上。",
  },
  "equations.check.state.swapped": {
    en: "In {answer} the gates have changed places: f scales the old state, i the candidate.",
    zh: "{answer}：两个门弄反了。f 乘的是旧状态，i 乘的是候选值。",
  },
  "equations.check.state.nothingForgotten": {
    en: "In {answer} the second step forgets nothing: multiply C₁ by f₂ = 0.8.",
    zh: "照 {answer} 的算法，第二步什么也没忘：C₁ 要乘以 f₂ = 0.8。",
  },
  "equations.check.state.ungated": {
    en: "In {answer} the candidate is written whole: multiply it by i₂ = 0.5.",
    zh: "照 {answer} 的算法，候选值整个写了进去：要乘以 i₂ = 0.5。",
  },
  "equations.check.state.other": {
    en: "{answer} is not C₂. Each step is f times the old state plus i times the candidate; C₁ is 0.5.",
    zh: "{answer} 不是 C₂。每一步都是 f 乘旧状态，加上 i 乘候选值；C₁ 是 0.5。",
  },

  "equations.check.count.right": {
    en: "Four layers, each (3 + 4) × 4 weights and 4 biases: 4 × 32 = 128.",
    zh: "四个层，每层有 (3 + 4) × 4 个权重和 4 个偏置：4 × 32 = 128。",
  },
  "equations.check.count.noBias": {
    en: "{answer} counts the weights; each layer also has a bias for each of its 4 units.",
    zh: "{answer} 只数了权重；每层的 4 个单元还各有一个偏置。",
  },
  "equations.check.count.oneLayer": {
    en: "{answer} is one layer. There are four.",
    zh: "{answer} 只是一层的。一共有四层。",
  },
  "equations.check.count.noH": {
    en: "{answer} forgets that each layer also reads h, which is 4 wide.",
    zh: "{answer} 漏了一样：每层还要读 h，h 有 4 个数。",
  },
  "equations.check.count.noX": {
    en: "{answer} forgets that each layer also reads x, which is 3 wide.",
    zh: "{answer} 漏了一样：每层还要读 x，x 有 3 个数。",
  },
  "equations.check.count.gatesOnly": {
    en: "{answer} counts the three gates. The candidate is a layer too.",
    zh: "{answer} 只数了三个门。候选值也来自一个层。",
  },
  "equations.check.count.other": {
    en: "{answer} is not the count. One layer has (3 + 4) × 4 weights and 4 biases; how many layers are there?",
    zh: "{answer} 不对。一层有 (3 + 4) × 4 个权重和 4 个偏置；一共有几层？",
  },

  "equations.check.counter.right": {
    en: "C goes 1, 2, 3 … 50: nothing is forgotten, and 1 is written at each step.",
    zh: "C 依次是 1、2、3……50：什么也没忘，每一步写入 1。",
  },
  "equations.check.counter.f": {
    en: "At step {step} C is {got}, not {wanted}: f is {value}, so each step loses a part of the count.",
    zh: "第 {step} 步的 C 是 {got}，本该是 {wanted}：f 是 {value}，每一步都丢掉一部分计数。",
  },
  "equations.check.counter.i": {
    en: "At step {step} C is {got}, not {wanted}: i is {value}, so less than 1 is written.",
    zh: "第 {step} 步的 C 是 {got}，本该是 {wanted}：i 是 {value}，写入的不到 1。",
  },
  "equations.check.counter.g": {
    en: "At step {step} C is {got}, not {wanted}: the candidate is {value}, so what is written is not 1.",
    zh: "第 {step} 步的 C 是 {got}，本该是 {wanted}：候选值是 {value}，写入的不是 1。",
  },
  "equations.check.counter.o": {
    en: "The count in C is right, but o is {value}: the unit hides it. Open the output gate.",
    zh: "C 里的计数是对的，可是 o 是 {value}：单元把它藏起来了。打开输出门吧。",
  },

  "equations.check.reset.right": {
    en: "Noise leaves the bit alone, −1 empties the cell, and the next 1 is written again.",
    zh: "噪声动不了这个比特，−1 把细胞清零，下一个 1 又写得进去。",
  },
  "equations.check.reset.leaks": {
    en: "At step {step} C is {got}, not {wanted}: f falls as low as {f} under mere noise.",
    zh: "第 {step} 步的 C 是 {got}，本该是 {wanted}：光是噪声，就把 f 压到了 {f}。",
  },
  "equations.check.reset.stays": {
    en: "At step {step} the input is −1, but C is {got}, not {wanted}: f is {f} there and keeps it.",
    zh: "第 {step} 步的输入是 −1，C 却是 {got}，本该是 {wanted}：那里的 f 是 {f}，把旧值留住了。",
  },
  "equations.check.reset.later": {
    en: "The reset works, but at step {step} C is {got}, not {wanted}; f was {f} at the reset.",
    zh: "清零做到了，但第 {step} 步的 C 是 {got}，本该是 {wanted}；清零时 f 是 {f}。",
  },

  "equations.check.asRnn.right": {
    en: "Only the candidate layer is left: h = tanh(tanh([h, x] W + b)), an RNN unit squashed twice, with no belt.",
    zh: "只剩下候选值那一层：h = tanh(tanh([h, x] W + b))，这是压缩了两次的 RNN 单元，没有传送带。",
  },
  "equations.check.asRnn.g": {
    en: "C̃ is the layer that must stay free: without it nothing reads x.",
    zh: "C̃ 这一层得放开：没有它，就没有谁来读 x 了。",
  },
  "equations.check.asRnn.f": {
    en: "From step {step} on it differs from an RNN, by {got}: f still lets the old C through.",
    zh: "从第 {step} 步起就与 RNN 不同，相差 {got}：f 还在放旧的 C 过来。",
  },
  "equations.check.asRnn.i": {
    en: "From step {step} on it differs from an RNN, by {got}: i still scales what is written.",
    zh: "从第 {step} 步起就与 RNN 不同，相差 {got}：i 还在缩放写入的值。",
  },
  "equations.check.asRnn.o": {
    en: "From step {step} on it differs from an RNN, by {got}: o still hides a part of the state.",
    zh: "从第 {step} 步起就与 RNN 不同，相差 {got}：o 还藏着状态的一部分。",
  },
} as const;
