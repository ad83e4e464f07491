/** The app's controls: labelled form fields, and the search and filters of a list. */
import type { AppFile } from "../../AppFile.ts"

const field = String.raw`import { type ComponentProps, type ReactNode, useId } from "react"
import { cn } from "../lib/cn"

const control =
  "block w-full rounded-lg border bg-surface px-3 text-base text-foreground shadow-xs placeholder:text-muted " +
  "disabled:opacity-60 sm:text-sm"

interface FieldProps {
  label: string
  help?: string
  /** What is wrong with the value. */
  error?: string
}

export interface Option {
  value: string
  label: string
}

const describe = (id: string, { error, help }: { error?: string; help?: string }): string | undefined =>
  [help === undefined ? "" : id + "-help", error === undefined ? "" : id + "-error"].filter((part) => part !== "")
    .join(" ") || undefined

/** A label, the control and what is said of it. */
export function Frame(
  { id, label, help, error, required, wide = false, children }:
    & FieldProps
    & { id: string; required?: boolean; wide?: boolean; children: ReactNode }
) {
  return (
    <div className={cn("min-w-0 space-y-1.5", wide && "col-span-full")}>
      <label htmlFor={id} className="block text-sm font-medium">
        {label}
        {required !== true && <span className="ml-1 font-normal text-muted">(optional)</span>}
      </label>
      {children}
      <Notes id={id} help={help} error={error} />
    </div>
  )
}

function Notes({ id, help, error }: { id: string; help?: string; error?: string }) {
  return (
    <>
      {help !== undefined && <p id={id + "-help"} className="text-sm text-muted">{help}</p>}
      {error !== undefined && <p id={id + "-error"} className="text-sm font-medium text-danger">{error}</p>}
    </>
  )
}

const aria = (id: string, props: { error?: string; help?: string; required?: boolean }) => ({
  id,
  "aria-describedby": describe(id, props),
  "aria-invalid": props.error !== undefined,
  "aria-required": props.required === true
})

/** One line: text, a number, a date, an e-mail address, a password, … by its type. */
export function TextField(
  { label, help, error, required, className, ...rest }: ComponentProps<"input"> & FieldProps
) {
  const id = useId()
  return (
    <Frame id={id} label={label} help={help} error={error} required={required}>
      <input
        type="text"
        {...rest}
        {...aria(id, { error, help, required })}
        className={cn(control, "h-10", error === undefined ? "border-control" : "border-danger", className)}
      />
    </Frame>
  )
}

/** Several lines. */
export function TextAreaField(
  { label, help, error, required, className, ...rest }: ComponentProps<"textarea"> & FieldProps
) {
  const id = useId()
  return (
    <Frame id={id} label={label} help={help} error={error} required={required} wide>
      <textarea
        rows={4}
        {...rest}
        {...aria(id, { error, help, required })}
        className={cn(control, "py-2", error === undefined ? "border-control" : "border-danger", className)}
      />
    </Frame>
  )
}

/** One of several. */
export function SelectField(
  { label, help, error, required, options, placeholder = "Choose…", className, ...rest }:
    & ComponentProps<"select">
    & FieldProps
    & { options: ReadonlyArray<Option>; placeholder?: string }
) {
  const id = useId()
  return (
    <Frame id={id} label={label} help={help} error={error} required={required}>
      <select
        {...rest}
        {...aria(id, { error, help, required })}
        className={cn(control, "h-10", error === undefined ? "border-control" : "border-danger", className)}
      >
        <option value="">{placeholder}</option>
        {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
    </Frame>
  )
}

/** Yes or no. */
export function CheckboxField({ label, help, error, className, ...rest }: ComponentProps<"input"> & FieldProps) {
  const id = useId()
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} className="flex min-h-10 items-center gap-3 text-sm font-medium">
        <input
          {...rest}
          {...aria(id, { error, help })}
          type="checkbox"
          className={cn("size-5 shrink-0 rounded border-control accent-accent-strong", className)}
        />
        {label}
      </label>
      <Notes id={id} help={help} error={error} />
    </div>
  )
}
`

const filters = String.raw`import { useEffect, useId, useState } from "react"
import { cn } from "../lib/cn"
import type { Option } from "./Field"

const control = "block h-10 w-full rounded-lg border border-control bg-surface px-3 text-base shadow-xs sm:text-sm"

/** Searches while one types, a quarter of a second after the last key. */
export function SearchBox(
  { label, value, onChange, placeholder }: {
    label: string
    value: string
    onChange: (value: string) => void
    placeholder?: string
  }
) {
  const id = useId()
  const [typed, setTyped] = useState(value)
  const [settled, setSettled] = useState(value)
  if (value !== settled) {
    setSettled(value)
    setTyped(value)
  }
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => onChange(typed), 250)
    return () => clearTimeout(timer)
  }, [typed, value, onChange])
  return (
    <div className="min-w-0 flex-1 basis-60 space-y-1.5 only:max-w-xl">
      <label htmlFor={id} className="block text-sm font-medium">{label}</label>
      <input
        id={id}
        type="search"
        value={typed}
        placeholder={placeholder}
        onChange={(event) => setTyped(event.target.value)}
        className={cn(control, "placeholder:text-muted")}
      />
    </div>
  )
}

/** Narrows a list to one of several values; the first option stands for all of them. */
export function FilterSelect(
  { label, value, onChange, options, allLabel = "All" }: {
    label: string
    value: string
    onChange: (value: string) => void
    options: ReadonlyArray<Option>
    allLabel?: string
  }
) {
  const id = useId()
  return (
    <div className="min-w-0 grow basis-36 space-y-1.5 sm:max-w-60">
      <label htmlFor={id} className="block text-sm font-medium">{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)} className={control}>
        {!options.some((option) => option.value === "") && <option value="">{allLabel}</option>}
        {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
    </div>
  )
}
`

/** The files of these components. */
export const inputComponents: ReadonlyArray<AppFile> = [
  { path: "src/components/Field.tsx", content: field },
  { path: "src/components/Filters.tsx", content: filters }
]
