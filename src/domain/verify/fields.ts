/** What is put into a form: values it has to take, and values it has to refuse. Pure. */
import { DateTime } from "effect"
import type { FormField } from "../PageIr.ts"

/** A control as the page shows it: as in `codegen/probe.ts`. */
export interface FormControl {
  readonly selector: string
  readonly tag: "input" | "textarea" | "select"
  readonly type: string
  readonly label: string
  readonly required: boolean
  readonly min: string
  readonly max: string
  readonly step: string
  /** -1 for none. */
  readonly minLength: number
  readonly maxLength: number
  readonly pattern: string
  /** Media types that a control for files takes: `image/png,image/jpeg`; `""` for any. */
  readonly accept: string
  readonly options: ReadonlyArray<string>
  readonly value: string
}

/** A value for a control; a tick is `true` or `false`, a file the name of one of {@link sampleFiles}, a choice {@link anyChoice}. `undefined` leaves it as it is. */
export interface Filled {
  readonly control: FormControl
  readonly value: string | undefined
}

/** The value of a combobox of which any choice will do. */
export const anyChoice = "any choice"

/** What the page's description knows of a control beside what the control says of itself. */
const describedBy = (control: FormControl, fields: ReadonlyArray<FormField>): FormField | undefined =>
  fields.find(({ label }) => label !== "" && plain(control.label) === plain(label))
    ?? fields.find(({ label }) => label !== "" && plain(control.label).startsWith(plain(label)))

const plain = (label: string): string => label.toLowerCase().replace(/\(optional\)|[*:]/g, "").trim()

const limit = (
  control: FormControl,
  field: FormField | undefined,
  rule: "min" | "max" | "minLength" | "maxLength"
): number => {
  const own =
    { min: control.min, max: control.max, minLength: `${control.minLength}`, maxLength: `${control.maxLength}` }[rule]
  const bound = field?.rules.find((one) => one.rule === rule)?.value ?? own
  const number = bound === "" ? Number.NaN : Number(bound)
  return rule.endsWith("Length") && number < 0 ? Number.NaN : number
}

/**
 * A value for each control that the form has to take.
 * @param world - `2026-11-22` for dates; the app's own origin for addresses, so that a picture is not looked for elsewhere
 */
export const validValues = (
  controls: ReadonlyArray<FormControl>,
  fields: ReadonlyArray<FormField>,
  { origin, today }: { readonly today: string; readonly origin: string }
): ReadonlyArray<Filled> => {
  let dates = 0
  return controls.map((control): Filled => {
    const field = describedBy(control, fields)
    if (control.tag === "select") {
      return {
        control,
        value: control.options.includes(control.value) && control.value !== ""
          ? control.value
          : control.options.find((option) => option !== "")
      }
    }
    switch (control.type) {
      case "combobox":
        // What there is to choose shows when it is open; what was chosen is found again by its words.
        return { control, value: control.value === "" ? anyChoice : control.value }
      case "checkbox":
        return { control, value: control.required ? "true" : undefined }
      case "radio":
        return { control, value: "true" }
      case "file":
        return { control, value: fileFor(control) }
      case "date":
      case "datetime-local":
        // Forms ask for beginnings before endings.
        return { control, value: dateFor(control, field, today, dates++) }
      case "time":
        return { control, value: "10:00" }
      case "month":
        return { control, value: today.slice(0, 7) }
      case "number":
      case "range":
        return { control, value: `${numberFor(control, field)}` }
      default:
        return { control, value: textFor(control, field, origin) }
    }
  })
}

/** Small files to choose, by their names: each is what its ending says. */
export const sampleFiles: ReadonlyMap<string, { readonly mediaType: string; readonly base64: string }> = new Map([
  ["sample.png", {
    mediaType: "image/png",
    base64: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
  }],
  ["sample.pdf", {
    mediaType: "application/pdf",
    base64: "JVBERi0xLjQKMSAwIG9iago8PC9UeXBlL0NhdGFsb2c+PgplbmRvYmoKdHJhaWxlcjw8L1Jvb3QgMSAwIFI+PgolJUVPRgo="
  }],
  ["sample.txt", { mediaType: "text/plain", base64: "U3ByaW5nIGZhaXIK" }]
])

/** One that the control takes; of what it takes alone. */
const fileFor = ({ accept }: FormControl): string | undefined => {
  const types = accept.split(",").map((type) => type.trim()).filter((type) => type !== "")
  const takes = (name: string, mediaType: string) =>
    types.some((type) => type === mediaType || type === mediaType.replace(/\/.*/, "/*") || name.endsWith(type))
  const names = [...sampleFiles].flatMap(([name, { mediaType }]) =>
    types.length === 0 || takes(name, mediaType) ? [name] : []
  )
  return names[0]
}

const numberFor = (control: FormControl, field: FormField | undefined): number => {
  const min = limit(control, field, "min")
  const max = limit(control, field, "max")
  const wished = Number.isNaN(min) ? (Number.isNaN(max) ? 2 : Math.min(2, max)) : Math.max(2, min)
  return Number.isNaN(max) ? wished : Math.min(wished, max)
}

const dateFor = (control: FormControl, field: FormField | undefined, today: string, index: number): string => {
  const past = /birth|since|joined|founded|borrowed|purchased|bought|received|happened/i.test(control.label)
  const day = addDays(today, past ? index - 400 : index + 7)
  const bounds = field?.rules ?? []
  const min = bounds.find(({ rule }) => rule === "min")?.value ?? control.min
  const max = bounds.find(({ rule }) => rule === "max")?.value ?? control.max
  const within = [min, max].some((bound) => /^\d{4}-/.test(bound))
    ? (min !== "" && day < min.slice(0, 10)
      ? min.slice(0, 10)
      : max !== "" && day > max.slice(0, 10)
      ? max.slice(0, 10)
      : day)
    : day
  return control.type === "date" ? within : `${within}T10:00`
}

const addDays = (day: string, days: number): string =>
  DateTime.formatIsoDateUtc(DateTime.add(DateTime.makeUnsafe(`${day}T00:00:00Z`), { days }))

const textFor = (control: FormControl, field: FormField | undefined, origin: string): string => {
  const { label, type } = control
  const kind = field?.control ?? type
  const min = limit(control, field, "minLength")
  const max = limit(control, field, "maxLength")
  const text = type === "email" || kind === "email" || /e-?mail/i.test(label)
    ? "alex.morgan@example.com"
    : type === "password" || kind === "password"
    ? "Correct-horse-9-battery"
    : type === "url" || kind === "url" ||
        /website|\burl\b|web address|picture|photo|image|avatar|logo|cover/i.test(label)
    ? `${origin}/icon.svg`
    : type === "tel" || /phone|mobile/i.test(label)
    ? "+44 20 7946 0018"
    : type === "color"
    ? "#336699"
    : /post ?code|zip/i.test(label)
    ? "10115"
    : /\b(first|last|full|your)? ?name\b/i.test(label)
    ? "Alex Morgan"
    : "Spring fair"
  const long = Number.isNaN(min) || text.length >= min ? text : text.padEnd(min, " and more of the same")
  return Number.isNaN(max) ? long : long.slice(0, max).trim()
}

/** A value that a control has to refuse, for one that refuses any; nothing where every control takes everything. */
export const invalidValues = (
  controls: ReadonlyArray<FormControl>,
  fields: ReadonlyArray<FormField>
): ReadonlyArray<Filled> =>
  controls.flatMap((control): ReadonlyArray<Filled> => {
    const field = describedBy(control, fields)
    if (control.tag === "select") {
      return required(control, field) && control.options.includes("")
        ? [{ control, value: "" }]
        : []
    }
    const max = limit(control, field, "max")
    const min = limit(control, field, "min")
    switch (control.type) {
      case "checkbox":
        return control.required ? [{ control, value: "false" }] : []
      case "radio":
      case "range":
      case "color":
        return []
      case "file":
        // As it stands, nothing is chosen.
        return required(control, field) ? [{ control, value: undefined }] : []
      case "number":
        return Number.isNaN(max)
          ? Number.isNaN(min) ? emptied(control, field) : [{ control, value: `${min - 1}` }]
          : [{ control, value: `${max + 1}` }]
      case "email":
        return [{ control, value: "not an address" }]
      case "url":
        return [{ control, value: "not an address" }]
      default:
        return emptied(control, field)
    }
  })

const required = (control: FormControl, field: FormField | undefined): boolean =>
  control.required || field?.required === true

const emptied = (control: FormControl, field: FormField | undefined): ReadonlyArray<Filled> =>
  required(control, field) ? [{ control, value: "" }] : []
