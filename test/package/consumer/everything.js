export * from "unrolled";
