/** How the ledger decides what notebook 03 measures. */
export const VANISHING_LEDGER = {
  "ledger.latching.notLearnt": {
    en: "At least 9 of 10 plain networks learn the shortest latch, and from some length on at most 1 of 10: holds, if so for each way of starting them; holds if, for some.",
    zh: "至少九成的普通网络学会最短的锁存，而从某个长度起最多一成学会：每种初始化都如此则成立；只有一部分如此则有条件成立。",
  },
  "ledger.latching.learnt": {
    en: "{model} at T = {T}: {count} of {of} seeds learnt it",
    zh: "{model}，T = {T}：{of} 个种子中 {count} 个学会",
  },
  "ledger.latching.starts": {
    en: "the sequences are long enough for the way the network starts (not learnt from this T on; –: learnt at every T: {list})",
    zh: "序列对该初始化而言足够长（从此 T 起学不会；–：每个 T 都学会：{list}）",
  },
  "ledger.latching.gradient": {
    en: "Of two untrained networks at one length, one that will learn the latch and one that will not, the first has the larger gradient at the steps that tell the class in at least 9 of 10 pairs: holds. In more than half (95 % interval): holds if.",
    zh: "同一长度的两个未训练网络，一个将学会锁存，一个不会：若至少九成的配对中，前者在给出类别的那几步梯度更大，则成立；若多于一半（95 % 区间），则有条件成立。",
  },
  "ledger.latching.tells": {
    en: "in {percent} % of pairs the network that learns had the larger gradient before training",
    zh: "{percent} % 的配对中，学会的网络在训练前梯度更大",
  },
  "ledger.latching.amongOthers": {
    en: "it is one reason among others: the gradient alone does not tell who learns",
    zh: "它只是原因之一：单凭梯度不能断定谁会学会",
  },
  "ledger.retention.untrained": {
    en: "An untrained LSTM's cell state has a half-life of more than 10 steps in at least 9 of 10 seeds at the usual forget biases, 0 and 1: holds. Only at others: holds if.",
    zh: "未经训练的 LSTM，在常用的遗忘门偏置 0 和 1 下，至少九成的种子细胞状态半衰期超过 10 步：成立。只在其他偏置下如此：有条件成立。",
  },
  "ledger.retention.kept": {
    en: "bias {bias}, untrained: more than 10 steps in {count} of {of} seeds",
    zh: "偏置 {bias}，未训练：{of} 个种子中 {count} 个超过 10 步",
  },
  "ledger.retention.from": {
    en: "the forget bias is at least {least} (median half-life by bias: {list})",
    zh: "遗忘门偏置至少为 {least}（各偏置的半衰期中位数：{list}）",
  },
  "ledger.retention.trained": {
    en: "In at least 9 of 10 LSTMs that have learnt to latch, some unit's cell state has a half-life of at least the latch's length, at every forget bias: holds. At some: holds if.",
    zh: "学会锁存的 LSTM 中，至少九成有某个单元的细胞状态半衰期不短于锁存长度，且每种遗忘门偏置都如此：成立。只有部分偏置如此：有条件成立。",
  },
  "ledger.retention.belt": {
    en: "bias {bias}, trained: the belt of some unit keeps half for {T} steps in {count} of {of}",
    zh: "偏置 {bias}，训练后：{of} 个中有 {count} 个，某个单元的传送带在 {T} 步后仍留有一半",
  },
  "ledger.retention.biases": {
    en: "the forget bias starts at {list}",
    zh: "遗忘门偏置的初值是 {list}",
  },
} as const;
