/** Step 05 by rules: the compiled skeleton is the component. */

/** The skeleton as a fenced module that says where it comes from. */
export const makeComponent = (skeleton: string): string =>
  ["```tsx", `// ${origin}`, skeleton.trimEnd(), "```"].join("\n")

const origin = "Compiled from the page's IR by dpg's offline rules; not written by a language model."
