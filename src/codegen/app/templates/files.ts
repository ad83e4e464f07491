/** Files in the app: choosing one in a form, and opening one that is there. */
import type { AppFile } from "../../AppFile.ts"

const lib = String.raw`/**
 * Files as the API takes them: data URLs (RFC 2397) that carry their name, data:application/pdf;name=plan.pdf;base64,…
 * What a server keeps elsewhere has the address it is kept at.
 */
import { safeUrl, toText } from "./values"

/** Media types by the endings of file names, for browsers that do not know them. */
const endings: Readonly<Record<string, string>> = {
  csv: "text/csv",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  gif: "image/gif",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  pdf: "application/pdf",
  png: "image/png",
  txt: "text/plain",
  webp: "image/webp",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
}

const titles: Readonly<Record<string, string>> = {
  "application/pdf": "PDF",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
  "image/jpeg": "JPEG",
  "image/webp": "WebP",
  "text/plain": "text"
}

/** Media types as a person calls them: "PNG, JPEG or GIF". */
export const typeNames = (accept: ReadonlyArray<string>): string => {
  const names = accept.map((type) => titles[type] ?? (type.split("/").at(-1) ?? type).toUpperCase())
  return names.length < 2 ? names.join("") : names.slice(0, -1).join(", ") + " or " + names.at(-1)
}

const numbers = new Intl.NumberFormat("en", { maximumFractionDigits: 1 })

/** A size as a person reads it: 1.5 MB. */
export const formatSize = (bytes: number): string =>
  bytes < 1000
    ? bytes + (bytes === 1 ? " byte" : " bytes")
    : bytes < 1_000_000
    ? Math.round(bytes / 1000) + " kB"
    : numbers.format(bytes / 1_000_000) + " MB"

/** What is known of a file from its value: its name, its size and where it can be had; undefined for none that is safe. */
export const fileOf = (value: unknown): { name: string; size: string; href: string; isImage: boolean } | undefined => {
  const text = toText(value)
  const [, type = "", parameters = "", data = ""] = /^data:([^;,]*)((?:;[^;,]*)*),(.*)$/s.exec(text) ?? []
  if (type !== "") {
    const name = /;name=([^;]+)/.exec(parameters)?.[1]
    const bytes = parameters.endsWith(";base64") ? Math.floor(data.replace(/=+$/, "").length * 3 / 4) : decoded(data).length
    const isImage = /^image\/(png|jpeg|gif|webp)$/.test(type)
    return { name: name === undefined ? (isImage ? "Picture" : "File") : decoded(name), size: formatSize(bytes), href: text, isImage }
  }
  const href = safeUrl(value)
  if (href === undefined) return undefined
  const name = decoded(href.split(/[?#]/)[0]?.split("/").at(-1) ?? "")
  return { name: name || href, size: "", href, isImage: /\.(png|jpe?g|gif|webp)$/i.test(name) }
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The data URL of a file, or in words why it cannot be taken. A picture that is too large is made smaller. */
export const readFile = async (
  file: File,
  accept: ReadonlyArray<string>,
  maxBytes: number
): Promise<{ url: string } | { refused: string }> => {
  const byName = endings[file.name.split(".").at(-1)?.toLowerCase() ?? ""] ?? ""
  const type = accept.includes(file.type) ? file.type : accept.includes(byName) ? byName : ""
  if (type === "") return { refused: file.name + " cannot be used here. Choose a file of type " + typeNames(accept) + "." }
  const isLarge = file.size > maxBytes
  const smaller = isLarge && /^image\/(png|jpeg|webp)$/.test(type) ? await shrink(file) : undefined
  if (isLarge && (smaller === undefined || smaller.size > maxBytes)) {
    return { refused: file.name + " has " + formatSize(file.size) + ". Choose a file of at most " + formatSize(maxBytes) + "." }
  }
  const kept = smaller ?? file
  const data = await dataOf(kept)
  return data === undefined
    ? { refused: file.name + " could not be read. Choose it again." }
    : { url: "data:" + (smaller === undefined ? type : smaller.type) + ";name=" + encodeURIComponent(file.name).slice(0, 300).replace(/%[0-9A-F]?$/i, "") + ";base64," + data }
}

/** What stands in base64; undefined for what cannot be read. */
const dataOf = (blob: Blob): Promise<string | undefined> =>
  new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(typeof reader.result === "string" ? reader.result.slice(reader.result.indexOf(",") + 1) : undefined)
    reader.onerror = () => resolve(undefined)
    reader.readAsDataURL(blob)
  })

const longestSide = 1600

/** A picture as large as a screen needs it; undefined where this browser cannot make one. */
const shrink = async (file: File): Promise<Blob | undefined> => {
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
    const canvas = document.createElement("canvas")
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), "image/jpeg", 0.85))
  } catch {
    return undefined
  }
}
`

const field = String.raw`import { useId, useRef, useState } from "react"
import { cn } from "../lib/cn"
import { fileOf, formatSize, readFile, typeNames } from "../lib/files"
import { safeImage } from "../lib/values"
import { Button } from "./Button"
import { Frame } from "./Field"

/** Chooses a file; its value is a data URL, or the address of one that is there. Made for <Controller render={({ field }) => …} />. */
export function FileField({ accept, error, help, label, maxBytes, name, onBlur, onChange, ref, required, value = "" }: {
  label: string
  help?: string
  /** What is wrong with the value. */
  error?: string | undefined
  required?: boolean
  /** Media types that are taken. */
  accept: ReadonlyArray<string>
  maxBytes: number
  name: string
  value: string | undefined
  onChange: (value: string) => void
  onBlur?: () => void
  ref?: (element: HTMLInputElement | null) => void
}) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState("")
  const [isReading, setReading] = useState(false)
  const chosen = fileOf(value)
  const wrong = refused === "" ? error : refused
  const picture = chosen?.isImage === true || accept.every((type) => type.startsWith("image/")) ? safeImage(value) : undefined
  const choose = async (file: File | undefined) => {
    if (file === undefined) return
    setReading(true)
    const read = await readFile(file, accept, maxBytes)
    setReading(false)
    setRefused("refused" in read ? read.refused : "")
    onChange("url" in read ? read.url : "")
  }
  const remove = () => {
    if (input.current !== null) {
      input.current.value = ""
      input.current.focus()
    }
    setRefused("")
    onChange("")
  }
  return (
    <Frame
      wide
      id={id}
      label={label}
      help={(help === undefined ? "" : help + " ") + typeNames(accept) + ", at most " + formatSize(maxBytes) + "."}
      error={wrong}
      required={required}
    >
      <input
        id={id}
        ref={(element) => {
          input.current = element
          ref?.(element)
        }}
        type="file"
        name={name}
        accept={accept.join(",")}
        aria-describedby={id + "-help" + (wrong === undefined ? "" : " " + id + "-error")}
        aria-invalid={wrong !== undefined}
        aria-required={required === true}
        onBlur={onBlur}
        onChange={(event) => void choose(event.target.files?.[0])}
        className={cn(
          "block w-full rounded-lg border bg-surface text-sm text-muted shadow-xs file:mr-3 file:h-10 file:border-0 file:border-r " +
            "file:border-border file:bg-subtle file:px-4 file:text-sm file:font-semibold file:text-foreground",
          wrong === undefined ? "border-control" : "border-danger"
        )}
      />
      <p role="status" className="sr-only">
        {isReading ? "Reading the file…" : chosen === undefined ? "" : chosen.name + " is chosen."}
      </p>
      {chosen !== undefined && (
        <div className="flex items-center gap-3 rounded-lg border border-border bg-subtle/60 p-2">
          {picture !== undefined && <img src={picture} alt="" className="size-14 shrink-0 rounded-md border border-border object-cover" />}
          <p className="min-w-0 flex-1 text-sm break-words">
            {chosen.name}
            {chosen.size !== "" && <span className="text-muted"> {chosen.size}</span>}
          </p>
          <Button aria-label={"Remove " + chosen.name} onClick={remove}>Remove</Button>
        </div>
      )}
    </Frame>
  )
}
`

const link = String.raw`import { fileOf } from "../lib/files"

/** A file to open or save, by its name. */
export function FileLink({ value }: { value: unknown }) {
  const file = fileOf(value)
  if (file === undefined) return <>–</>
  const isHere = file.href.startsWith("data:")
  return (
    <span className="break-words">
      <a
        href={file.href}
        {...(isHere ? { download: file.name } : { target: "_blank", rel: "noreferrer" })}
        className="relative z-[1] inline-flex min-h-6 items-center font-medium text-accent-strong underline underline-offset-4"
      >
        {file.name}
      </a>
      {file.size !== "" && <span className="ml-2 text-muted">{file.size}</span>}
    </span>
  )
}
`

/** What the app has for files. */
export const fileFiles: ReadonlyArray<AppFile> = [
  { path: "src/lib/files.ts", content: lib },
  { path: "src/components/FileField.tsx", content: field },
  { path: "src/components/FileLink.tsx", content: link }
]
