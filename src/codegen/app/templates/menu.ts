/** The app's menus: what can be done with a thing, behind one button. */
import type { AppFile } from "../../AppFile.ts"

const menu = String
  .raw`import { Children, createContext, type KeyboardEvent, type ReactNode, use, useEffect, useRef, useState } from "react"
import { Link } from "react-router"
import { cn } from "../lib/cn"

const CloseContext = createContext<() => void>(() => undefined)

/**
 * A button that opens a menu of MenuItem elements. Arrow keys, Home, End and first letters move in it, Escape and a click
 * elsewhere close it, and the focus goes back to the button. The menu lies above everything, whatever it stands in.
 */
export function Menu({ label, button, wide = false, children }: {
  /** Says what the menu is about, to those who do not see it. */
  label: string
  /** What the button shows, in words; three dots, named by the label, where nothing is said. */
  button?: ReactNode
  /** As wide as what it stands in. */
  wide?: boolean
  children: ReactNode
}) {
  const [open, setOpen] = useState<"" | "first" | "last">("")
  const rootRef = useRef<HTMLDivElement>(null)
  const buttonRef = useRef<HTMLButtonElement>(null)
  const listRef = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const [list, root, anchor] = [listRef.current, rootRef.current, buttonRef.current]
    if (open === "" || list === null || root === null || anchor === null) return
    if ("showPopover" in list) list.showPopover()
    place(list, anchor)
    const items = itemsOf(list)
    items[open === "first" ? 0 : items.length - 1]?.focus({ preventScroll: true })
    const close = () => setOpen("")
    const outside = (event: Event) => {
      if (!(event.target instanceof Node) || !root.contains(event.target)) close()
    }
    document.addEventListener("pointerdown", outside)
    document.addEventListener("scroll", outside, true)
    window.addEventListener("resize", close)
    return () => {
      document.removeEventListener("pointerdown", outside)
      document.removeEventListener("scroll", outside, true)
      window.removeEventListener("resize", close)
      if ("hidePopover" in list && list.isConnected) list.hidePopover()
    }
  }, [open])
  const leave = () => {
    setOpen("")
    buttonRef.current?.focus({ preventScroll: true })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const items = listRef.current === null ? [] : itemsOf(listRef.current)
    const at = items.findIndex((item) => item === document.activeElement)
    const next = nextOf(event.key, at, items)
    if (event.key === "Escape") event.stopPropagation()
    if (event.key === "Escape" || event.key === "Tab") leave()
    if (next === undefined && event.key !== "Escape") return
    event.preventDefault()
    next?.focus({ preventScroll: true })
  }
  // A role may be allowed none of what it holds.
  if (Children.toArray(children).length === 0) return null
  return (
    <div ref={rootRef} className={cn("relative z-[1]", wide ? "w-full" : "inline-block")}>
      <button
        ref={buttonRef}
        type="button"
        aria-haspopup="menu"
        aria-expanded={open !== ""}
        aria-label={button === undefined ? label : undefined}
        onClick={() => setOpen(open === "" ? "first" : "")}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return
          event.preventDefault()
          setOpen(event.key === "ArrowDown" ? "first" : "last")
        }}
        className={cn(
          "inline-flex min-h-10 items-center justify-center rounded-lg hover:bg-subtle",
          wide ? "w-full gap-3 px-3 py-2 text-left" : "min-w-10"
        )}
      >
        {button ?? (
          <svg aria-hidden="true" viewBox="0 0 24 24" className="size-5" fill="currentColor">
            <circle cx="5" cy="12" r="1.75" />
            <circle cx="12" cy="12" r="1.75" />
            <circle cx="19" cy="12" r="1.75" />
          </svg>
        )}
      </button>
      <div
        ref={listRef}
        role="menu"
        popover="manual"
        aria-label={label}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        className={cn(
          "fixed inset-auto m-0 max-h-[80dvh] min-w-44 max-w-[calc(100vw-1rem)] flex-col overflow-y-auto rounded-xl border border-border bg-surface p-1 text-left text-foreground shadow-lg",
          open === "" ? "hidden" : "flex"
        )}
      >
        <CloseContext value={leave}>{children}</CloseContext>
      </div>
    </div>
  )
}

/** One thing to do, or one page to go to. */
export function MenuItem({ to, onSelect, tone = "neutral", disabled = false, children }: {
  to?: string
  onSelect?: () => void
  tone?: "primary" | "neutral" | "danger"
  disabled?: boolean
  children: ReactNode
}) {
  const close = use(CloseContext)
  const className = cn(
    "flex min-h-10 w-full items-center rounded-lg px-3 py-2 text-left text-sm font-medium hover:bg-subtle focus-visible:bg-subtle disabled:opacity-60",
    tone === "danger" && "text-danger"
  )
  return to !== undefined
    ? <Link role="menuitem" tabIndex={-1} to={to} onClick={close} className={className}>{children}</Link>
    : (
      <button
        type="button"
        role="menuitem"
        tabIndex={-1}
        disabled={disabled}
        onClick={() => {
          // First the focus, then what is to be done: a dialog gives it back to where it was.
          close()
          onSelect?.()
        }}
        className={className}
      >
        {children}
      </button>
    )
}

const itemsOf = (list: HTMLElement): Array<HTMLElement> =>
  [...list.querySelectorAll<HTMLElement>("[role='menuitem']:not(:disabled)")]

const nextOf = (key: string, at: number, items: ReadonlyArray<HTMLElement>): HTMLElement | undefined => {
  switch (key) {
    case "ArrowDown":
      return items[(at + 1) % items.length]
    case "ArrowUp":
      return items.at(at <= 0 ? -1 : at - 1)
    case "Home":
      return items[0]
    case "End":
      return items.at(-1)
    default:
      return !/^\S$/u.test(key) ? undefined : [...items.slice(at + 1), ...items].find((item) =>
        item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()) === true
      )
  }
}

// Below the button, or above it where there is no room below; never beyond the edge of the window.
const place = (list: HTMLElement, anchor: HTMLElement): void => {
  const from = anchor.getBoundingClientRect()
  const { height, width } = list.getBoundingClientRect()
  const below = from.bottom + height + 8 <= window.innerHeight
  list.style.top = Math.max(8, below ? from.bottom + 4 : from.top - height - 4) + "px"
  list.style.left = Math.max(8, Math.min(from.right - width, window.innerWidth - width - 8)) + "px"
}
`

/** The files of these components. */
export const menuComponents: ReadonlyArray<AppFile> = [{ path: "src/components/Menu.tsx", content: menu }]
