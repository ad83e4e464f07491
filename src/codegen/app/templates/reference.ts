/** The app's control for a reference: a plain list of few things, a search among many. */
import type { AppFile } from "../../AppFile.ts"

const referenceField = String.raw`import { type KeyboardEvent, useDeferredValue, useId, useState } from "react"
import { cn } from "../lib/cn"
import { matchesSearch } from "../lib/values"
import { Frame, type Option, SelectField } from "./Field"
import { useFound, useReferenceName } from "./Reference"

const few = 20
const shownAtOnce = 50

interface ReferenceFieldProps {
  label: string
  help?: string
  /** What is wrong with the value. */
  error?: string
  required?: boolean
  /** What there is to choose from, as far as it is loaded. */
  options: ReadonlyArray<Option>
  /** What is chosen: all of the backend's are searched, not just the options; "" for the options alone. */
  entity?: string
  name: string
  value: string | undefined
  onChange: (value: string) => void
  onBlur?: () => void
  ref?: (element: HTMLInputElement | HTMLSelectElement | null) => void
}

/** Chooses one thing: from a list of few, by searching among many. Made for <Controller render={({ field }) => …} />. */
export function ReferenceField({ options, ...rest }: ReferenceFieldProps) {
  return options.length > few
    ? <Combobox options={options} {...rest} />
    : <Select options={options} {...rest} />
}

function Select({ entity = "", onChange, options, value = "", ...rest }: ReferenceFieldProps) {
  const known = value === "" || options.some((option) => option.value === value)
  const name = useReferenceName(known ? "" : entity, value)
  // What was chosen before stays a choice, though the list may not reach it.
  const all = known || name === "" ? options : [...options, { value, label: name }]
  return <SelectField {...rest} options={all} value={value} onChange={(event) => onChange(event.target.value)} />
}

function Combobox(
  { entity = "", error, help, label, name, onBlur, onChange, options, ref, required, value = "" }: ReferenceFieldProps
) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState<string | null>(null)
  const [active, setActive] = useState(0)
  const wanted = useDeferredValue(typed ?? "")
  const found = useFound(entity, wanted, open, options.length)
  const chosen = options.find((option) => option.value === value)
  const chosenName = useReferenceName(value === "" || chosen !== undefined ? "" : entity, value)
  const matching = found.options.length > 0 ? found.options : options
  const matches = matching.filter((option) => matchesSearch(option.label, typed ?? ""))
  const shown = matches.slice(0, shownAtOnce)
  const optionId = (index: number) => id + "-option-" + index
  const close = () => {
    setOpen(false)
    setTyped(null)
  }
  const choose = (option: Option | undefined) => {
    if (option === undefined) return
    onChange(option.value)
    close()
  }
  const move = (index: number) => {
    setOpen(true)
    setActive(index)
    document.getElementById(optionId(index))?.scrollIntoView({ block: "nearest" })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    switch (event.key) {
      case "ArrowDown":
        move(open ? Math.min(active + 1, shown.length - 1) : 0)
        break
      case "ArrowUp":
        move(open ? Math.max(active - 1, 0) : shown.length - 1)
        break
      case "Enter":
        if (!open) return
        choose(shown[active])
        break
      case "Escape":
        if (!open) return
        event.stopPropagation()
        close()
        break
      default:
        return
    }
    event.preventDefault()
  }
  return (
    <Frame id={id} label={label} help={help} error={error} required={required}>
      <div className="relative">
        <input
          id={id}
          ref={ref}
          name={name}
          type="text"
          role="combobox"
          autoComplete="off"
          placeholder="Search…"
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls={id + "-list"}
          aria-activedescendant={open && shown[active] !== undefined ? optionId(active) : undefined}
          aria-describedby={[help === undefined ? "" : id + "-help", error === undefined ? "" : id + "-error"].join(" ").trim() || undefined}
          aria-invalid={error !== undefined}
          aria-required={required === true}
          value={typed ?? (chosen?.label ?? chosenName)}
          onClick={() => setOpen(true)}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setTyped(event.target.value)
            setOpen(true)
            setActive(0)
            if (event.target.value === "") onChange("")
          }}
          onBlur={() => {
            close()
            onBlur?.()
          }}
          className={cn(
            "block h-10 w-full rounded-lg border bg-surface px-3 text-base text-foreground shadow-xs placeholder:text-muted sm:text-sm",
            error === undefined ? "border-control" : "border-danger"
          )}
        />
        <div
          id={id + "-list"}
          role="listbox"
          tabIndex={-1}
          aria-label={label}
          className={cn(
            "absolute inset-x-0 top-full z-20 mt-1 max-h-60 overflow-y-auto rounded-lg border border-border bg-surface p-1 text-sm shadow-lg",
            !open && "hidden"
          )}
        >
          {shown.map((option, index) => (
            <div
              key={option.value}
              id={optionId(index)}
              role="option"
              tabIndex={-1}
              aria-selected={option.value === value}
              // The focus stays where one types.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(option)}
              onKeyDown={onKeyDown}
              className={cn(
                "cursor-pointer rounded-md px-3 py-2 break-words",
                index === active && "bg-subtle",
                option.value === value && "font-semibold"
              )}
            >
              {option.label}
            </div>
          ))}
        </div>
        <p role="status" className={open && shown.length < matches.length ? "mt-1 text-sm text-muted" : "sr-only"}>
          {!open
            ? ""
            : found.isLoading
            ? "Searching…"
            : shown.length === 0
            ? "Nothing found."
            : shown.length < matches.length
            ? "The first " + shown.length + ". Type to find others."
            : shown.length + " found."}
        </p>
      </div>
    </Frame>
  )
}
`

/** The file of this component. */
export const referenceComponents: ReadonlyArray<AppFile> = [
  { path: "src/components/ReferenceField.tsx", content: referenceField }
]
