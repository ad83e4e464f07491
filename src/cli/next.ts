/** What to do next: the last lines of a command that went well. Pure. */
import { Redacted } from "effect"
import type { EmulatorRunOptions } from "./emulator.ts"

/** What was made, and the commands that go on from there. */
export const productLines = (
  folder: string,
  made: {
    readonly app: boolean
    readonly offline: boolean
    readonly replayed: boolean
    readonly fellBack: ReadonlyArray<{ readonly page: string }>
  }
) => [
  "",
  made.app
    ? `The product is in ${folder}: prd.md, backend/openapi.yaml, pages.yaml, ir/ and app/.`
    : `What was made so far is in ${folder}; run again without --until to go on from there.`,
  ...made.fellBack.length > 0
    ? [`Built from the skeleton, since no answer would do: ${made.fellBack.map(({ page }) => page).join(", ")}.`]
    : [],
  ...made.offline ? ["Rules made it, not a language model: it shows the shape, not the quality."] : [],
  ...made.offline || made.replayed
    ? ["Nothing was spent: the costs are what the same calls would come to on Amazon Bedrock."]
    : [],
  ...made.app ? ["", "See it run:", `  cd ${quoted(`${folder}/app`)} && npm install && npm run dev`] : [],
  "",
  "What it called, with time, tokens and cost:",
  `  dpg log ${quoted(folder)}`
]

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
  "",
  "Rules answer behind it, no language model. Ctrl-C stops it."
]

/** As a POSIX shell takes it for one word. */
const quoted = (word: string): string => /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
