export type Language = "en" | "zh";

/** Every string that the page shows, in both languages. */
const WORDS = {
  title: {
    en: "Can it remember what it saw 30 steps ago?",
    zh: "它还记得 30 步之前看到的东西吗？",
  },
  intro: {
    en: "Cards go by, black or white. Now and then one carries a star. At each step the network is asked one thing: which colour had the last card with a star? All others only distract it. It has never been told what the star means. Guess first: will it find out, and for how long can it keep the colour in mind?",
    zh: "卡片一张张经过，有黑有白，偶尔有一张带星号。每一步都只问网络一件事：最近一张带星号的卡片是什么颜色？其余的卡片都是干扰。没有人告诉过它星号是什么意思。先猜一猜：它学得会吗？学会之后，又能把颜色记住多少步？",
  },
  language: { en: "中文", zh: "English" },
  cell: { en: "Cell", zh: "单元" },
  seed: { en: "Seed", zh: "随机种子" },
  rnn: { en: "plain RNN", zh: "普通 RNN" },
  lstm: { en: "LSTM", zh: "LSTM" },
  gru: { en: "GRU", zh: "GRU" },
  train: { en: "Train", zh: "训练" },
  pause: { en: "Pause", zh: "暂停" },
  again: { en: "Start again", zh: "重新开始" },
  controls: { en: "Training", zh: "训练控制" },

  "status.loading": { en: "Getting ready …", zh: "正在准备……" },
  "status.ready": {
    en: "Not trained yet: its weights are random. Press Train.",
    zh: "尚未训练，权重是随机的。请按“训练”。",
  },
  "status.training": { en: "It is learning.", zh: "正在学习。" },
  "status.paused": { en: "Paused after step {step}.", zh: "已在第 {step} 步之后暂停。" },
  "status.done": {
    en: "Done. 30 steps after a star it is right in {right} % of the cases; a coin would be in 50 %.",
    zh: "训练结束。星号过去 30 步之后，它答对 {right}%；抛硬币是 50%。",
  },
  "status.error": { en: "It had to stop: {error}", zh: "训练中止：{error}" },
  line: {
    en: "step {step} of {steps} · loss {loss} nats · {ms} ms a step",
    zh: "第 {step} / {steps} 步 · 损失 {loss} 奈特 · 每步 {ms} 毫秒",
  },
  "threads.shared": {
    en: "2 threads: this page is cross-origin isolated, so they may share memory.",
    zh: "2 个线程：本页面处于跨源隔离状态，线程之间可以共享内存。",
  },
  "threads.single": {
    en: "1 thread: this page is not cross-origin isolated (its server sends no COOP and COEP headers), so browsers let no threads share memory.",
    zh: "1 个线程：本页面没有跨源隔离（服务器未发送 COOP 和 COEP 响应头），浏览器不允许线程共享内存。",
  },
  "threads.core": {
    en: "1 thread: this device offers no second one.",
    zh: "1 个线程：本设备没有第二个。",
  },
  fingerprint: {
    en: "Fingerprint of the weights: {fingerprint}. The same cell, seed and step give the same on every machine.",
    zh: "权重指纹：{fingerprint}。单元、种子和步数相同，在任何机器上指纹都相同。",
  },

  "loss.heading": { en: "Does it learn?", zh: "它在学习吗？" },
  "loss.title": { en: "Loss while it trains", zh: "训练中的损失" },
  "loss.x": { en: "training step", zh: "训练步数" },
  "loss.y": { en: "loss (nats an answer)", zh: "损失（奈特/次）" },
  "loss.network": { en: "network", zh: "网络" },
  "loss.guess": { en: "best guess without memory", zh: "没有记忆时的最佳猜测" },
  "loss.alt": {
    en: "Loss, means of 20 steps: now {loss} nats an answer. The best guess without memory costs {guess}.",
    zh: "损失（每 20 步取平均）：现在每次 {loss} 奈特。没有记忆时的最佳猜测要付 {guess}。",
  },
  "right.title": { en: "For how long does it remember?", zh: "它能记住多久？" },
  "right.x": { en: "steps since the star", zh: "星号过去了多少步" },
  "right.y": { en: "right answers (%)", zh: "答对的比例（%）" },
  "right.coin": { en: "a coin", zh: "抛硬币" },
  "right.alt": {
    en: "Right answers on 256 sequences that it was never trained on: {first} % at the star, {last} % 30 steps later. A coin: 50 %.",
    zh: "在 256 个没有用于训练的序列上答对的比例：看到星号时 {first}%，30 步之后 {last}%。抛硬币：50%。",
  },

  "cards.heading": { en: "Watch it remember", zh: "看它怎样记住" },
  "cards.help": {
    en: "Each pair of buttons is a step. The upper one turns the card, the lower one gives it a star or takes it away. Arrow keys move among them.",
    zh: "每一对按钮是一步：上面的翻转卡片颜色，下面的加上或去掉星号。可用方向键移动。",
  },
  "cards.group": { en: "The sequence of cards", zh: "卡片序列" },
  "cards.colour": { en: "Step {t}: white", zh: "第 {t} 步：白" },
  "cards.mark": { en: "Step {t}: star", zh: "第 {t} 步：星号" },
  "cards.first": { en: "One star, at the beginning", zh: "只在开头有一个星号" },
  "cards.other": { en: "Other cards", zh: "换一组卡片" },
  verdict: {
    en: "The longest wait: at step {t} the star is {age} steps ago, and its card was {colour}. The network says {said}, with {percent} %: {right}.",
    zh: "等得最久的一步：第 {t} 步，星号已过去 {age} 步，那张卡片是{colour}色。网络回答“{said}”，概率 {percent}%：{right}。",
  },
  "verdict.none": {
    en: "No card has a star, so there is nothing to remember.",
    zh: "没有带星号的卡片，也就没有要记住的东西。",
  },
  white: { en: "white", zh: "白" },
  black: { en: "black", zh: "黑" },
  right: { en: "right", zh: "正确" },
  wrong: { en: "wrong", zh: "错误" },

  "gates.title": { en: "Inside: unit {unit} of {H}", zh: "内部：{H} 个单元中的第 {unit} 个" },
  "gates.x": { en: "step t", zh: "第 t 步" },
  "gates.answer": { en: "white?", zh: "白？" },
  "gates.truth": { en: "right answer", zh: "正确答案" },
  "gates.network": { en: "network", zh: "网络" },
  "gates.star": { en: "card with a star", zh: "带星号的卡片" },
  "gates.gates": { en: "gates", zh: "门" },
  "gates.note": {
    en: "This unit is chosen by a rule: of all {H}, its {state} goes most closely with the right answer, or against it (over 256 other sequences). Look at what the gates do at a star, and between stars.",
    zh: "这个单元是按规则选出的：在 256 个其他序列上，{H} 个单元中它的 {state} 与正确答案（正向或反向）最一致。请看各个门在星号处和星号之间怎样变化。",
  },
  "gates.note.rnn": {
    en: "A plain RNN has no gates: each card, star or not, goes through the same layer into h. This unit is chosen by a rule: of all {H}, its {state} goes most closely with the right answer, or against it (over 256 other sequences).",
    zh: "普通 RNN 没有门：不论有没有星号，每张卡片都经过同一层进入 h。这个单元是按规则选出的：在 256 个其他序列上，{H} 个单元中它的 {state} 与正确答案（正向或反向）最一致。",
  },
  "gates.alt": {
    en: "Answers, gates and state of one unit over 40 cards. {means}",
    zh: "40 张卡片上的回答，以及一个单元的门和状态。{means}",
  },
  "gates.mean": {
    en: "{name}: {stars} at stars, {others} elsewhere.",
    zh: "{name}：星号处 {stars}，其余 {others}。",
  },
  "units.show": { en: "Show for all units", zh: "显示全部单元的" },
  "units.title": { en: "All {H} units: {name}", zh: "全部 {H} 个单元：{name}" },
  "units.x": { en: "step t (★: card with a star)", zh: "第 t 步（★：带星号的卡片）" },
  "units.y": { en: "units", zh: "单元" },
  "units.note": {
    en: "A row is a unit. The first goes most closely with the right answer or against it, the last least so.",
    zh: "每一行是一个单元；第一行与正确答案（正向或反向）最一致，最后一行最不一致。",
  },
  "units.alt": {
    en: "{name} of all {H} units over 40 cards, as colours from {low} to {high}.",
    zh: "40 张卡片上全部 {H} 个单元的 {name}，颜色表示从 {low} 到 {high}。",
  },
  "name.f": { en: "f, forget", zh: "f 遗忘门" },
  "name.i": { en: "i, input", zh: "i 输入门" },
  "name.o": { en: "o, output", zh: "o 输出门" },
  "name.z": { en: "z, update", zh: "z 更新门" },
  "name.r": { en: "r, reset", zh: "r 重置门" },
  "name.c": { en: "C, cell state", zh: "C 单元状态" },
  "name.h": { en: "h, what it shows", zh: "h 隐状态" },
  "name.g": { en: "C̃, candidate", zh: "C̃ 候选值" },
  "name.n": { en: "h̃, candidate", zh: "h̃ 候选值" },

  "cell.heading": { en: "What is computed: {cell}", zh: "计算的是什么：{cell}" },
  "cell.note": {
    en: "The equations and the drawing are made from the definition that has just been trained.",
    zh: "公式和图都由刚才训练的那个定义生成。",
  },
  "drawing.title": { en: "One step of the cell", zh: "单元的一步" },
  "drawing.before": { en: "from step t − 1", zh: "来自第 t − 1 步" },
  "drawing.after": { en: "to step t + 1", zh: "去往第 t + 1 步" },
  "drawing.gate": { en: "learned layer, 0 to 1", zh: "学到的层，0 到 1" },
  "drawing.squash": { en: "learned layer, −1 to 1", zh: "学到的层，−1 到 1" },
  "drawing.operation": { en: "pointwise operation", zh: "逐元素运算" },
  "drawing.rescale": { en: "no weights, −1 to 1", zh: "没有权重，−1 到 1" },
  "drawing.merge": { en: "join end to end", zh: "首尾拼接" },
  "drawing.fork": { en: "copy", zh: "复制" },
  foot: {
    en: "The notebooks and the library: Unrolled. Everything here runs in your browser; nothing is sent anywhere.",
    zh: "笔记本和程序库：Unrolled。这里的一切都在你的浏览器里运行，不向任何地方发送数据。",
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

export type Word = keyof typeof WORDS;
let current: Language = "en";

export const speak = (language: Language): void => void (current = language);
export const spoken = (): Language => current;

/** A string in the chosen language, {name} replaced by values.name. */
export const say = (word: Word, values: Readonly<Record<string, string | number>> = {}): string =>
  WORDS[word][current].replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(values[name] ?? whole),
  );
