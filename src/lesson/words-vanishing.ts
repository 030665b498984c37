/** What notebook 03 shows. */
export const VANISHING = {
  "vanishing.slopes.symbols": { en: "by symbols (mathjs)", zh: "符号求导（mathjs）" },
  "vanishing.slopes.library": { en: "by the library", zh: "由本库求出" },

  "vanishing.spectrum.title": { en: "The eigenvalues of W", zh: "W 的特征值" },
  "vanishing.spectrum.circle": { en: "unit circle", zh: "单位圆" },
  "vanishing.spectrum.values": { en: "eigenvalues", zh: "特征值" },
  "vanishing.spectrum.x": { en: "real part", zh: "实部" },
  "vanishing.spectrum.y": { en: "imaginary part", zh: "虚部" },
  "vanishing.spectrum.alt": {
    en: "The {count} eigenvalues of W in the complex plane, {pairs} pairs of them mirrored in the real axis. The one farthest out lies {radius} from 0.",
    zh: "W 的 {count} 个特征值在复平面上的位置，其中 {pairs} 对关于实轴对称。离原点最远的一个距离为 {radius}。",
  },

  "vanishing.decay.x": { en: "lag T − t (steps back)", zh: "间隔 T − t（向回多少步）" },
  "vanishing.decay.y": { en: "norm of the gradient", zh: "梯度的范数" },
  "vanishing.decay.each": { en: "{name} → {value}", zh: "{name} → {value}" },
  "vanishing.norms.title": {
    en: "Thick: gradient; thin: bound",
    zh: "粗线：梯度；细线：上界",
  },
  "vanishing.norms.alt": {
    en: "Norm of dh_T/dh_t by lag for plain RNNs of several spectral radii, medians of {seeds} seeds. After {lag} steps: {list}. None is above its bound, which after 10 steps is {bounds}.",
    zh: "不同谱半径的普通 RNN，dh_T/dh_t 的范数随间隔的变化，{seeds} 个种子的中位数。{lag} 步之后：{list}。没有一条超过上界；10 步处的上界为 {bounds}。",
  },
  "vanishing.saturation.title": {
    en: "ρ = {radius}, louder inputs",
    zh: "ρ = {radius}，输入渐大",
  },
  "vanishing.saturation.each": {
    en: "inputs ±{deviation}: slope {slope}",
    zh: "输入 ±{deviation}：斜率 {slope}",
  },
  "vanishing.saturation.alt": {
    en: "Norm of dh_T/dh_t by lag for the same weights with spectral radius {radius} and inputs of several sizes, medians of {seeds} seeds; the slope named is the mean of tanh' over all units and steps. After {lag} steps: {list}.",
    zh: "同样的权重（谱半径 {radius}）在不同大小的输入下，dh_T/dh_t 的范数随间隔的变化；取 {seeds} 个种子的中位数；所标斜率是 tanh' 对所有单元和步的平均。{lag} 步之后：{list}。",
  },
  "vanishing.starts.title": {
    en: "Untrained, by their start",
    zh: "未训练，按初始化方式",
  },
  "vanishing.starts.Glorot": { en: "tanh, usual", zh: "tanh，常用" },
  "vanishing.starts.orthogonal": { en: "tanh, orthogonal", zh: "tanh，正交" },
  "vanishing.starts.identity": { en: "tanh, identity", zh: "tanh，单位矩阵" },
  "vanishing.starts.IRNN": { en: "ReLU, identity", zh: "ReLU，单位矩阵" },
  "vanishing.starts.alt": {
    en: "Norm of dh_T/dh_t by lag in untrained networks that hear the latch's noise, by how W starts; medians of {seeds} seeds. After {lag} steps: {list}.",
    zh: "未训练的网络听锁存任务的噪声时，dh_T/dh_t 的范数随间隔的变化，按 W 的初始化方式区分；{seeds} 个种子的中位数。{lag} 步之后：{list}。",
  },
  "vanishing.belt.title": { en: "The belt and all roads", zh: "传送带与全部路径" },
  "vanishing.belt.whole": { en: "LSTM, b_f = {bias}: all", zh: "LSTM，b_f = {bias}：全部" },
  "vanishing.belt.belt": { en: "b_f = {bias}: belt only", zh: "b_f = {bias}：仅传送带" },
  "vanishing.belt.rnn": { en: "RNN", zh: "RNN" },
  "vanishing.belt.alt": {
    en: "Norm of dc_T/dc_t by lag in untrained LSTMs, in all and along the belt alone, where it is a product of forget gates, and of dh_T/dh_t in an RNN; medians of {seeds} seeds. After {lag} steps: {list}.",
    zh: "未训练的 LSTM 中 dc_T/dc_t 的范数随间隔的变化：全部，以及只沿传送带（遗忘门的连乘积）；另有 RNN 的 dh_T/dh_t。{seeds} 个种子的中位数。{lag} 步之后：{list}。",
  },

  "vanishing.wall.title": {
    en: "Loss of one unit, log₁₀",
    zh: "一个单元的损失（log₁₀）",
  },
  "vanishing.wall.loss": { en: "loss", zh: "损失" },
  "vanishing.wall.w": { en: "w", zh: "w" },
  "vanishing.wall.b": { en: "b", zh: "b" },
  "vanishing.wall.whole": { en: "whole step", zh: "完整的一步" },
  "vanishing.wall.held": { en: "clipped step", zh: "裁剪后的一步" },
  "vanishing.wall.alt": {
    en: "The loss over w and b: high ground below b = 0, low ground above it with a narrow valley, and for w above 1 a wall between them. At w = {w}, b = {b} the gradient is {norm} long; the whole step leads to b = {toB}, off the map, and the one clipped to {limit} stays close.",
    zh: "损失随 w 和 b 的变化：b = 0 以下是高地，以上是低地，低地里有一道窄谷；w 大于 1 时两者之间是一道墙。在 w = {w}、b = {b} 处梯度长 {norm}；完整的一步走到 b = {toB}，跑出图外；裁剪到 {limit} 的一步留在近处。",
  },
  "vanishing.walk.step": { en: "step", zh: "步" },
  "vanishing.walk.norm": { en: "gradient used", zh: "所用梯度长" },
  "vanishing.walk.w": { en: "new w", zh: "新 w" },
  "vanishing.walk.b": { en: "new b", zh: "新 b" },
  "vanishing.walk.before": { en: "loss before", zh: "之前的损失" },
  "vanishing.walk.after": { en: "loss after", zh: "之后的损失" },

  "vanishing.latch.right": { en: "right", zh: "答对" },
  "vanishing.latch.of": { en: "{right} of {of}", zh: "{of} 个中 {right} 个" },
  "vanishing.latch.nothing": { en: "below 1e-40", zh: "小于 1e-40" },
  "vanishing.live.model": { en: "network", zh: "网络" },
  "vanishing.live.T": { en: "T", zh: "T" },
  "vanishing.live.before": { en: "gradient that arrives, untrained", zh: "训练前到达的梯度" },
  "vanishing.live.right": { en: "right on new sequences", zh: "新序列答对" },

  "vanishing.success.title": {
    en: "Seeds that learnt, of {seeds}",
    zh: "{seeds} 个种子中学会的个数",
  },
  "vanishing.success.x": { en: "length T", zh: "长度 T" },
  "vanishing.success.row": { en: "{model}: {counts}", zh: "{model}：{counts}" },
  "vanishing.success.alt": {
    en: "For each kind of network, how many of {seeds} seeds are right about at least 90 % of new sequences of {lengths} steps. {rows}.",
    zh: "每种网络在长度为 {lengths} 步的新序列上，{seeds} 个种子中有几个答对至少 90%。{rows}。",
  },
  "vanishing.tells.title": { en: "Who will learn it?", zh: "谁会学会？" },
  "vanishing.tells.learnt": { en: "learnt it", zh: "学会了" },
  "vanishing.tells.not": { en: "did not", zh: "没学会" },
  "vanishing.tells.rectified": { en: "IRNN, did not", zh: "IRNN，没学会" },
  "vanishing.tells.pairs": { en: "pairs at one length", zh: "同一长度的配对" },
  "vanishing.tells.count": { en: "how many", zh: "配对数" },
  "vanishing.tells.larger": {
    en: "the learner's gradient was larger (95 %)",
    zh: "学会者的梯度更大（95 %）",
  },
  "vanishing.tells.interval": {
    en: "{percent} % ({low} to {high})",
    zh: "{percent} %（{low} 到 {high}）",
  },
  "vanishing.tells.all": { en: "all", zh: "全部" },
  "vanishing.tells.alike": { en: "of one kind of network", zh: "同一种网络" },
  "vanishing.tells.others": { en: "without the IRNN", zh: "不含 IRNN" },
  "vanishing.off.measured": { en: "measured", zh: "测得" },
  "vanishing.off.norm": { en: "longest gradient while training", zh: "训练中最长的梯度" },
  "vanishing.off.before": {
    en: "units on at the last step, untrained",
    zh: "最后一步开着的单元，训练前",
  },
  "vanishing.off.after": {
    en: "units on at the last step, trained",
    zh: "最后一步开着的单元，训练后",
  },
  "vanishing.off.right": { en: "right on new sequences, trained", zh: "新序列答对，训练后" },
  "vanishing.tells.x": {
    en: "log₁₀ of the gradient",
    zh: "梯度的 log₁₀",
  },
  "vanishing.tells.alt": {
    en: "{n} networks by the share of the gradient that reached the class's steps before training, a row for each length. Of two at one length, one that learnt and one that did not, the first had the larger gradient in {percent} % of pairs.",
    zh: "{n} 个网络，按训练前到达类别所在各步的梯度比例排列，每种长度一行。同一长度、一个学会一个没学会的配对中，{percent}% 是前者梯度更大。",
  },

  "vanishing.retention.title": { en: "How long the belt keeps half", zh: "传送带多久还剩一半" },
  "vanishing.retention.x": { en: "forget bias at the start", zh: "遗忘门偏置的初值" },
  "vanishing.retention.y": { en: "half-life (steps)", zh: "半衰期（步）" },
  "vanishing.retention.theory": { en: "ln 2 / ln(1 + e⁻ᵇ)", zh: "ln 2 / ln(1 + e⁻ᵇ)" },
  "vanishing.retention.untrained": { en: "untrained", zh: "未训练" },
  "vanishing.retention.trained": { en: "latch learnt", zh: "学会锁存后" },
  "vanishing.retention.longest": { en: "its longest unit", zh: "其中最久的单元" },
  "vanishing.retention.each": {
    en: "Bias {bias}: untrained {untrained}, trained {trained}, longest unit {longest} ({count} learnt).",
    zh: "偏置 {bias}：未训练 {untrained}，训练后 {trained}，最久的单元 {longest}（{count} 个学会）。",
  },
  "vanishing.retention.alt": {
    en: "Half-life of the cell state by the forget gate's starting bias, medians of {seeds} seeds: of the units' mean, untrained and after a latch of {T} steps was learnt, and then of the unit that keeps longest. {list}",
    zh: "细胞状态的半衰期随遗忘门偏置初值的变化，{seeds} 个种子的中位数：各单元平均，未训练时与学会 {T} 步锁存之后；以及之后最久的单元。{list}",
  },

  "vanishing.shrink.right": {
    en: "0.9²⁰ = 0.122: at rest each step has the slope w, and slopes along a chain are multiplied.",
    zh: "0.9²⁰ = 0.122：静止时每一步的斜率都是 w，链上的斜率要相乘。",
  },
  "vanishing.shrink.one": {
    en: "That is one step; there are 20.",
    zh: "那只是一步；一共有 20 步。",
  },
  "vanishing.shrink.sum": {
    en: "Slopes along a chain are multiplied, not added.",
    zh: "链上的斜率是相乘，不是相加。",
  },
  "vanishing.shrink.count": {
    en: "Count the steps again: from h₀ to h₂₀.",
    zh: "再数一遍步数：从 h₀ 到 h₂₀。",
  },
  "vanishing.shrink.lost": {
    en: "That is what is lost. Asked is what is left.",
    zh: "那是丢掉的部分。问的是剩下的。",
  },
  "vanishing.sure.right": {
    en: "0.5²⁰ is just below 10⁻⁶, and tanh can only make it less.",
    zh: "0.5²⁰ 刚好小于 10⁻⁶，而 tanh 只会让它更小。",
  },
  "vanishing.sure.almost": {
    en: "0.5¹⁹ is still 1.9 · 10⁻⁶: one step more.",
    zh: "0.5¹⁹ 还有 1.9 · 10⁻⁶：再多一步。",
  },
  "vanishing.sure.whole": { en: "Steps are whole: round up.", zh: "步数是整数：向上取整。" },
  "vanishing.sure.tens": {
    en: "A step takes half, not a tenth: how many halves are six tens?",
    zh: "每步减半，不是变成十分之一：六个十倍相当于多少个减半？",
  },
  "vanishing.rest.right": {
    en: "It rests at h = 0.958; the slope there is 2 (1 − 0.958²) = 0.166. Ten steps leave 10⁻⁸.",
    zh: "它停在 h = 0.958；那里的斜率是 2 (1 − 0.958²) = 0.166。十步之后只剩 10⁻⁸。",
  },
  "vanishing.rest.state": {
    en: "That is where it rests. Now the slope of a step there.",
    zh: "那是它停住的地方。现在求那里一步的斜率。",
  },
  "vanishing.rest.noWeight": {
    en: "That is the slope of tanh alone; the step also multiplies by w.",
    zh: "那只是 tanh 的斜率；一步还要乘以 w。",
  },
  "vanishing.rest.noSlope": {
    en: "That would be at h = 0; where it rests, tanh is flat.",
    zh: "那是 h = 0 处的情形；在它停住的地方 tanh 是平的。",
  },
  "vanishing.rest.noSquare": {
    en: "The slope of tanh is 1 − h², not 1 − h.",
    zh: "tanh 的斜率是 1 − h²，不是 1 − h。",
  },
  "vanishing.clip.kind": {
    en: "The answer should be { w: …, b: … }, two numbers.",
    zh: "答案应该是 { w: …, b: … }，两个数。",
  },
  "vanishing.clip.right": {
    en: "The gradient is 5 long; a fifth of it is (0.6, 0.8), and lr takes a tenth of that, downhill.",
    zh: "梯度长 5；取其五分之一得 (0.6, 0.8)，再乘学习率 0.1，往下走。",
  },
  "vanishing.clip.whole": {
    en: "That is the whole step; the gradient is 5 long and is to be held to 1.",
    zh: "那是完整的一步；梯度长 5，要裁剪到 1。",
  },
  "vanishing.clip.each": {
    en: "Each part was held to 1. Clipping scales the whole arrow, so that its direction stays.",
    zh: "你把每个分量都压到了 1。裁剪是缩放整个箭头，方向不变。",
  },
  "vanishing.clip.uphill": {
    en: "That goes uphill: a step is taken against the gradient.",
    zh: "那是往上走：一步要逆着梯度。",
  },
  "vanishing.clip.other": {
    en: "That is not where it leads. How long is (3, 4)? Scale it to 1, then multiply by lr, then subtract.",
    zh: "走不到那里。(3, 4) 有多长？先缩到 1，再乘学习率，然后相减。",
  },
  "vanishing.both.kind": {
    en: "The answer should be { w: …, u: … }, two numbers.",
    zh: "答案应该是 { w: …, u: … }，两个数。",
  },
  "vanishing.both.fades": {
    en: "With w ≤ 1 the unit has one resting place, 0: the bit fades.",
    zh: "w ≤ 1 时单元只有一个停留处，就是 0：这个比特会消失。",
  },
  "vanishing.both.slope": {
    en: "It rests too firmly: the slope of a step there is {slope}. A smaller w pulls less.",
    zh: "它停得太牢：那里一步的斜率是 {slope}。w 小一些，拉力就小一些。",
  },
  "vanishing.both.noise": {
    en: "Noise turned it over: right about {right} of {of} sequences. How loud does the unit hear the noise?",
    zh: "噪声把它翻过去了：{of} 个序列只对了 {right} 个。单元听到的噪声有多响？",
  },
  "vanishing.both.right": {
    en: "It keeps the bit by not listening, and a step's slope is {slope}. Even so, 1000 of them multiply to nothing.",
    zh: "它靠不听来守住这个比特，一步的斜率是 {slope}。即便如此，连乘 1000 次也什么都不剩。",
  },
} as const;
