/** The catalogue and the model settings as a person reads them. Pure. */
import { count } from "../domain/Format.ts"
import { catalogue, type Model, type ResolvedModel } from "../domain/Models.ts"
import { type Column, table } from "./Table.ts"

/**
 * What each setting resolves to, then every model.
 * @param room - columns of the terminal
 */
export const modelLines = (
  settings: { readonly [Setting in keyof typeof settingNames]: ResolvedModel },
  region: { readonly value: string; readonly source: string },
  room: number
): ReadonlyArray<string> => {
  const used = [settings.backend, settings.detection, settings.ir, settings.react]
  const rows = [
    [settingNames.backend, "02-prd, 03-backend", settings.backend.id, settings.backend.source],
    [settingNames.detection, "04a-pages", settings.detection.id, settings.detection.source],
    [settingNames.ir, "04b-ir", settings.ir.id, settings.ir.source],
    [settingNames.react, "05-react", settings.react.id, settings.react.source]
  ]
  return [
    `Region ${region.value} (${region.source})`,
    "",
    ...table(settingColumns, rows, room),
    ...[...new Set(used.flatMap(({ warnings }) => warnings))].map((warning) => `! ${warning}`),
    "",
    ...table(modelColumns, catalogue.map(modelRow), room),
    "",
    "Prices are US dollars for a million tokens. A geography goes before the id: us.anthropic.…",
    "Other spellings of the aliases (claude-sonnet-4.5, sonnet-4-5) are in --json."
  ]
}

const settingNames = {
  backend: "BACKEND_MODEL_ID",
  detection: "BEDROCK_DETECTION_MODEL_ID",
  ir: "BEDROCK_IR_MODEL_ID",
  react: "BEDROCK_REACT_MODEL_ID"
}

const settingColumns: ReadonlyArray<Column> = [
  { title: "setting" },
  { title: "steps", spare: 2 },
  { title: "model" },
  { title: "from", spare: 1 }
]

const modelColumns: ReadonlyArray<Column> = [
  { title: "model" },
  { title: "aliases" },
  { title: "geographies", spare: 3 },
  { title: "context", right: true, spare: 1 },
  { title: "output", right: true, spare: 2 },
  { title: "structured output", spare: 5 },
  { title: "in", right: true },
  { title: "out", right: true },
  { title: "end of life", spare: 4 }
]

const modelRow = (model: Model): ReadonlyArray<string> => [
  model.id,
  model.aliases.filter((alias) => !alias.startsWith("claude-") && !/\d-\d/.test(alias)).join(", "),
  [...model.geographies, ...model.onDemand ? ["on demand"] : []].join(", "),
  count(model.contextTokens),
  count(model.maxOutputTokens),
  model.structuredOutput,
  priced(model.price?.input),
  priced(model.price?.output),
  model.endOfLife ?? ""
]

const priced = (usd: number | undefined): string => usd === undefined ? "?" : `$${usd.toFixed(2)}`
