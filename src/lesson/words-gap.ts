/** What notebook 02 shows. */
export const GAP = {
  "gap.sentences.gap": { en: "words between", zh: "相隔词数" },
  "gap.sentences.text": { en: "what is read", zh: "读到的词" },
  "gap.sentences.next": { en: "what comes next", zh: "下一个词" },

  "gap.telling.title": { en: "Which word gives it away?", zh: "是哪个词泄露了答案？" },
  "gap.telling.x": { en: "words back", zh: "往前几个词" },
  "gap.telling.y": { en: "right guesses (%)", zh: "猜对（%）" },
  "gap.telling.best": { en: "best guess from one word", zh: "只看一个词的最佳猜测" },
  "gap.telling.luck": { en: "one language in {count}", zh: "{count} 种语言中随便猜" },
  "gap.telling.alt": {
    en: "How often the best guess from a single word is right, by how far that word stands before the answer. From the last {gap} words: {least} to {most} %, no better than one language in {count}. From the word {place} back, the country: {best} %.",
    zh: "只看一个词时最佳猜测的正确率，按该词离答案的远近排列。最后 {gap} 个词：{least}% 到 {most}%，不比 {count} 种语言中随便猜强。离答案 {place} 个词的国名：{best}%。",
  },

  "gap.tried.right": { en: "right on new sentences (%)", zh: "新句子答对（%）" },
  "gap.tried.loss": { en: "last loss (nats)", zh: "最后的损失（奈特）" },

  "gap.cliff.title": { en: "Seeds that learned it, of {seeds}", zh: "{seeds} 个种子中学会的个数" },
  "gap.cliff.x": { en: "words between", zh: "相隔词数" },
  "gap.cliff.y": { en: "network", zh: "网络" },
  "gap.cliff.colour": { en: "seeds", zh: "种子数" },
  "gap.cliff.alt": {
    en: "For each kind of network and each gap, how many of {seeds} seeds are right about at least 90 % of new sentences. {rows}.",
    zh: "每种网络、每个间隔，{seeds} 个种子中有几个在新句子上答对至少 90%。{rows}。",
  },
  "gap.cliff.row": {
    en: "{model}: {counts} at gaps {gaps}",
    zh: "{model}：间隔 {gaps} 时为 {counts}",
  },

  "gap.failed.count": { en: "runs that failed", zh: "没学会的次数" },
  "gap.failed.lost": { en: "of these below {percent} %", zh: "其中低于 {percent}%" },
  "gap.failed.others": { en: "the others, right (%)", zh: "其余的答对（%）" },
  "gap.failed.at": { en: "{list} at {gap} words", zh: "相隔 {gap} 词：{list}" },
  "gap.failed.all": { en: "all", zh: "合计" },

  "gap.kept.title": { en: "What is left of C", zh: "C 还剩多少" },
  "gap.kept.x": { en: "words between", zh: "相隔词数" },
  "gap.kept.y": { en: "share of C that is left", zh: "C 剩下的比例" },
  "gap.kept.line": { en: "b_f = {bias}: f ≈ {f}", zh: "b_f = {bias}：f ≈ {f}" },
  "gap.kept.alt": {
    en: "What is left of the cell state after so many words if the forget gate stays where its bias puts it, in powers of ten. After {gap} words: {list}.",
    zh: "若遗忘门停留在偏置决定的位置，经过若干个词之后细胞状态还剩多少（对数坐标）。{gap} 个词之后：{list}。",
  },

  "gap.window.reader": { en: "reader", zh: "读者" },
  "gap.window.practised": { en: "gaps practised (% right)", zh: "练过的间隔（答对 %）" },
  "gap.window.unpractised": { en: "gaps never practised (% right)", zh: "没练过的间隔（答对 %）" },
  "gap.window.rnn": { en: "RNN", zh: "RNN" },
  "gap.window.window": { en: "window of 16 words", zh: "16 个词的窗口" },
  "gap.window.cell": { en: "{mean} ({least} to {most})", zh: "{mean}（{least} 到 {most}）" },

  "gap.half.right": {
    en: "ln 11 / 2 = 1.20: half of the sentences cost nothing, the other half ln 11 each.",
    zh: "ln 11 / 2 = 1.20：一半句子不花代价，另一半各花 ln 11。",
  },
  "gap.half.unknown": {
    en: "that is the price of a country that it does not know. What is the mean over all sentences?",
    zh: "那是一个不认识的国家的代价。所有句子的平均是多少？",
  },
  "gap.half.all": {
    en: "of a country that it does not know it can rule out 11 languages: those whose countries it knows.",
    zh: "遇到不认识的国家时，它可以排除 11 种语言：那些国家它认识的语言。",
  },
  "gap.half.log10": {
    en: "a nat is counted with the natural logarithm.",
    zh: "奈特用的是自然对数。",
  },
  "gap.half.share": {
    en: "that is the share of right guesses; asked is the mean loss.",
    zh: "那是猜对的比例；问的是平均损失。",
  },
  "gap.bias.right": {
    en: "f must be 0.5^(1/40) = 0.983, and σ(b) = f gives b = 4.05. Four lets half of it through after forty words.",
    zh: "f 要等于 0.5^(1/40) = 0.983，由 σ(b) = f 得 b = 4.05。",
  },
  "gap.bias.gate": {
    en: "that is f itself; which b gives σ(b) = f?",
    zh: "那是 f 本身；哪个 b 使 σ(b) = f？",
  },
  "gap.bias.half": {
    en: "that keeps half at each step; half is to be left after all 40.",
    zh: "那是每一步都留一半；题目要 40 步之后还剩一半。",
  },
  "gap.bias.sign": {
    en: "the sign is wrong: a larger bias opens the gate.",
    zh: "符号反了：偏置越大，门开得越大。",
  },
  "gap.seeds.right": {
    en: "0.7^10 = 0.028: luck of that size is rare, so more than 70 % can be believed. The ledger's interval says the same: from 72 %.",
    zh: "0.7^10 = 0.028：这样的运气很少见，所以可以相信超过 70%。账本里的区间也这么说：从 72% 起。",
  },
  "gap.seeds.one": {
    en: "that is for one seed; all ten must succeed.",
    zh: "那是一个种子的；要十个都成功。",
  },
  "gap.seeds.some": {
    en: "that is the chance that not all ten succeed.",
    zh: "那是十个不全成功的概率。",
  },
} as const;
