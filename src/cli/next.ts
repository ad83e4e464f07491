/** What to do next: the last lines of a command that went well. Pure. */
import { Redacted } from "effect"
import { fit, width } from "../domain/Format.ts"
import { accountId } from "../emulator/Caller.ts"
import type { EmulatorRunOptions } from "./emulator.ts"

/**
 * What was made, and the commands that go on from there; no line wider than 80 columns where the folder's name is short.
 * @param program - how this program was called
 */
export const productLines = (
  program: string,
  folder: string,
  made: { readonly app: boolean; readonly offline: boolean; readonly replayed: boolean }
): ReadonlyArray<string> => [
  "",
  ...made.app
    ? [`The product is in ${folder}:`, ...described(parts)]
    : [`What was made so far is in ${folder}; run again without --until to go on from there.`],
  "",
  ...made.offline ? ["Rules made it, no language model: it shows the shape, not the quality."] : [],
  ...made.offline || made.replayed
    ? ["Nothing was spent: costs are what the same calls would come to on Bedrock.", ""]
    : [],
  ...described(
    (made.app ? commands : commands.slice(-1)).map(([command, what]) => [
      `${program} ${command} ${quoted(folder)}`,
      what
    ])
  )
]

const parts: ReadonlyArray<readonly [string, string]> = [
  ["prd.md", "what is to be built, and the brief's words for it"],
  ["ir/wireframes.html", "every page in boxes"],
  ["trace.html", "what became of each sentence of the brief"],
  ["app/", "the app; its README.md says how to go on with it"]
]

const commands: ReadonlyArray<readonly [string, string]> = [
  ["preview", "see the app run"],
  ["verify", "every gate, in a browser too"],
  ["log", "what was called: time, tokens, cost"]
]

const described = (rows: ReadonlyArray<readonly [string, string]>): ReadonlyArray<string> => {
  const widest = Math.max(...rows.map(([name]) => width(name)))
  return rows.map(([name, what]) => `  ${fit(name, widest)}  ${what}`)
}

/** The words that call this program again: its own name where it is installed under it. */
export const programName = (script: string, from: string): string => {
  const inside = script.startsWith(`${from}/`) ? script.slice(from.length + 1) : script
  return /\.[cm]?[jt]s$/.test(script) ? `node ${quoted(inside)}` : "dpg"
}

/** How another client finds the local Bedrock. */
export const emulatorLines = (url: string, options: EmulatorRunOptions): ReadonlyArray<string> => [
  `Local Bedrock at ${url}`,
  "",
  "For a client in another terminal:",
  "",
  `  export AWS_ENDPOINT_URL_BEDROCK_RUNTIME=${url}`,
  `  export AWS_ACCESS_KEY_ID=${quoted(options.accessKeyId)}`,
  `  export AWS_SECRET_ACCESS_KEY=${quoted(Redacted.value(options.secretAccessKey))}`,
  ...options.sessionToken._tag === "Some"
    ? [`  export AWS_SESSION_TOKEN=${quoted(Redacted.value(options.sessionToken.value))}`]
    : [],
  "  export AWS_REGION=us-east-1",
  ...options.apiKeys.slice(0, 1).flatMap((key) => [
    "",
    "Or, and it goes before the keys where both are set:",
    "",
    `  export AWS_BEARER_TOKEN_BEDROCK=${quoted(Redacted.value(key))}`
  ]),
  ...options.policy._tag === "Some"
    ? ["", `Who calls is a user of account ${accountId}, and may do what the policy allows there.`]
    : [],
  "",
  "Rules answer behind it, no language model. Ctrl-C stops it."
]

/** As a POSIX shell takes it for one word. */
const quoted = (word: string): string => /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
