import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "*/src/**/*.test.ts",
      "kiosk-ui/**/*.test.{ts,tsx}",
      "launch/**/*.test.ts",
      "tests/unit/**/*.test.ts",
    ],
    exclude: ["**/node_modules/**", "**/dist/**"],
    testTimeout: 20_000,
  },
});
