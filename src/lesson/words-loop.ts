/** What notebook 01 shows. */
export const LOOP = {
  "loop.memory.title": { en: "Is the light on?", zh: "灯亮着吗？" },
  "loop.memory.x": { en: "step t", zh: "第 t 步" },
  "loop.memory.y": { en: "right answers (%)", zh: "答对的比例（%）" },
  "loop.memory.with": { en: "with the loop", zh: "有循环" },
  "loop.memory.without": { en: "without the loop", zh: "没有循环" },
  "loop.memory.coin": { en: "a coin", zh: "抛硬币" },
  "loop.memory.practised": { en: "trained ", zh: "训练过 " },
  "loop.memory.new": { en: " never seen", zh: " 没见过" },
  "loop.memory.alt": {
    en: "Right answers at each of {steps} steps, mean of {seeds} seeds. Without the loop: {first} % at the first step, then between {low} and {high} %, no better than a coin. With the loop: at least {least} % at every step, also beyond the {practised} steps that were practised.",
    zh: "{steps} 步中每一步答对的比例，{seeds} 个随机种子的平均。没有循环：第一步 {first}%，之后在 {low}% 到 {high}% 之间，不比抛硬币强。有循环：每一步都不低于 {least}%，超出训练时的 {practised} 步也是如此。",
  },

  "loop.chain.title": { en: "One network, unrolled", zh: "同一个网络，逐步展开" },
  "loop.chain.prefix": { en: "copies drawn: ", zh: "画出的副本数：" },
  "loop.chain.loop": { en: "the loop", zh: "循环" },
  "loop.chain.alt": {
    en: "A network drawn first as a loop, then as a chain of 1 to {copies} copies. Each copy holds the same {rows} by {width} numbers ({numbers}) and passes its h to the next. Only x and h differ from copy to copy; h is {states}.",
    zh: "同一个网络，先画成循环，再画成 1 到 {copies} 个副本的链。每个副本里都是同样的 {rows} 行 {width} 列数字（{numbers}），并把自己的 h 交给下一个。各副本之间不同的只有 x 和 h；h 依次为 {states}。",
  },

  "loop.hand.hand": { en: "hₜ by hand", zh: "手算的 hₜ" },
  "loop.hand.network": { en: "hₜ of the network", zh: "网络算的 hₜ" },
  "loop.copies.copy": { en: "copy {k}", zh: "副本 {k}" },
  "loop.copies.sum": { en: "sum of the copies", zh: "各副本之和" },
  "loop.copies.loop": { en: "the loop", zh: "循环" },

  "loop.copies.value": { en: "value of {name}", zh: "{name} 的值" },
  "loop.copies.gradient": { en: "gradient of {name}", zh: "{name} 的梯度" },
  "loop.baselines.who": { en: "who guesses", zh: "猜法" },
  "loop.baselines.untrained": { en: "the network, untrained", zh: "网络（未训练）" },
  "loop.samples.temperature": { en: "temperature", zh: "温度" },
  "loop.samples.text": { en: "what it writes", zh: "它写出的文字" },

  "loop.message.title": { en: "Two pasts, one present", zh: "不同的过去，相同的现在" },
  "loop.message.x": { en: "step t", zh: "第 t 步" },
  "loop.message.y": { en: "distance of the two h", zh: "两个 h 的距离" },
  "loop.message.each": {
    en: "w = {w}: {end} apart at step {last}.",
    zh: "w = {w}：第 {last} 步相差 {end}。",
  },
  "loop.message.alt": {
    en: "Two runs of one unit whose first inputs are +1 and −1 and all later ones 0; the distance of their h by step, for four weights of the loop. {finding}",
    zh: "同一个单元跑两遍：第一个输入分别是 +1 和 −1，之后全是 0。对循环的四种权重，逐步画出两个 h 的距离。{finding}",
  },

  "loop.curve.title": { en: "Guessing the next letter", zh: "学着猜下一个字符" },
  "loop.curve.x": { en: "training step", zh: "训练步数" },
  "loop.curve.y": { en: "loss (nats a character)", zh: "损失（奈特/字符）" },
  "loop.curve.training": { en: "training text", zh: "训练文本" },
  "loop.curve.held": { en: "unseen text", zh: "没见过的文本" },
  "loop.curve.uniform": { en: "any character", zh: "等概率瞎猜" },
  "loop.curve.letters": { en: "letter frequencies", zh: "按单字符频率" },
  "loop.curve.pairs": { en: "letter pairs", zh: "按字符对频率" },
  "loop.curve.never": {
    en: "It never falls below letter pairs.",
    zh: "它始终没有降到字符对以下。",
  },
  "loop.curve.after": {
    en: "It falls below letter pairs within {step} steps.",
    zh: "它在 {step} 步之内降到字符对以下。",
  },
  "loop.curve.alt": {
    en: "Loss while training, means of 20 steps: from {first} down to {last} nats a character; {held} on unseen text. Guessing any character costs {uniform}, letter frequencies {letters}, letter pairs {pairs}. {crossing}",
    zh: "训练中的损失（每 20 步取平均）：从每字符 {first} 奈特降到 {last} 奈特；没见过的文本上是 {held}。等概率瞎猜要付 {uniform}，按单字符频率 {letters}，按字符对频率 {pairs}。{crossing}",
  },

  "loop.state.title": { en: "The message, step by step", zh: "一步一步传下去的消息" },
  "loop.state.x": { en: "character just read", zh: "刚读到的字符" },
  "loop.state.y": { en: "number in h", zh: "h 的第几个数" },
  "loop.state.alt": {
    en: "{shown} of the {H} numbers of h while the network reads “{text}”. The letter {letter} comes at places {first} and {second}; the two states that follow it differ in the sign of {differ} of the {H} numbers.",
    zh: "网络读“{text}”时，h 的 {H} 个数中的 {shown} 个。字母 {letter} 出现在第 {first} 和第 {second} 位；读完它之后的两个状态，{H} 个数里有 {differ} 个符号不同。",
  },

  "loop.guesses.title": { en: "Same letter, other guess", zh: "字母相同，猜测不同" },
  "loop.guesses.x": { en: "next character", zh: "下一个字符" },
  "loop.guesses.y": { en: "probability it gives (%)", zh: "网络给出的概率（%）" },
  "loop.guesses.each": {
    en: "After “{text}” it holds {next} likeliest ({percent} %).",
    zh: "读完“{text}”，它认为下一个最可能是 {next}（{percent}%）。",
  },
  "loop.guesses.alt": {
    en: "Guesses after beginnings that end in the same letter. {finding}",
    zh: "几个开头以同一个字母结尾，网络在各自之后的猜测。{finding}",
  },

  "loop.forgetting.title": { en: "One changed letter", zh: "改动一个字母" },
  "loop.forgetting.x": { en: "characters read since", zh: "此后又读了多少字符" },
  "loop.forgetting.y": { en: "distance of guesses (%)", zh: "两种猜测的距离（%）" },
  "loop.forgetting.gone": {
    en: "Below 1 % after {gone} characters.",
    zh: "{gone} 个字符之后降到 1% 以下。",
  },
  "loop.forgetting.stays": {
    en: "Still above 1 % after {last} characters.",
    zh: "{last} 个字符之后仍高于 1%。",
  },
  "loop.forgetting.alt": {
    en: "Mean distance of the guesses with and without one changed letter: {first} % right after it, {five} % five characters later. {gone}",
    zh: "改动一个字母与不改动，两种猜测的平均距离：刚读完时 {first}%，再过五个字符 {five}%。{gone}",
  },

  "loop.check.kind": { en: "The answer is a number.", zh: "答案应该是一个数。" },
  "loop.check.other": {
    en: "The number is another one. Write the steps down one by one: first the sum, then what is done with it.",
    zh: "不是这个数。把每一步写下来：先求和，再看对它做了什么。",
  },
  "loop.second.right": {
    en: "h₂ = tanh(2 · 0.762 + 1 · 1 − 1) = 0.909: the message from the first step did most of it.",
    zh: "h₂ = tanh(2 · 0.762 + 1 · 1 − 1) = 0.909：主要是第一步传来的消息在起作用。",
  },
  "loop.second.range": {
    en: "A tanh never leaves −1 to 1; is one missing?",
    zh: "tanh 的值不会超出 −1 到 1；是不是漏了 tanh？",
  },
  "loop.second.first": {
    en: "That is h₁; one more step.",
    zh: "这是 h₁，还要再走一步。",
  },
  "loop.second.noLoop": {
    en: "You began the second step with h = 0, as a network without a loop would. It receives h₁.",
    zh: "你的第二步是从 h = 0 开始的，没有循环的网络才会这样。它应该收到 h₁。",
  },
  "loop.second.noBias": {
    en: "The bias b = −1 is missing; it enters at every step.",
    zh: "漏了偏置 b = −1：每一步都要加上它。",
  },
  "loop.second.input": {
    en: "What is passed on is h₁, not x₁: w multiplies the state.",
    zh: "传下去的是 h₁，不是 x₁：w 乘的是状态。",
  },
  "loop.second.noTanh": {
    en: "The first step lacks its tanh: h₁ is passed on after it, not before.",
    zh: "第一步漏了 tanh：传下去的是取过 tanh 的 h₁，而不是之前的和。",
  },

  "loop.count.right": {
    en: "And the same number whether it reads five characters or five million.",
    zh: "而且无论读五个字符还是五百万个字符，都是这么多。",
  },
  "loop.count.noBias": {
    en: "The biases are missing: one for each number in h, one for each character.",
    zh: "漏了偏置：h 的每个数有一个，每个字符也有一个。",
  },
  "loop.count.oneBias": {
    en: "b_out is missing: one number for each character.",
    zh: "漏了 b_out：每个字符有一个数。",
  },
  "loop.count.noOut": {
    en: "Only the layer with the loop is counted; W_out and b_out turn h into guesses.",
    zh: "只数了带循环的那一层；还有把 h 变成猜测的 W_out 和 b_out。",
  },
  "loop.count.noLoop": {
    en: "The rows of W_h that read h are missing: those are the loop.",
    zh: "漏了 W_h 里读 h 的那些行：那正是循环。",
  },
  "loop.count.noInput": {
    en: "The rows of W_h that read x are missing.",
    zh: "漏了 W_h 里读 x 的那些行。",
  },
  "loop.count.times": {
    en: "You counted each copy of the chain; all copies share one set of numbers.",
    zh: "你把链上的每个副本都数了一遍；所有副本共用同一组数。",
  },

  "loop.latch.right": {
    en: "After 200 steps of noise the sign still tells what came first. Nobody trained it.",
    zh: "经过 200 步噪声，符号仍然说得出最先来的是什么。而且没有人训练过它。",
  },
  "loop.latch.kind": {
    en: "The answer is { w, u, b } with three numbers.",
    zh: "答案应写成 { w, u, b }，三个数。",
  },
  "loop.latch.deaf": {
    en: "With u = 0 the unit hears nothing, so both runs are one.",
    zh: "u = 0 时单元什么也听不见，两遍完全一样。",
  },
  "loop.latch.flips": {
    en: "A negative w turns the sign around at every step.",
    zh: "w 为负，每走一步符号就翻一次。",
  },
  "loop.latch.start": {
    en: "Already h₁ has the wrong sign for one of the two inputs: u must be positive, and larger than b either way.",
    zh: "对两个输入之一，h₁ 的符号就已经错了：u 要为正，并且比 b 的绝对值大。",
  },
  "loop.latch.fades": {
    en: "With w ≤ 1 the message fades and the noise wins: the sign is lost at step {step}.",
    zh: "w ≤ 1 时消息会淡去，噪声占了上风：第 {step} 步丢了符号。",
  },
  "loop.latch.noise": {
    en: "The sign is lost at step {step}: the noise is too strong for this w and b. It enters through u.",
    zh: "第 {step} 步丢了符号：对这样的 w 和 b，噪声太强了。噪声是经 u 进来的。",
  },

  "loop.gradient.right": {
    en: "One factor w·(1 − h²) a step. A hundred such factors are next to nothing: notebook 03 begins there.",
    zh: "每一步一个因子 w·(1 − h²)。一百个这样的因子乘起来几乎是零：第 03 篇就从这里讲起。",
  },
  "loop.gradient.noSlope": {
    en: "w · w leaves out the slope of tanh, which is 1 − h² at each step.",
    zh: "w · w 漏了 tanh 的斜率，每一步是 1 − h²。",
  },
  "loop.gradient.oneStep": {
    en: "That is one step; from h₁ to h₃ there are two.",
    zh: "这只是一步；从 h₁ 到 h₃ 有两步。",
  },
  "loop.gradient.sum": {
    en: "The two factors are multiplied: a change of a change.",
    zh: "两个因子要相乘：变化再引起变化。",
  },
  "loop.gradient.tooMany": {
    en: "One factor too many: how h₁ itself arose does not matter here.",
    zh: "多了一个因子：h₁ 自己是怎么来的，与这里无关。",
  },
  "loop.gradient.shifted": {
    en: "Right idea, one step early: the slopes are those at h₂ and h₃, where the change arrives.",
    zh: "思路对，但早了一步：斜率要取变化到达的地方，即 h₂ 和 h₃ 处。",
  },
  "loop.gradient.noWeight": {
    en: "The weight w is missing, once a step.",
    zh: "漏了权重 w：每一步都有一个。",
  },
} as const;
