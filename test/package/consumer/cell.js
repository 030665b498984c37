export { lstm } from "unrolled";
