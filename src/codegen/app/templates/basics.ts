/** The app's plain components: buttons, surfaces, words and figures. */
import type { AppFile } from "../../AppFile.ts"

const button = String.raw`import type { ComponentProps } from "react"
import { Link } from "react-router"
import { cn } from "../lib/cn"

export type ButtonTone = "primary" | "neutral" | "danger"

const base =
  "relative z-[1] inline-flex min-h-10 items-center justify-center gap-2 rounded-lg px-4 py-2 text-sm font-semibold " +
  "text-balance transition-colors sm:whitespace-nowrap disabled:cursor-not-allowed disabled:opacity-60 " +
  // In the rows of a table they are small and have no edge, but not in a dialog that one of them opens.
  "sm:[td_&:not(dialog_*)]:min-h-8 sm:[td_&:not(dialog_*)]:border-transparent sm:[td_&:not(dialog_*)]:px-2.5 " +
  "sm:[td_&:not(dialog_*)]:py-1 sm:[td_&:not(dialog_*)]:shadow-none"

const tones: Record<ButtonTone, string> = {
  primary: "border border-accent-strong/30 bg-accent text-on-accent shadow-xs hover:bg-accent-hover",
  neutral: "border border-border bg-surface text-foreground shadow-xs hover:bg-subtle",
  danger: "border border-danger/40 bg-surface text-danger shadow-xs hover:bg-danger-soft"
}

/** A button; busy shows that what it started is under way, and keeps it from being started twice. */
export function Button(
  { tone = "neutral", busy = false, className, children, disabled, ...rest }:
    & ComponentProps<"button">
    & { tone?: ButtonTone; busy?: boolean }
) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled === true || busy}
      aria-busy={busy}
      className={cn(base, tones[tone], className)}
    >
      {busy && (
        <span
          aria-hidden="true"
          className="size-4 animate-spin rounded-full border-2 border-current border-r-transparent"
        />
      )}
      {children}
    </button>
  )
}

/** A link to another page that looks like a button. */
export function LinkButton(
  { tone = "neutral", className, ...rest }: ComponentProps<typeof Link> & { tone?: ButtonTone }
) {
  return <Link {...rest} className={cn(base, tones[tone], className)} />
}

/** A link to another page, among words. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      {...rest}
      className={cn(
        "relative z-[1] inline-flex min-h-6 items-center font-medium text-accent-strong underline decoration-accent-strong/40 " +
          "underline-offset-4 hover:decoration-accent-strong",
        className
      )}
    />
  )
}

/** A row of buttons and links. */
export function Actions({ className, ...rest }: ComponentProps<"div">) {
  return <div {...rest} className={cn("flex flex-wrap items-center gap-x-3 gap-y-2 empty:hidden in-[form]:col-span-full in-[form]:pt-1 print:hidden sm:[td_&:not(dialog_*)]:flex-nowrap", className)} />
}
`

const level = String.raw`import { createContext } from "react"

/** The level of a heading that stands here, so that none is skipped: below the title of a section it is one deeper. */
export const LevelContext = createContext<2 | 3>(2)
`

const surfaces = String.raw`import type { ComponentProps, ReactNode } from "react"
import { cn } from "../lib/cn"
import { LevelContext } from "./level"

/** A surface of its own: one thing, or things that belong together. */
export function Card({ title, className, children, ...rest }: Omit<ComponentProps<"section">, "title"> & { title?: ReactNode }) {
  return (
    <section
      {...rest}
      className={cn("relative min-w-0 space-y-4 rounded-xl border border-border bg-surface p-5 shadow-xs sm:p-6", className)}
    >
      {title === undefined ? children : (
        <>
          <h2 className="text-base font-semibold tracking-tight">{title}</h2>
          <LevelContext value={3}>{children}</LevelContext>
        </>
      )}
    </section>
  )
}

/** A part of a page, with its heading. */
export function Section(
  { title, className, children, ...rest }: Omit<ComponentProps<"section">, "title"> & { title?: ReactNode }
) {
  return (
    <section {...rest} className={cn("min-w-0 space-y-4 empty:hidden", className)}>
      {title === undefined ? children : (
        <>
          <h2 className="text-lg font-semibold tracking-tight">{title}</h2>
          <LevelContext value={3}>{children}</LevelContext>
        </>
      )}
    </section>
  )
}

const columnClass = {
  1: "grid-cols-1",
  2: "sm:grid-cols-2",
  3: "sm:grid-cols-2 xl:grid-cols-3",
  4: "sm:grid-cols-2 xl:grid-cols-4"
} as const

/** Things side by side, below each other on a phone. */
export function Grid({ columns = 3, className, ...rest }: ComponentProps<"div"> & { columns?: 1 | 2 | 3 | 4 }) {
  return <div {...rest} data-grid="" className={cn("grid gap-4 empty:hidden max-sm:has-[>[data-figure]]:grid-cols-2", columnClass[columns], className)} />
}

/** Things in one line, wrapping where they must. */
export function Row({ className, ...rest }: ComponentProps<"div">) {
  return <div {...rest} className={cn("flex min-w-0 flex-wrap items-center gap-x-4 gap-y-2 empty:hidden has-[>h2:first-child]:justify-between", className)} />
}

/** Search, filters and actions above what they work on. */
export function Toolbar({ className, ...rest }: ComponentProps<"div">) {
  return <div {...rest} className={cn("flex flex-wrap items-end gap-3 empty:hidden print:hidden", className)} />
}
`

const page = String.raw`import type { ReactNode } from "react"
import { appName } from "../lib/product"
import { cn } from "../lib/cn"

const layouts = {
  stack: "space-y-6",
  "two-column": "space-y-6",
  dashboard: "space-y-6",
  centered: "mx-auto max-w-2xl space-y-6"
} as const

/** A page: its title (also the document's), what may be done on it, and its content. */
export function Page(
  { title, heading, description, actions, hero = false, layout = "stack", children }: {
    title: string
    /** The name of what it shows, in place of the title as soon as that is known. */
    heading?: string | undefined
    description?: ReactNode
    actions?: ReactNode
    /** Where a product introduces itself: the heading stands large on a surface of its own. */
    hero?: boolean
    layout?: keyof typeof layouts
    children?: ReactNode
  }
) {
  const shown = heading === undefined || heading.trim() === "" ? title : heading
  return (
    <div data-state="ready" className={cn("min-w-0", layouts[layout])}>
      <title>{shown === appName ? appName : shown + " · " + appName}</title>
      {hero ? <Hero title={shown} description={description} actions={actions} /> : (
        <PageHeader title={shown} description={description} actions={actions} />
      )}
      {children}
    </div>
  )
}

interface HeaderProps {
  title: string
  description?: ReactNode
  actions?: ReactNode
}

const bar = "flex flex-wrap items-center gap-2 empty:hidden print:hidden"

/** On a phone four or more stand in two columns, as wide as the page. */
const many = "max-sm:has-[>:nth-child(4)]:grid max-sm:has-[>:nth-child(4)]:w-full max-sm:has-[>:nth-child(4)]:grid-cols-2"

/** The heading of a page, with what can be done on it beside it. */
export function PageHeader({ title, description, actions }: HeaderProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <div className="min-w-0 space-y-1.5">
        <h1 className="text-2xl font-bold tracking-tight text-balance break-words sm:text-3xl">{title}</h1>
        {description !== undefined && <p className="max-w-prose text-pretty text-muted">{description}</p>}
      </div>
      {actions !== undefined && <div className={cn(bar, many)}>{actions}</div>}
    </header>
  )
}

function Hero({ title, description, actions }: HeaderProps) {
  return (
    <header className="relative isolate overflow-hidden rounded-2xl border border-border bg-surface px-6 py-10 shadow-xs sm:px-10 sm:py-14">
      <div aria-hidden="true" className="absolute inset-0 -z-10 bg-linear-to-br from-accent-soft to-transparent" />
      <div className="max-w-2xl space-y-4">
        <h1 className="text-3xl font-bold tracking-tight text-balance break-words sm:text-4xl">{title}</h1>
        {description !== undefined && <p className="text-lg text-pretty text-foreground">{description}</p>}
        {actions !== undefined && <div className={cn(bar, "pt-2")}>{actions}</div>}
      </div>
    </header>
  )
}

/** A wide column and a narrow one beside it. */
export function TwoColumns({ main, aside }: { main: ReactNode; aside: ReactNode }) {
  return (
    <div className="grid gap-6 lg:grid-cols-3 lg:items-start">
      <div className="min-w-0 space-y-6 lg:col-span-2">{main}</div>
      <div className="min-w-0 space-y-6">{aside}</div>
    </div>
  )
}
`

const words = String.raw`import { type ComponentProps, type ReactNode, use, useState } from "react"
import { cn } from "../lib/cn"
import { humanise, toneOf } from "../lib/format"
import { safeImage, safeUrl, toText } from "../lib/values"
import { LevelContext } from "./level"

const headingClass = {
  2: "text-lg font-semibold tracking-tight",
  3: "text-base font-semibold tracking-tight"
} as const

/** A heading below the page's own. */
export function Heading({ level = 2, className, children }: { level?: 2 | 3; className?: string; children: ReactNode }) {
  const deepest = use(LevelContext)
  const Tag = level === 2 || deepest === 2 ? "h2" : "h3"
  return <Tag className={cn("break-words", headingClass[level], className)}>{children}</Tag>
}

/** A paragraph. */
export function Text({ className, ...rest }: ComponentProps<"p">) {
  return <p {...rest} className={cn("max-w-prose break-words whitespace-pre-line text-pretty text-muted", className)} />
}

export type BadgeTone = "primary" | "neutral" | "danger" | "success" | "warning"

const badgeTones: Record<BadgeTone, string> = {
  primary: "bg-accent-soft text-accent-strong",
  neutral: "bg-subtle text-foreground",
  danger: "bg-danger-soft text-danger",
  success: "bg-success-soft text-success",
  warning: "bg-warning-soft text-warning"
}

/** A short word about a thing. */
export function Badge({ tone = "neutral", children }: { tone?: BadgeTone; children: ReactNode }) {
  return (
    <span className={cn("inline-flex items-center rounded-full px-2.5 py-0.5 text-xs font-medium in-[td]:whitespace-nowrap", badgeTones[tone])}>
      {children}
    </span>
  )
}

/** A value of a list of values (a status, a kind), coloured by what it says. */
export function StatusBadge({ value }: { value: unknown }) {
  const text = toText(value)
  return text === "" ? <span className="text-muted">–</span> : <Badge tone={toneOf(text)}>{humanise(text)}</Badge>
}

/** A figure and what it counts. */
export function Stat({ label, value, hint }: { label: string; value: ReactNode; hint?: ReactNode }) {
  const text = typeof value === "string" || typeof value === "number" ? String(value) : ""
  const isFigure = /\d/.test(text) && text.replace(/[^\p{L}]/gu, "").length <= 3
  return (
    <div data-figure="" className="@container relative min-w-0 grow basis-44 rounded-xl border border-border bg-surface p-4 shadow-xs sm:p-5">
      <p className="text-sm font-medium text-muted">{label}</p>
      <p
        className={cn(
          "mt-1 text-2xl leading-9 font-semibold tracking-tight tabular-nums",
          isFigure ? "whitespace-nowrap" : "break-words"
        )}
        // A long figure gets smaller rather than broken: a digit is about 0.6 as wide as its font size.
        style={isFigure ? { fontSize: "min(1.5rem, " + Math.floor(160 / text.length) + "cqi)" } : undefined}
      >
        {value}
      </p>
      {hint !== undefined && <div className="mt-1 text-sm text-muted">{hint}</div>}
    </div>
  )
}

/**
 * A picture from an address in the data; a quiet placeholder where there is none or it cannot be loaded. It fills the
 * item of a list; elsewhere it takes no more room than a picture of what is described beside it needs.
 */
export function Picture({ src, alt, className }: { src: unknown; alt: string; className?: string }) {
  const url = safeImage(src)
  const [failed, setFailed] = useState("")
  const shape = cn("aspect-[4/3] w-full max-w-80 rounded-lg border border-border bg-subtle object-cover in-[li]:max-w-none in-[td]:w-16 in-[[data-grid]]:max-w-none", className)
  return url === undefined || failed === url
    ? (
      <div role="img" aria-label={alt} className={cn(shape, "flex items-center justify-center text-3xl font-semibold text-muted")}>
        {alt.slice(0, 1).toUpperCase()}
      </div>
    )
    : <img src={url} alt={alt} loading="lazy" onError={() => setFailed(url)} className={shape} />
}

/** A link that leaves the app; plain text where the address is not a web address. */
export function ExternalLink({ href, children }: { href: unknown; children?: ReactNode }) {
  const url = safeUrl(href)
  const label = children ?? toText(href).replace(/^https?:\/\/(?:www\.)?|\/$/g, "")
  return url === undefined
    ? <>{label === "" ? "–" : label}</>
    : (
      <a
        href={url}
        target="_blank"
        rel="noreferrer"
        className="relative z-[1] font-medium break-words text-accent-strong underline decoration-accent-strong/40 underline-offset-4 hover:decoration-accent-strong"
      >
        {label}
      </a>
    )
}

/** An e-mail address to write to. */
export function EmailLink({ address }: { address: unknown }) {
  const text = toText(address)
  const at = Math.max(0, text.indexOf("@"))
  return text === "" ? <>–</> : (
    <a
      href={"mailto:" + encodeURIComponent(text).replace("%40", "@")}
      className="relative z-[1] font-medium break-words text-accent-strong underline decoration-accent-strong/40 underline-offset-4 hover:decoration-accent-strong"
    >
      {text.slice(0, at)}
      <wbr />
      {text.slice(at)}
    </a>
  )
}
`

/** The files of these components. */
export const basicComponents: ReadonlyArray<AppFile> = [
  { path: "src/components/Button.tsx", content: button },
  { path: "src/components/Surfaces.tsx", content: surfaces },
  { path: "src/components/Page.tsx", content: page },
  { path: "src/components/Words.tsx", content: words },
  { path: "src/components/level.ts", content: level }
]
