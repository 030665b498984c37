/** The essay's claims in a few words of our own, where they stand, and how the ledger decides. */
export const LEDGER = {
  "ledger.place.recurrent": { en: "Recurrent Neural Networks", zh: "递归神经网络" },
  "ledger.place.gap": { en: "The Problem of Long-Term Dependencies", zh: "长期依赖性问题" },
  "ledger.place.networks": { en: "LSTM Networks", zh: "LSTM 网络" },
  "ledger.place.core": { en: "The Core Idea Behind LSTMs", zh: "LSTM 的核心想法" },
  "ledger.place.walk": { en: "Step-by-Step LSTM Walk Through", zh: "逐步解析 LSTM 的流程" },
  "ledger.place.variants": { en: "Variants on Long Short Term Memory", zh: "长短期记忆的变种" },
  "ledger.place.conclusion": { en: "Conclusion", zh: "结论" },
  "ledger.place.today": { en: "What LSTMs are used for", zh: "现状" },

  "ledger.1": {
    en: "Without a loop a network cannot use what came earlier",
    zh: "没有循环的网络用不上先前的输入",
  },
  "ledger.2": {
    en: "An RNN has a loop that hands information on from step to step",
    zh: "RNN 有循环，把信息一步一步传下去",
  },
  "ledger.3": {
    en: "Unrolled, it is a chain of copies of one network",
    zh: "展开来看，它是同一个网络的多个副本连成的链",
  },
  "ledger.4": { en: "Each copy passes a message to its successor", zh: "每个副本向后一个传递消息" },
  "ledger.5": {
    en: "Being a chain, it is the natural network for sequences and lists",
    zh: "链状结构使它天然适合序列和列表",
  },
  "ledger.6": {
    en: "RNNs have succeeded in speech, language, translation, captions",
    zh: "RNN 在语音、语言建模、翻译、图像描述上取得成功",
  },
  "ledger.7": {
    en: "Those successes are the LSTM's: it works much better than the plain RNN on most tasks",
    zh: "这些成功主要归于 LSTM：多数任务上它远胜普通 RNN",
  },
  "ledger.8": {
    en: "Where the gap is small an RNN learns to use the past",
    zh: "间隔小时，RNN 能学会利用过去的信息",
  },
  "ledger.9": {
    en: "The last words narrow the choice; only the far one settles it",
    zh: "近处的词只能缩小范围，远处的词才能确定答案",
  },
  "ledger.10": {
    en: "As the gap grows an RNN becomes unable to learn the connection",
    zh: "间隔变大，RNN 就学不会其中的联系",
  },
  "ledger.11": {
    en: "In theory it could: weights set by hand solve any gap",
    zh: "理论上它能做到：手工设定的权重能跨过任意间隔",
  },
  "ledger.12": { en: "In practice it does not learn such weights", zh: "实际上它学不到这样的权重" },
  "ledger.13": {
    en: "There are fundamental reasons: the gradient vanishes",
    zh: "这有根本原因：梯度会消失",
  },
  "ledger.14": { en: "LSTMs do not have this problem", zh: "LSTM 没有这个问题" },
  "ledger.15": { en: "LSTMs can learn long-term dependencies", zh: "LSTM 能学会长期依赖" },
  "ledger.16": {
    en: "Remembering for long is practically what they do by default",
    zh: "长期记住信息几乎是它的默认行为",
  },
  "ledger.17": {
    en: "The repeating module of a plain RNN is a single tanh layer",
    zh: "普通 RNN 的重复模块只有一个 tanh 层",
  },
  "ledger.18": {
    en: "The LSTM's has four layers that interact",
    zh: "LSTM 的重复模块有四个相互作用的层",
  },
  "ledger.19": {
    en: "In the drawings a line carries a vector, a box is a learned layer, a circle works number by number",
    zh: "图中的线传送向量，方框是有权重的层，圆圈是逐元素运算",
  },
  "ledger.20": {
    en: "The cell state is like a conveyor belt, with few linear interactions",
    zh: "细胞状态像传送带，只有少量线性相互作用",
  },
  "ledger.21": {
    en: "Information flows along it unchanged with ease",
    zh: "信息很容易沿着它不变地流过",
  },
  "ledger.22": {
    en: "A gate is a sigmoid layer and a product: 0 lets nothing through, 1 all",
    zh: "门由 sigmoid 层和逐元素乘法组成：0 全不通过，1 全部通过",
  },
  "ledger.23": {
    en: "Three gates protect and control the cell state",
    zh: "三个门保护和控制细胞状态",
  },
  "ledger.24": {
    en: "The forget gate reads h and x and says for each number of C what is kept",
    zh: "遗忘门看 h 和 x，决定 C 中每个数保留多少",
  },
  "ledger.25": {
    en: "The input gate says which numbers are renewed, a tanh layer with what",
    zh: "输入门决定更新哪些数，tanh 层给出候选值",
  },
  "ledger.26": {
    en: "The new state is the old one times f, plus i times the candidate",
    zh: "新状态等于旧状态乘 f，加上 i 乘候选值",
  },
  "ledger.27": {
    en: "The output is the state through tanh, filtered by the output gate",
    zh: "输出是经 tanh 的状态再由输出门过滤",
  },
  "ledger.28": {
    en: "In a language model the state may hold the subject's gender",
    zh: "语言模型中，状态可能保存主语的性别",
  },
  "ledger.29": {
    en: "At a new subject the old gender is forgotten",
    zh: "遇到新主语时，忘掉旧的性别",
  },
  "ledger.30": {
    en: "The new subject's gender is written in its place",
    zh: "然后写入新主语的性别",
  },
  "ledger.31": {
    en: "Having seen a subject it shows what a verb needs: singular or plural",
    zh: "看到主语后，输出动词需要的信息：单数还是复数",
  },
  "ledger.32": {
    en: "Nearly every paper has its own LSTM; the differences are minor",
    zh: "几乎每篇论文的 LSTM 都略有不同，但差别不大",
  },
  "ledger.33": { en: "Peepholes let the gates see the cell state", zh: "窥视孔让门看到细胞状态" },
  "ledger.34": {
    en: "Coupled gates forget only where something is written",
    zh: "耦合的门只在写入新值的地方遗忘",
  },
  "ledger.35": {
    en: "The GRU merges forget and input gate, and cell and hidden state",
    zh: "GRU 合并遗忘门与输入门，也合并细胞状态与隐藏状态",
  },
  "ledger.36": {
    en: "The GRU is simpler than the LSTM, and more and more popular",
    zh: "GRU 比 LSTM 简单，也越来越流行",
  },
  "ledger.37": { en: "The Depth-Gated RNN is one more variant", zh: "深度门控 RNN 是又一个变种" },
  "ledger.38": {
    en: "The Clockwork RNN is a quite different way to long dependencies",
    zh: "时钟 RNN 用完全不同的办法处理长期依赖",
  },
  "ledger.39": {
    en: "Greff 2015: the popular variants are about the same",
    zh: "Greff 2015：各流行变种大致一样",
  },
  "ledger.40": {
    en: "Jozefowicz 2015: of ten thousand architectures some beat the LSTM on certain tasks",
    zh: "Jozefowicz 2015：上万种结构中，有些在特定任务上胜过 LSTM",
  },
  "ledger.41": {
    en: "The equations look intimidating; step by step they are approachable",
    zh: "公式看着吓人，一步步走过来就好懂了",
  },
  "ledger.42": {
    en: "After the LSTM the next big step is attention",
    zh: "LSTM 之后的下一大步是注意力",
  },
  "ledger.43": {
    en: "A caption may look at one part of the image for each word",
    zh: "生成图像描述时，每个词可以看图像的一部分",
  },
  "ledger.44": { en: "Grid LSTMs are very promising", zh: "Grid LSTM 极具潜力" },
  "ledger.45": { en: "RNNs in generative models are interesting", zh: "生成模型中的 RNN 很有意思" },
  "ledger.46": {
    en: "CTC for speech, bidirectional LSTMs that speak, better translation",
    zh: "CTC 用于语音，双向 LSTM 会说话，翻译质量提高",
  },

  "ledger.table.claim": { en: "claim", zh: "论断" },
  "ledger.table.words": { en: "in a few words", zh: "内容" },
  "ledger.table.notebook": { en: "notebook", zh: "笔记本" },
  "ledger.table.verdict": { en: "verdict", zh: "结论" },
  "ledger.table.figure": { en: "what was seen", zh: "依据" },
  "ledger.table.held": { en: "a test holds it: “{test}”", zh: "由测试保证：“{test}”" },
  "ledger.table.rows": { en: "rows", zh: "条数" },
  "ledger.table.measured": {
    en: "{figure} (95 %: {low} to {high}; {n} runs judged)",
    zh: "{figure}（95% 区间：{low} 到 {high}；共评判 {n} 次运行）",
  },
  "ledger.verdict.holds": { en: "holds", zh: "成立" },
  "ledger.verdict.holds if": { en: "holds if {condition}", zh: "有条件成立：{condition}" },
  "ledger.verdict.not reproduced": { en: "not reproduced", zh: "未能重现" },
  "ledger.verdict.definition": { en: "definition", zh: "定义" },
  "ledger.verdict.history": { en: "history", zh: "历史" },
  "ledger.verdict.open": { en: "open", zh: "待定" },

  "ledger.light.rule": {
    en: "After the first press the network without a loop is right at most 55 % of the time in every seed, and at least 9 of 10 with the loop at least 95 %: holds.",
    zh: "第一步之后，没有循环的网络在每个种子上最多答对 55%，而至少九成有循环的网络答对 95% 以上：成立。",
  },
  "ledger.light.figure": {
    en: "with the loop {count} of {of} seeds are right; without it at most {most} % of the answers",
    zh: "有循环：{of} 个种子中 {count} 个答对；没有循环：最多答对 {most}%",
  },
  "ledger.window.rule": {
    en: "At least 9 of 10 plain RNNs solve the gaps that they practised and those that they did not; of networks that see the last 16 words side by side, with as many weights, at most 1 of 10 solve the latter: holds.",
    zh: "至少九成的普通 RNN 既解出练过的间隔，也解出没练过的；而权重一样多、并排看最后 16 个词的网络，最多一成解出没练过的：成立。",
  },
  "ledger.window.figure": {
    en: "at gaps never practised: RNN {count} of {of} seeds, window {other} of {of}",
    zh: "没练过的间隔：RNN {of} 个种子中 {count} 个，窗口网络 {of} 个中 {other} 个",
  },
  "ledger.gap.small": {
    en: "At the smallest gap at least 9 of 10 plain RNNs are right about 9 of 10 last words: holds.",
    zh: "在最小的间隔上，至少九成的普通 RNN 答对九成的末词：成立。",
  },
  "ledger.gap.growing": {
    en: "At least 9 of 10 plain RNNs solve the smallest gap, and from some gap on at most 1 of 10: holds.",
    zh: "至少九成的普通 RNN 解出最小的间隔，而从某个间隔起最多一成解出：成立。",
  },
  "ledger.gap.lstm": {
    en: "Whatever its forget bias starts at (0, 1, 2), at least 9 of 10 LSTMs solve every gap: holds. Only with some, or further than the plain RNN but not all: holds if.",
    zh: "无论遗忘门偏置初值是 0、1 还是 2，至少九成的 LSTM 解出所有间隔：成立。只有部分如此，或比普通 RNN 远但不是全部：有条件成立。",
  },
  "ledger.gap.solved": {
    en: "{model} at gap {gap}: {count} of {of} seeds",
    zh: "{model}，间隔 {gap}：{of} 个种子中 {count} 个",
  },
  "ledger.gap.reaches": {
    en: "the gap is no larger than its starting forget bias b_f lets it reach ({list})",
    zh: "间隔不超过其遗忘门偏置能承受的范围（{list}）",
  },

  "ledger.15.refined": {
    en: "Later refined by many: a stream that never ends needs the forget gate of 2000",
    zh: "后来又有许多改进：没有尽头的数据流需要 2000 年的遗忘门",
  },
  "ledger.forgetting.rule": {
    en: "At every size tried more networks read ten streams of 100,000 symbols without a mistake with the forget gate (b_f = 1) than without it, their 95 % intervals apart; and without it more do if the state is set back by hand before each string: holds. Only at some size: holds if.",
    zh: "在每个试过的规模上，有遗忘门（b_f = 1）的网络比没有遗忘门的更多地无误读完十条 100,000 个符号的数据流，且 95 % 区间不相交；没有遗忘门的网络若在每个字符串之前由外部清零状态，成功的也更多：成立。只在部分规模上如此：有条件成立。",
  },
  "ledger.forgetting.perfect": {
    en: "without a mistake at H = {hidden}, without the gate: {without} of {of} seeds (with it: {with})",
    zh: "H = {hidden} 时无误读完，没有遗忘门：{of} 个种子中 {without} 个（有遗忘门：{with} 个）",
  },
  "ledger.forgetting.sizes": {
    en: "the network is small (seeds without a mistake, with / without the gate: {list})",
    zh: "网络较小（无误读完的种子数，有／无遗忘门：{list}）",
  },
} as const;
