/** What every artefact of the offline model says of itself. */
export const note = "Made by dpg's offline rules from the brief's own words; no language model was involved."
