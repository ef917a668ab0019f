import { defineConfig } from "vitest/config";

const exclude = ["**/node_modules/**", "**/dist/**"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "*/src/**/*.test.ts",
            "kiosk-ui/**/*.test.{ts,tsx}",
            "launch/**/*.test.ts",
            "tests/bench/**/*.test.ts",
            "tests/sweep/**/*.test.ts",
            "tests/fuzz/**/*.test.ts",
            "tests/simulation/**/*.test.ts",
            "tests/faults/**/*.test.ts",
            "tests/network/**/*.test.ts",
            "tests/conformance/**/*.test.ts",
            "tests/enrolment/**/*.test.ts",
          ],
          exclude,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: "system",
          include: ["tests/system/**/*.test.ts", "tests/brokers/**/*.test.ts"],
          exclude,
          testTimeout: 180_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
