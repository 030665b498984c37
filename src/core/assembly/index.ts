export { matmul, multiply } from "./matmul";
export { pack } from "./pack";
export { sumRows } from "./sum";
