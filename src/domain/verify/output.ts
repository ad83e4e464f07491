/** What a tool printed, as findings: file and line where it says so. Pure. */
import type { Finding } from "../Finding.ts"
import { finding } from "../link/report.ts"

/** At least one finding for a tool that failed. */
export const findingsOf = (output: string): ReadonlyArray<Finding> => {
  const lines = output.split("\n")
  const found = [...compiler(lines), ...linter(lines), ...tests(lines)]
  if (found.length > 0) return found
  const last = lines.map((line) => line.trim()).filter((line) => line !== "" && !noise.test(line)).slice(-8)
  return last.length === 0
    ? [finding("output", "", "it failed and said nothing")]
    : last.map((line) => finding("output", "", line.slice(0, 400)))
}

/** `src/App.tsx(3,7): error TS2322: …` and `src/App.tsx:3:7 - error TS2322: …`. */
const compiler = (lines: ReadonlyArray<string>): ReadonlyArray<Finding> =>
  lines.flatMap((line) => {
    const match = /^(\S.*?)(?:\((\d+),(\d+)\)|:(\d+):(\d+) -): error (TS\d+): (.*)$/.exec(line)
    return match === null
      ? []
      : [finding(match[6] ?? "types", `${match[1]}:${match[2] ?? match[4]}:${match[3] ?? match[5]}`, match[7] ?? line)]
  })

/** ESLint's own format: a file, then `  3:7  error  …  rule` beneath it. */
const linter = (lines: ReadonlyArray<string>): ReadonlyArray<Finding> => {
  let file = ""
  return lines.flatMap((line) => {
    if (/^(?:\/|[A-Za-z]:\\|src[/\\]).*\.[cm]?[jt]sx?$/.test(line)) file = line.replace(/^.*?[/\\](?=src[/\\])/, "")
    const match = /^\s+(\d+:\d+)\s+(?:error|warning)\s+(.*?)(?:\s{2,}(\S+))?$/.exec(line)
    return match === null ? [] : [finding(match[3] ?? "lint", `${file}:${match[1]}`, (match[2] ?? line).trim())]
  })
}

/** Vitest's ` FAIL  src/pages/Home.test.tsx > renders`, with the reason that stands beneath it. */
const tests = (lines: ReadonlyArray<string>): ReadonlyArray<Finding> =>
  lines.flatMap((line, index) => {
    const match = /^\s*(?:FAIL|✗|×)\s+(.*)$/.exec(line)
    if (match === null) return []
    const reason = lines.slice(index + 1, index + 6).find((next) => /(?:Error|expected|received):?/i.test(next))
    return [finding("test", (match[1] ?? "").slice(0, 200), (reason ?? "fails").trim().slice(0, 400))]
  })

const noise = /^(?:npm (?:error|ERR!) (?:Lifecycle|Exit|code|path|command|A complete log|\/)|> |at |node:internal)/

/** Why packages could not be fetched, where that is the network's or the registry's fault and no one else's. */
export const networkTrouble = (output: string): string | undefined =>
  /^.*\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|E5\d\d|E401|E403|SELF_SIGNED_CERT\w*|UNABLE_TO_\w+)\b.*$/m
    .exec(output)?.[0].replace(/^npm (?:error|ERR!)\s*/, "").trim()
