/** Strings of notebook 05, "The 1997 battery", and how the ledger decides by it. */
export const BATTERY = {
  "battery.line.seen": {
    en: "{seen} of at most {budget} sequences",
    zh: "已看 {seen} 条序列，最多 {budget} 条",
  },
  "battery.line.solved": {
    en: "criterion met after {seen} sequences",
    zh: "看了 {seen} 条序列后达到标准",
  },

  "battery.task.1": { en: "Reber", zh: "嵌入式 Reber" },
  "battery.task.2a": { en: "lag", zh: "长间隔" },
  "battery.task.2b": { en: "noisy lag", zh: "带噪长间隔" },
  "battery.task.2c": { en: "longer lag", zh: "更长间隔" },
  "battery.task.3a": { en: "two classes", zh: "两类" },
  "battery.task.3b": { en: "noisy classes", zh: "带噪两类" },
  "battery.task.3c": { en: "noisy answers", zh: "带噪答案" },
  "battery.task.4": { en: "adding", zh: "加法" },
  "battery.task.5": { en: "multiplying", zh: "乘法" },
  "battery.task.6a": { en: "order of 2", zh: "两个的次序" },
  "battery.task.6b": { en: "order of 3", zh: "三个的次序" },

  "battery.matrix.title": {
    en: "Criterion met, of {seeds} seeds",
    zh: "{seeds} 个种子中达到标准的",
  },
  "battery.matrix.full": { en: "full<br>BPTT", zh: "完整<br>BPTT" },
  "battery.matrix.forget": { en: "forget<br>gate", zh: "有<br>遗忘门" },
  "battery.matrix.each": {
    en: "{model} meets it in at least 9 of 10 seeds on {count} of {of} tasks.",
    zh: "{model} 在 {of} 个任务中的 {count} 个上有至少九成种子达到标准。",
  },
  "battery.matrix.alt": {
    en: "Share of {seeds} seeds that met each task's criterion, and the median of sequences until then. {each}",
    zh: "每个任务上 {seeds} 个种子中达到标准的比例，以及到那时所看序列数的中位数。{each}",
  },

  "battery.beside.task": { en: "task", zh: "任务" },
  "battery.beside.paper": { en: "LSTM in the paper (1997)", zh: "论文中的 LSTM（1997）" },
  "battery.beside.size": { en: "our size", zh: "我们的规模" },
  "battery.beside.wrong": { en: "wrong in the end", zh: "最后答错" },
  "battery.beside.of": { en: "{list} of {of}", zh: "{of} 条中 {list}" },
  "battery.beside.after": { en: "after {after}", zh: "{after} 条之后" },
  "battery.beside.wrongOf": { en: "{wrong} of {of} wrong", zh: "{of} 条中错 {wrong} 条" },
  "battery.beside.table": { en: "table {number}", zh: "表 {number}" },
  "battery.beside.section": { en: "section {number}", zh: "{number} 节" },
  "battery.published.method": { en: "method", zh: "方法" },
  "battery.published.size": { en: "size", zh: "规模" },
  "battery.published.success": { en: "successful trials", zh: "成功的试验" },
  "battery.published.after": { en: "after sequences", zh: "所用序列数" },
  "battery.published.source": { en: "read in", zh: "出处" },
  "battery.published.unsaid": { en: "not stated", zh: "未说明" },
  "battery.published.some": { en: "“some fraction”", zh: "“一部分”" },

  "battery.memory.title": { en: "{name}: what is written when", zh: "{name}：何时写入什么" },
  "battery.memory.x": { en: "step t", zh: "第 t 步" },
  "battery.memory.cells": { en: "cell state C", zh: "细胞状态 C" },
  "battery.memory.gates": { en: "input gate i", zh: "输入门 i" },
  "battery.memory.alt": {
    en: "Cell states and input gates over {steps} steps. What must be remembered comes at steps {marks}. After the first step the state moves most at steps {jumps}.",
    zh: "{steps} 步中的细胞状态和输入门。要记住的东西出现在第 {marks} 步。第一步之后，状态变化最大的是第 {jumps} 步。",
  },
  "battery.written.relevant": { en: "steps to remember", zh: "要记住的步" },
  "battery.written.ends": { en: "first and last step", zh: "首尾两步" },
  "battery.written.others": { en: "all other steps", zh: "其余各步" },

  "battery.blind.right": {
    en: "About 15 in a hundred, by always saying the same. A criterion must be well above what the blind can do.",
    zh: "永远说同一个数也能对约 15%。标准必须远高于什么都没看的人。",
  },
  "battery.blind.share": {
    en: "Right as a share; asked is how many in a hundred.",
    zh: "作为比例是对的；问的是一百个里有多少。",
  },
  "battery.blind.quarter": {
    en: "The answer is 0.5 + (X₁ + X₂)/4: an error of 0.04 there is a sum of 0.16.",
    zh: "答案是 0.5 + (X₁ + X₂)/4：那里的误差 0.04 相当于和为 0.16。",
  },
  "battery.blind.even": {
    en: "That would be so if all sums were equally likely; sums near 0 are the likeliest.",
    zh: "若所有的和等可能才会如此；靠近 0 的和最可能。",
  },
  "battery.blind.one": {
    en: "That would be so if one number were asked for. The sum of two is spread over −2 to 2.",
    zh: "若只问一个数才会如此。两个数的和分布在 −2 到 2 上。",
  },
  "battery.blind.zero": {
    en: "Even a stopped clock is right now and then: whenever the sum is near 0.",
    zh: "停了的钟也有准的时候：只要和接近 0。",
  },

  "battery.count.right": {
    en: "Two gates a block, one candidate a cell, and a line for the output.",
    zh: "每个块两个门，每个细胞一个候选值，再加上输出的一行。",
  },
  "battery.count.units": {
    en: "You gave each cell gates of its own; the two cells of a block share theirs.",
    zh: "你给每个细胞都配了门；同一个块的两个细胞共用门。",
  },
  "battery.count.forget": {
    en: "Those are four layers; the LSTM of 1997 has no forget gate, and its gates are one a block.",
    zh: "这是四层；1997 年的 LSTM 没有遗忘门，而且每个块才有一组门。",
  },
  "battery.count.out": {
    en: "The output is missing: a weight for each cell, and a bias.",
    zh: "漏了输出：每个细胞一个权重，再加一个偏置。",
  },
  "battery.count.outBias": { en: "The output has a bias too.", zh: "输出也有偏置。" },
  "battery.count.bias": {
    en: "The biases of gates and candidates are missing.",
    zh: "漏了门和候选值的偏置。",
  },
  "battery.count.candidate": {
    en: "The candidate is one a cell, not one a block: it is the gates that are shared.",
    zh: "候选值是每个细胞一个，不是每个块一个：共用的是门。",
  },

  "battery.gate.right": {
    en: "All 256 sums come out right. An unmarked step still opens the gate by {open}; a hundred of them do no harm.",
    zh: "256 个和全都对。没有标记的一步仍会把门打开 {open}，一百步加起来也无妨。",
  },
  "battery.gate.kind": {
    en: "The answer is { w, b } with two numbers.",
    zh: "答案应写成 { w, b }，两个数。",
  },
  "battery.gate.shut": {
    en: "{misses} of 256 are wrong: at a mark of 1 the gate opens by {open} only, so that a part of the number is lost.",
    zh: "256 条中错 {misses} 条：标记为 1 时门只打开 {open}，数丢掉了一部分。",
  },
  "battery.gate.ends": {
    en: "{misses} of 256 are wrong: at a mark of −1, the first and the last step, the gate opens by {open}.",
    zh: "256 条中错 {misses} 条：标记为 −1（首尾两步）时门打开了 {open}。",
  },
  "battery.gate.leaks": {
    en: "{misses} of 256 are wrong: at unmarked steps the gate opens by {open}, and there are a hundred of them.",
    zh: "256 条中错 {misses} 条：没有标记的步上门打开了 {open}，而这样的步有一百个。",
  },

  "battery.leak.right": {
    en: "About 16 % is left. At a lag of 1,000 steps nothing would be: there a forget gate must first learn to stay open.",
    zh: "大约剩下 16%。间隔 1,000 步时就什么也不剩了：遗忘门得先学会一直开着。",
  },
  "battery.leak.share": {
    en: "Right as a share; asked is the percentage.",
    zh: "作为比例是对的；问的是百分数。",
  },
  "battery.leak.once": {
    en: "That is what one step leaves. A hundred steps multiply.",
    zh: "那是一步之后剩下的。一百步要相乘。",
  },
  "battery.leak.gone": {
    en: "That is what is lost; asked is what is left.",
    zh: "那是失去的；问的是剩下的。",
  },
  "battery.leak.carousel": {
    en: "That is the LSTM of 1997, which has no forget gate: its factor is exactly 1.",
    zh: "那是 1997 年的 LSTM：没有遗忘门，因子正好是 1。",
  },

  "ledger.battery.long": {
    en: "Each of the three LSTMs meets the paper's criterion in at least 9 of 10 seeds on every task with a long time lag (2a to 6b): holds. One of them does on more than half of these tasks: holds if the task is among them.",
    zh: "三种 LSTM 在每个长间隔任务（2a 到 6b）上都有至少九成种子达到论文的标准：成立。其中一种在一半以上的任务上做到：任务在其中时成立。",
  },
  "ledger.battery.better": {
    en: "On more than half of the battery's tasks at least 9 of 10 LSTMs with a forget gate meet the criterion and at most 1 of 10 plain RNNs: holds. Only an LSTM of 1997 does so: holds if it is that one.",
    zh: "在一半以上的任务上，带遗忘门的 LSTM 至少九成达到标准，而普通 RNN 最多一成：成立。只有 1997 年的 LSTM 做到：用它时成立。",
  },
  "ledger.battery.met": {
    en: "{model}, {tasks} tasks with a long time lag: {count} of {of} runs",
    zh: "{model}，{tasks} 个长间隔任务：{of} 次运行中 {count} 次",
  },
  "ledger.battery.among": {
    en: "the task is one that it can do ({list})",
    zh: "任务是它能做到的（{list}）",
  },
  "ledger.battery.wins": {
    en: "LSTM with forget gate can, RNN cannot: {count} of {of} tasks",
    zh: "带遗忘门的 LSTM 能做到而 RNN 不能：{of} 个任务中 {count} 个",
  },
  "ledger.battery.other": { en: "the LSTM is this one: {list}", zh: "LSTM 是这一种：{list}" },
} as const;
