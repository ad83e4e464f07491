/** Which relative paths dpg writes to. A model's words can end up in a path, so the rules are strict. */

/**
 * What is wrong with a path relative to the output folder; undefined for a good one: forward slashes, no empty, `.` or
 * `..` segment, nothing that any of the usual file systems refuses or reads otherwise, nothing a tool would execute.
 */
export const badPath = (path: string): string | undefined => {
  if (path === "") return "the path is empty"
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return "the path is absolute"
  if (path.includes("\\")) return "the path has a backslash"
  for (const segment of path.split("/")) {
    const wrong = badSegment(segment)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

/** Whether a path lies in dpg's own folder, letter case aside. */
export const isReserved = (path: string): boolean => /^\.dpg(\/|$)/i.test(path)

const badSegment = (segment: string): string | undefined => {
  if (segment === "" || segment === "." || segment === "..") {
    return "the path would leave the output folder or is not plain"
  }
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is looked for
  if (/[\u0000-\u001f\u007f<>:"|?*]/.test(segment)) return "a name in the path has a character that is not allowed"
  if (/[. ]$/.test(segment)) return "a name in the path ends in a dot or a space"
  if (/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(segment)) return "a name in the path is reserved by Windows"
  if (/^\.git$/i.test(segment)) return "the path leads into a Git folder"
  if (new TextEncoder().encode(segment).length > 200) return "a name in the path is too long"
  return undefined
}
