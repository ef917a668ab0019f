import rules from "../../.dependency-cruiser.mjs";

const real = "^kiosk-ui/";

/** The real rules, looking at a planted violation instead of looking away from it. */
export default {
  forbidden: rules.forbidden.map((rule) =>
    rule.from.path === real
      ? { ...rule, from: { ...rule.from, path: `^tests/planted/kiosk-ui/` } }
      : rule,
  ),
  options: { ...rules.options, exclude: { path: "/dist/" } },
};
