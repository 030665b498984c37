const unrolled = require("unrolled");
const { learn } = require("./learn.mjs");

learn(unrolled, Number(process.argv[2] ?? 1)).then((result) => console.log(JSON.stringify(result)));
