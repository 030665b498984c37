/** Strings of notebook 06, "Forgetting". */
export const FORGETTING = {
  "forgetting.grown.title": { en: "How large C grows", zh: "C 长到多大" },
  "forgetting.grown.x": { en: "symbols read", zh: "已读符号数" },
  "forgetting.grown.y": { en: "largest |C|", zh: "最大的 |C|" },
  "forgetting.grown.alt": {
    en: "The largest |C| of networks that read one stream, after 1 to {symbols} symbols. At the end: {each}.",
    zh: "各网络读同一条数据流时最大的 |C|，从第 1 到第 {symbols} 个符号。最后：{each}。",
  },
  "forgetting.grown.each": { en: "{name}: {c}", zh: "{name}：{c}" },
  "forgetting.units": {
    en: "C of each unit after {symbols} symbols",
    zh: "读完 {symbols} 个符号后各单元的 C",
  },

  "forgetting.mistakes.first": {
    en: "symbols until the first mistake, ten streams of {symbols}",
    zh: "首次出错前的符号数，十条各 {symbols} 个符号的数据流",
  },
  "forgetting.mistakes.all": { en: "mistakes", zh: "错误数" },
  "forgetting.mistakes.recall": { en: "after the inner E", zh: "其中在内部 E 之后" },
  "forgetting.mistakes.length": { en: "letters in their strings", zh: "所在字符串的平均长度" },

  "forgetting.memory.title": {
    en: "After {after} symbols",
    zh: "读过 {after} 个符号之后",
  },
  "forgetting.memory.x": { en: "symbol read", zh: "读到的符号" },
  "forgetting.memory.alt": {
    en: "tanh C of {units} units over 28 symbols, after {after} others; {strings} strings begin there. In {moving} of the units it moves by more than 0.1; of their gates {gate}, {gates} do.",
    zh: "先读 {after} 个符号，其后 28 个符号中 {units} 个单元的 tanh C；其间有 {strings} 个字符串开始。其中 {moving} 个单元的变化超过 0.1；门 {gate} 中有 {gates} 个如此。",
  },

  "forgetting.place.begin": { en: "first B", zh: "首个 B" },
  "forgetting.place.remember": { en: "T/P", zh: "T/P" },
  "forgetting.place.within": { en: "within", zh: "内部" },
  "forgetting.place.innerEnd": { en: "inner E", zh: "内部 E" },
  "forgetting.place.recall": { en: "T/P again", zh: "再次 T/P" },
  "forgetting.place.end": { en: "last E", zh: "末尾 E" },
  "forgetting.gates.title": {
    en: "Forget gate, memory unit",
    zh: "记忆单元的遗忘门",
  },
  "forgetting.gates.place": { en: "symbol just read", zh: "刚读到的符号" },
  "forgetting.gates.f": { en: "f, mean", zh: "f 的平均值" },
  "forgetting.gates.seed": { en: "a seed", zh: "一个种子" },
  "forgetting.gates.median": { en: "median", zh: "中位数" },
  "forgetting.gates.alt": {
    en: "Mean forget gate of the memory unit of {seeds} networks ({model}) by the symbol's place in its string. Medians: {list}.",
    zh: "{seeds} 个网络（{model}）中记忆单元的遗忘门平均值，按符号在字符串中的位置。中位数：{list}。",
  },

  "forgetting.kept.model": { en: "network", zh: "网络" },
  "forgetting.kept.within": { en: "kept in 4 steps within", zh: "串内 4 步保留" },
  "forgetting.kept.across": { en: "… across an end", zh: "……跨过结尾" },
  "forgetting.kept.seeds": { en: "seeds with more within", zh: "串内更多的种子" },
  "forgetting.kept.size": { en: "size of the effect", zh: "效应量" },
  "forgetting.kept.verdict": { en: "forgets at ends?", zh: "在结尾处遗忘？" },
  "forgetting.kept.yes": { en: "yes", zh: "是" },
  "forgetting.kept.no": { en: "not shown", zh: "未能表明" },

  "forgetting.beside.model": { en: "network", zh: "网络" },
  "forgetting.beside.reads": { en: "reads", zh: "读入" },
  "forgetting.beside.H": { en: "H", zh: "单元数 H" },
  "forgetting.beside.perfect": { en: "seeds without a mistake", zh: "无误的种子" },
  "forgetting.beside.symbols": { en: "symbols until the first mistake", zh: "首次出错前的符号数" },
  "forgetting.beside.paper": { en: "paper: without a mistake", zh: "论文：无误" },
  "forgetting.beside.rest": {
    en: "paper: the worst, and their symbols",
    zh: "论文：最差者及其符号数",
  },
  "forgetting.beside.after": { en: "{percent} %: {symbols}", zh: "{percent} %：{symbols}" },
  "forgetting.reads.stream": { en: "a stream", zh: "数据流" },
  "forgetting.reads.strings": { en: "strings, set back", zh: "逐串清零" },

  "forgetting.drift.right": {
    en: "About 207 steps. From there on almost nothing of an error gets from h back to C, and almost nothing of C's changes shows.",
    zh: "约 207 步。此后误差几乎无法从 h 传回 C，C 的变化也几乎看不出来。",
  },
  "forgetting.drift.tanh": {
    en: "There tanh C is a thousandth below 1. Asked is its slope, 1 − tanh² C.",
    zh: "那时 tanh C 距 1 还差千分之一。问的是它的斜率 1 − tanh² C。",
  },
  "forgetting.drift.state": {
    en: "That is C. Asked is how many steps of 0.02 lead there.",
    zh: "这是 C 的值。问的是每步 0.02 要走多少步。",
  },
  "forgetting.drift.line": {
    en: "C goes on beyond 1; it is tanh C that stays below.",
    zh: "C 可以超过 1；不超过 1 的是 tanh C。",
  },

  "forgetting.both.right": {
    en: "A quarter. A share that keeps a note for 30 steps cannot have dropped it after 60: what to keep and what to drop is no constant, but a decision.",
    zh: "四分之一。一个固定的比例若能把记录保留 30 步，60 步后就不可能已经丢掉：保留还是丢弃不是常数，而是一个决定。",
  },
  "forgetting.both.share": {
    en: "Right as a share; asked is how many percent.",
    zh: "作为比例是对的；问的是百分之多少。",
  },
  "forgetting.both.line": {
    en: "It would be gone if each step took away the same amount. Each takes the same share of what is left.",
    zh: "若每步减去同样的量才会没有了。每步减去的是剩余部分的同一比例。",
  },
  "forgetting.both.once": {
    en: "That is what 30 steps leave. Now 30 more.",
    zh: "这是 30 步后剩下的。再走 30 步。",
  },
  "forgetting.both.step": {
    en: "That is what one step leaves. Multiply it 60 times.",
    zh: "这是一步后剩下的。把它连乘 60 次。",
  },
  "forgetting.both.wish": {
    en: "That is what one would wish for. No constant gives it: work out 0.5 · 0.5.",
    zh: "这是人们希望的值。没有常数能做到：算一算 0.5 · 0.5。",
  },

  "forgetting.end.kind": {
    en: 'The answer is a text of two of the letters B T P S X V E, such as "TX".',
    zh: '答案是由 B T P S X V E 中两个字母组成的文本，例如 "TX"。',
  },
  "forgetting.end.two": {
    en: "Those are {count} symbols; asked are two in a row.",
    zh: "这里有 {count} 个符号；问的是相邻的两个。",
  },
  "forgetting.end.never": {
    en: "{pair} does not come in 20,000 symbols of a stream.",
    zh: "在数据流的 20,000 个符号中没有出现 {pair}。",
  },
  "forgetting.end.within": {
    en: "{pair} comes {count} times in 20,000 symbols, and never at an end.",
    zh: "{pair} 在 20,000 个符号中出现 {count} 次，但从不在结尾。",
  },
  "forgetting.end.some": {
    en: "{pair} stands at ends only, but at {at} of {of}. Which pair is at all of them?",
    zh: "{pair} 只出现在结尾，但 {of} 个结尾中只有 {at} 个。哪一对在每个结尾都出现？",
  },
  "forgetting.end.right": {
    en: "All {of} ends, and nowhere else. So no single symbol tells: the gate must see B now and know from h that E came before.",
    zh: "全部 {of} 个结尾，别处都没有。所以没有哪个单独的符号能说明：门必须现在看到 B，并从 h 得知前一个是 E。",
  },

  "forgetting.bias.right": {
    en: "σ(2.82) is 0.944, and 0.944¹² is a half. A gate that starts there keeps about one string, without having learnt anything.",
    zh: "σ(2.82) 为 0.944，0.944 的 12 次方约为一半。从这里开始的门什么都没学就能保留大约一个串。",
  },
  "forgetting.bias.gate": {
    en: "That is the gate's value. The bias is the number whose σ it is.",
    zh: "这是门的值。偏置是其 σ 等于它的那个数。",
  },
  "forgetting.bias.sign": {
    en: "With that bias the gate is nearly shut. Mind the sign.",
    zh: "这个偏置下门几乎关闭。注意符号。",
  },
  "forgetting.bias.log": {
    en: "That is ln f. The inverse of σ is ln(f / (1 − f)).",
    zh: "这是 ln f。σ 的反函数是 ln(f / (1 − f))。",
  },
  "forgetting.bias.one": {
    en: "At bias 0 the gate is 1/2: after a single step half is gone.",
    zh: "偏置为 0 时门是 1/2：一步之后就只剩一半。",
  },
} as const;
