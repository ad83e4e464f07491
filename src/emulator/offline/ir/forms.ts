/** Forms, on their own pages and in dialogs. */
import type { Argument } from "../../../domain/PageIr.ts"
import type { Call, Property } from "../api.ts"
import { manyOf, oneOf } from "../things.ts"
import { lowerFirst, sentenceCase } from "../words.ts"
import { argument, type Sheet } from "./Sheet.ts"
import { doneText, formField, listFor, shapeOf } from "./values.ts"

export interface FormOptions {
  readonly parent: string
  readonly args: ReadonlyArray<Argument>
  /** Properties of the body that the arguments give. */
  readonly leaveOut: ReadonlyArray<string>
  /** `query.<id>` for the first values, or `""`. */
  readonly source: string
  readonly submitLabel: string
  /** The action to run when it was sent. */
  readonly onSuccess: string
  readonly invalidates: ReadonlyArray<string>
}

// Nobody knows an id by heart: what may be left out and cannot be chosen from a list is not asked for.
const canBeGiven = (sheet: Sheet, property: Property): boolean =>
  property.required || shapeOf(property) !== "reference" || listFor(sheet, property) !== undefined

/** A form for the whole body of an operation; nothing where the operation takes no body. */
export const formBlock = (sheet: Sheet, call: Call, options: FormOptions): void => {
  const properties = call.body.filter((property) =>
    property.schema.readOnly !== true && !options.leaveOut.includes(property.name) && canBeGiven(sheet, property)
  )
  const [first, ...rest] = properties.map((property) =>
    formField(property, call.kind, listQuery(sheet, property, options.parent))
  )
  if (first === undefined) return
  const mutation = sheet.mutation(call, {
    args: options.args,
    invalidates: options.invalidates,
    onSuccess: options.onSuccess,
    onError: `It was not possible to ${lowerFirst(call.summary)}.`
  })
  const node = sheet.node("form", options.parent, `${call.id} form`, { source: options.source, label: call.summary })
  sheet.forms.push({ node, mutation, submitLabel: options.submitLabel, fields: [first, ...rest] })
}

const listQuery = (sheet: Sheet, property: Property, parent: string) => {
  const list = shapeOf(property) === "reference" ? listFor(sheet, property) : undefined
  return list === undefined
    ? undefined
    : {
      query: sheet.query(list.call, [], parent, list.call.entity === "" ? "choices" : manyOf(list.call.entity)),
      title: list.title
    }
}

const savedText = (call: Call): string =>
  call.kind === "action"
    ? doneText(call)
    : call.kind === "create" && call.entity !== ""
    ? doneText(call)
    : `The ${call.entity === "" ? "entry" : oneOf(call.entity)} was saved.`

interface DialogOptions extends Pick<FormOptions, "args" | "leaveOut" | "source"> {
  /** Of the button, and of the dialog. */
  readonly label: string
  /** Where its button stands; default: in a toolbar of its own. */
  readonly bar?: string
  /** How much the button stands out; default: as the main thing to do. */
  readonly tone?: "primary" | "neutral"
  readonly submitLabel?: string
  /** Default: says that it was saved. The dialog closes by itself. */
  readonly onSuccess?: string
}

/** A button, and the dialog with the form that it opens. */
export const dialogForm = (
  sheet: Sheet,
  call: Call,
  { args, bar, label, leaveOut, onSuccess, source, submitLabel, tone = "primary" }: DialogOptions
): void => {
  const open = sheet.stateOf(`${call.id} open`, "boolean", "false")
  sheet.node("button", bar ?? sheet.node("toolbar", "", `${call.id} bar`), `${call.id} button`, {
    label,
    action: sheet.action(`open ${call.id}`, "setState", open, [argument("value", "literal", "true")]),
    visibleWhen: sheet.visibleFor(call),
    props: { tone }
  })
  const dialog = sheet.node("dialog", "", `${call.id} dialog`, { source: `state.${open}`, label: sentenceCase(label) })
  formBlock(sheet, call, {
    parent: dialog,
    args,
    leaveOut,
    source,
    submitLabel: submitLabel ??
      (/^edit/i.test(label) ? "Save changes" : /^(?:new|choose)/i.test(label) ? "Save" : label),
    onSuccess: onSuccess ?? sheet.action(`${call.id} saved`, "toast", savedText(call)),
    invalidates: sheet.queries.map(({ id }) => id)
  })
}
