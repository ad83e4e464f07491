import { SchemaIssue } from "effect"

/** The first thing that a Schema finds wrong, and where: `events.3.messageStop`, `""` for the whole of it. */
export const firstIssue = (issue: SchemaIssue.Issue): { readonly path: string; readonly message: string } => {
  const [first] = format(issue).issues
  const path = (first?.path ?? []).map((part) => String(typeof part === "object" ? part.key : part))
  return { path: path.join("."), message: first?.message ?? "it does not decode" }
}

const format = SchemaIssue.makeFormatterStandardSchemaV1()
