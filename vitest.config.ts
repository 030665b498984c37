import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    maxWorkers: "100%",
    // npm run coverage. What runs as WebAssembly, or in a process that a test starts, is not seen.
    coverage: {
      include: ["src/**/*.ts"],
      // AssemblyScript, which is no TypeScript, and what it compiles to; the page, which runs in Chromium (test/browser).
      exclude: ["src/core/assembly/**", "src/core/*-binary.ts", "src/page/**"],
      thresholds: { branches: 95 },
      reporter: ["text-summary", "json"],
      reportsDirectory: ".coverage",
    },
  },
});
