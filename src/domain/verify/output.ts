/** What a tool printed, as findings: file, line and rule where it says so. Pure. */
import type { Finding } from "../Finding.ts"
import { finding } from "../link/report.ts"

/** At least one finding for a tool that failed. */
export const findingsOf = (output: string): ReadonlyArray<Finding> => {
  const lines = output.split("\n")
  const found = [...compiler(lines), ...linter(lines), ...listed(lines), ...tests(lines)]
  if (found.length > 0) return found
  const last = lines.map((line) => line.trim()).filter((line) => line !== "" && !noise.test(line)).slice(-8)
  return last.length === 0
    ? [finding("output", "", "it failed and said nothing")]
    : last.map((line) => finding("output", "", line.slice(0, 400)))
}

/** `src/App.tsx(3,7): error TS2322: …` and `src/App.tsx:3:7 - error TS2322: …`; what is set in beneath says why. */
const compiler = (lines: ReadonlyArray<string>): ReadonlyArray<Finding> =>
  lines.flatMap((line, index) => {
    const match = /^(\S.*?)(?:\((\d+),(\d+)\)|:(\d+):(\d+) -): error (TS\d+): (.*)$/.exec(line)
    if (match === null) return []
    const [, file, line1, column1, line2, column2, rule = "types", message = ""] = match
    const why = whileTrue(lines.slice(index + 1), (next) => /^\s+\S/.test(next)).map((next) => next.trim())
    return [
      finding(rule, `${file}:${line1 ?? line2}:${column1 ?? column2}`, short([message, ...why].join(" ") || line))
    ]
  })

/**
 * oxlint's own format, in letters or in lines: `  × react(purity): …`, beneath it `    ╭─[src/pages/Home.tsx:3:7]` and the
 * code, then `  help: …`.
 */
const linter = (lines: ReadonlyArray<string>): ReadonlyArray<Finding> =>
  lines.flatMap((line, index) => {
    const said = /^\s{1,4}[x×!⚠]\s+(\S.*)$/.exec(line)?.[1]
    if (said === undefined) return []
    const block = whileTrue(lines.slice(index + 1), (next) => next.trim() !== "")
    const start = block.findIndex((next) => framed.test(next))
    const [, file, place] = framed.exec(block[start] ?? "") ?? []
    if (file === undefined || place === undefined) return []
    // A message of several lines goes on behind a bar.
    const whole = [said, ...block.slice(0, start).map((next) => next.replace(/^\s*[|│]?\s*/, ""))].join(" ")
    const [, plugin, rule, message] = /^([\w-]+)\(([\w/-]+)\): (.*)$/.exec(whole) ?? []
    const help = block.flatMap((next) => /^\s+help: (.*)$/.exec(next)?.[1] ?? []).join(" ")
    return [
      finding(
        plugin === undefined ? "lint" : `${plugin}/${rule}`,
        `${inApp(file)}:${place}`,
        short(`${message ?? whole}${help === "" ? "" : `; ${help}`}`)
      )
    ]
  })

const framed = /^\s+(?:,-|╭─)\[(.+?):(\d+:\d+)\]/

/** ESLint's own format: a file, then `  3:7  error  …  rule` beneath it. */
const listed = (lines: ReadonlyArray<string>): ReadonlyArray<Finding> => {
  let file = ""
  return lines.flatMap((line) => {
    if (/^(?:\/|[A-Za-z]:\\|src[/\\]).*\.[cm]?[jt]sx?$/.test(line)) file = inApp(line)
    const match = /^\s+(\d+:\d+)\s+(?:error|warning)\s+(.*?)(?:\s{2,}(\S+))?$/.exec(line)
    return match === null ? [] : [finding(match[3] ?? "lint", `${file}:${match[1]}`, (match[2] ?? line).trim())]
  })
}

/**
 * Vitest's ` FAIL  src/pages/Home.test.tsx > a page > renders`, with the reason that stands beneath it and the place in a
 * page, where it was thrown in one. What is only in the list (`× renders 12ms`) has no such part.
 */
const tests = (lines: ReadonlyArray<string>): ReadonlyArray<Finding> => {
  const failed = lines.flatMap((line, index) => {
    const name = /^\s*FAIL\s+(.*)$/.exec(line)?.[1]
    if (name === undefined) return []
    const block = whileTrue(lines.slice(index + 1), (next) => !/^\s*FAIL\s/.test(next))
    const reason = block.slice(0, 5).find((next) => /(?:Error|expected|received):?/i.test(next)) ?? "fails"
    const thrown = block.flatMap((next) => /^\s*❯ .*?(src[/\\]pages[/\\]\S+:\d+:\d+)/.exec(next)?.[1] ?? [])[0]
    return [
      finding(
        "test",
        name.trim().slice(0, 200),
        short(`${reason.trim()}${thrown === undefined ? "" : ` at ${thrown}`}`)
      )
    ]
  })
  const alone = lines.flatMap((line) => {
    const name = /^\s*[✗×]\s+(.*?)(?:\s+\d+ms)?$/.exec(line)?.[1]
    return name === undefined || failed.some(({ at }) => at.endsWith(name.slice(0, 100)))
      ? []
      : [finding("test", name.slice(0, 200), "fails")]
  })
  return linter(lines).length > 0 ? failed : [...failed, ...alone]
}

/** The path from the app's `src` on. */
const inApp = (file: string): string => file.replace(/^.*?[/\\](?=src[/\\])/, "")

const short = (text: string): string => text.slice(0, 400)

const whileTrue = (lines: ReadonlyArray<string>, holds: (line: string) => boolean): ReadonlyArray<string> => {
  const end = lines.findIndex((line) => !holds(line))
  return end < 0 ? lines : lines.slice(0, end)
}

const noise = /^(?:npm (?:error|ERR!) (?:Lifecycle|Exit|code|path|command|A complete log|\/)|> |at |node:internal)/

/** Whether the linter saw no file: a `.gitignore` further up names the folder it was started in. */
export const lintedNothing = (output: string): boolean => /^No files found to lint/m.test(output)

/** Why packages could not be fetched, where that is the network's or the registry's fault and no one else's. */
export const networkTrouble = (output: string): string | undefined =>
  /^.*\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|E5\d\d|E401|E403|SELF_SIGNED_CERT\w*|UNABLE_TO_\w+)\b.*$/m
    .exec(output)?.[0].replace(/^npm (?:error|ERR!)\s*/, "").trim()
