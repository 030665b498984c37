/** The tasks of 1997 in a few words, for notebook 05. */
export const BATTERY_TASKS = {
  "battery.tasks.seen": { en: "what goes by", zh: "读到的内容" },
  "battery.tasks.asked": { en: "what is asked", zh: "要回答的" },
  "battery.tasks.right": { en: "right if", zh: "算对的标准" },
  "battery.tasks.1.seen": {
    en: "strings of a grammar (Reber) that repeats, near its end, the letter it had near its beginning",
    zh: "一种文法（Reber）的字符串，接近结尾处重复接近开头的那个字母",
  },
  "battery.tasks.1.asked": { en: "each next letter", zh: "每一步的下一个字母" },
  "battery.tasks.1.right": {
    en: "each letter that may come gets more than each that may not, in all 512 strings",
    zh: "全部 512 个字符串中，每个可能的字母都高于每个不可能的字母",
  },
  "battery.tasks.2a.seen": {
    en: "x or y, then always the same p − 1 symbols",
    zh: "x 或 y，然后总是同样的 p − 1 个符号",
  },
  "battery.tasks.2a.asked": {
    en: "each next symbol; at the end the first again",
    zh: "每一步的下一个符号；最后又是第一个",
  },
  "battery.tasks.2a.right": { en: "each output within 0.25", zh: "每个输出误差在 0.25 以内" },
  "battery.tasks.2b.seen": {
    en: "the same, but the symbols in between are random",
    zh: "同上，但中间的符号是随机的",
  },
  "battery.tasks.2b.asked": { en: "the same", zh: "同上" },
  "battery.tasks.2b.right": { en: "within 0.25 at the end", zh: "最后一步误差在 0.25 以内" },
  "battery.tasks.2c.seen": {
    en: "x or y, then q or more random symbols, of p kinds",
    zh: "x 或 y，然后至少 q 个随机符号，共 p 种",
  },
  "battery.tasks.2c.asked": { en: "x or y?", zh: "x 还是 y？" },
  "battery.tasks.2c.right": { en: "within 0.2", zh: "误差在 0.2 以内" },
  "battery.tasks.3a.seen": {
    en: "N = 3 numbers that are 1 or −1, then noise",
    zh: "N = 3 个数，都是 1 或都是 −1，然后是噪声",
  },
  "battery.tasks.3a.asked": { en: "1 or 0", zh: "1 或 0" },
  "battery.tasks.3a.right": { en: "within 0.2", zh: "误差在 0.2 以内" },
  "battery.tasks.3b.seen": { en: "the 3 numbers are noisy too", zh: "那 3 个数也带噪声" },
  "battery.tasks.3b.asked": { en: "the same", zh: "同上" },
  "battery.tasks.3b.right": {
    en: "within 0.2, but for 5 of 256",
    zh: "误差在 0.2 以内，256 条中允许 5 条例外",
  },
  "battery.tasks.3c.seen": {
    en: "as 3a, and the answers one learns from are noisy",
    zh: "同 3a，而且用来学习的答案带噪声",
  },
  "battery.tasks.3c.asked": { en: "0.2 or 0.8", zh: "0.2 或 0.8" },
  "battery.tasks.3c.right": {
    en: "within 0.1, on average within 0.015",
    zh: "误差在 0.1 以内，平均在 0.015 以内",
  },
  "battery.tasks.4.seen": { en: "random numbers, two marked", zh: "随机数，其中两个有标记" },
  "battery.tasks.4.asked": { en: "their sum, scaled to 0 to 1", zh: "两数之和，缩放到 0 至 1" },
  "battery.tasks.4.right": { en: "within 0.04", zh: "误差在 0.04 以内" },
  "battery.tasks.5.seen": { en: "random numbers, two marked", zh: "随机数，其中两个有标记" },
  "battery.tasks.5.asked": { en: "their product", zh: "两数之积" },
  "battery.tasks.5.right": {
    en: "within 0.04, but for 139 of 2,000",
    zh: "误差在 0.04 以内，2,000 条中允许 139 条例外",
  },
  "battery.tasks.6a.seen": {
    en: "random letters, among them two that are X or Y",
    zh: "随机字母，其中两个是 X 或 Y",
  },
  "battery.tasks.6a.asked": { en: "which, in which order?", zh: "是哪两个、什么次序？" },
  "battery.tasks.6a.right": { en: "within 0.3", zh: "误差在 0.3 以内" },
  "battery.tasks.6b.seen": { en: "three of them", zh: "其中三个" },
  "battery.tasks.6b.asked": { en: "the same: 8 cases", zh: "同上：8 种情形" },
  "battery.tasks.6b.right": { en: "within 0.3", zh: "误差在 0.3 以内" },
} as const;
