import tseslint from "typescript-eslint";

/** Authorities over time, chance and identity come in as arguments; only adapters may touch the real ones. */
const authorities = [
  ["NewExpression[callee.name='Date'][arguments.length=0]", "Take the clock as an argument."],
  [
    "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    "Take the clock as an argument.",
  ],
  ["CallExpression[callee.object.name='performance']", "Take the clock as an argument."],
  [
    "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    "Take the randomness as an argument.",
  ],
  [
    "CallExpression[callee.name=/^(setTimeout|setInterval|setImmediate)$/]",
    "Take the timer as an argument.",
  ],
  [
    "CallExpression[callee.property.name=/^(randomUUID|randomBytes|randomInt|getRandomValues)$/]",
    "Take the randomness as an argument.",
  ],
  [
    "CallExpression[callee.name=/^(randomUUID|randomBytes|randomInt)$/]",
    "Take the randomness as an argument.",
  ],
].map(([selector, message]) => ({ selector, message }));

const shape = [
  { selector: "ExportDefaultDeclaration", message: "Export by name." },
  { selector: "TSEnumDeclaration", message: "Use a union of strings." },
];

export default tseslint.config(
  {
    ignores: [
      "**/dist/**",
      "**/node_modules/**",
      "tests/planted/**",
      "**/*.mjs",
      "**/*.cjs",
      "**/*.config.ts",
    ],
  },
  {
    files: ["**/*.ts", "**/*.tsx"],
    plugins: { "@typescript-eslint": tseslint.plugin },
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "no-restricted-syntax": ["error", ...shape, ...authorities],
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "Read settings in settings.ts only." },
      ],
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 120, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 4],
      "max-depth": ["error", 3],
      "no-console": "error",
    },
  },
  {
    files: ["**/adapters/**", "**/settings.ts", "**/main.ts"],
    rules: {
      "no-restricted-syntax": ["error", ...shape],
      "no-restricted-properties": "off",
    },
  },
  {
    files: ["launch/**", "tests/**", "**/*.test.ts", "**/*.test.tsx", "**/*.fixture.ts"],
    rules: {
      "no-restricted-syntax": ["error", ...shape],
      "no-restricted-properties": "off",
      "max-lines-per-function": "off",
      "no-console": "off",
    },
  },
);
