// Faults only: how a style sheet is laid out follows the page.
export default {
  extends: "stylelint-config-recommended",
  rules: { "no-descending-specificity": null },
  overrides: [
    {
      // Sheets for paper: in one, a block of them stands for what a browser knows of itself; content(text) is of paged media.
      files: ["disclosure/outputs/**/*.css"],
      rules: { "no-duplicate-selectors": null, "declaration-property-value-no-unknown": null },
    },
  ],
};
