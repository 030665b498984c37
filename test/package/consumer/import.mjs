import * as unrolled from "unrolled";
import { learn } from "./learn.mjs";

console.log(JSON.stringify(await learn(unrolled, Number(process.argv[2] ?? 1))));
