/** The catalogue and the model settings as a person reads them. Pure. */
import { count, money } from "../domain/Format.ts"
import { catalogue, type Model, type ResolvedModel } from "../domain/Models.ts"
import { type Column, table } from "./Table.ts"

/** What each setting resolves to, then every model. */
export const modelLines = (
  settings: { readonly [Setting in keyof typeof settingNames]: ResolvedModel },
  region: { readonly value: string; readonly source: string }
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
    ...table([{ title: "setting" }, { title: "steps" }, { title: "model" }, { title: "from" }], rows),
    ...[...new Set(used.flatMap(({ warnings }) => warnings))].map((warning) => `! ${warning}`),
    "",
    ...table(modelColumns, catalogue.map(modelRow)),
    "",
    "Prices are US dollars for a million tokens. A geography goes before the id: us.anthropic.…"
  ]
}

const settingNames = {
  backend: "BACKEND_MODEL_ID",
  detection: "BEDROCK_DETECTION_MODEL_ID",
  ir: "BEDROCK_IR_MODEL_ID",
  react: "BEDROCK_REACT_MODEL_ID"
}

const modelColumns: ReadonlyArray<Column> = [
  { title: "model" },
  { title: "aliases" },
  { title: "geographies" },
  { title: "context", right: true },
  { title: "output", right: true },
  { title: "structured output" },
  { title: "in", right: true },
  { title: "out", right: true },
  { title: "end of life" }
]

const modelRow = (model: Model): ReadonlyArray<string> => [
  model.id,
  model.aliases.join(", "),
  [...model.geographies, ...model.onDemand ? ["on demand"] : []].join(", "),
  count(model.contextTokens),
  count(model.maxOutputTokens),
  model.structuredOutput,
  model.price === undefined ? "?" : money(model.price.input),
  model.price === undefined ? "?" : money(model.price.output),
  model.endOfLife ?? ""
]
