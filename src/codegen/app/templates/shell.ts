/** What stands around every page: navigation, who is signed in, guards, and the pages that no inventory lists. */
import type { AppFile } from "../../AppFile.ts"
import { shellParts } from "./shellParts.ts"

const shell = String.raw`import { Suspense, useEffect, useRef, useState } from "react"
import { Link, NavLink, Outlet, useLocation, useMatches } from "react-router"
import { useSession } from "../api/session"
import { LinkButton, Loading, Menu, MenuItem } from "../components"
import { cn } from "../lib/cn"
import { humanise } from "../lib/format"
import { appName } from "../lib/product"
import { toText, valueAt } from "../lib/values"
import { homePath, navigation, navigationAt, signInPath } from "../navigation"
import { mayOpen } from "./access"
import { ErrorBoundary } from "./ErrorBoundary"
import { ThemeSwitch } from "./ThemeSwitch"
import { Trail } from "./Trail"

const atTop = navigationAt === "top"

/** Navigation at the side or on top, behind a button on a phone, and the page. */
export function Shell() {
  const { pathname } = useLocation()
  const page = toText(valueAt(useMatches().at(-1)?.handle, "page"))
  const [openedAt, setOpenedAt] = useState("")
  const open = openedAt === pathname
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    window.scrollTo(0, 0)
    // Whoever reads with the keyboard or by ear goes on at the top of the new page.
    document.getElementById("main")?.focus({ preventScroll: true })
  }, [pathname])
  useEffect(() => {
    if (!open) return
    const close = (event: KeyboardEvent) => event.key === "Escape" && setOpenedAt("")
    document.addEventListener("keydown", close)
    return () => document.removeEventListener("keydown", close)
  }, [open])
  return (
    <div className={cn("min-h-dvh", !atTop && "lg:grid lg:grid-cols-[16rem_minmax(0,1fr)]")}>
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded-lg focus:bg-surface focus:px-4 focus:py-2"
      >
        Skip to content
      </a>
      <header
        className={cn(
          "sticky top-0 z-40 border-b border-border bg-surface print:hidden",
          !atTop && "lg:h-dvh lg:border-r lg:border-b-0"
        )}
      >
        <div className={cn("flex h-full flex-col", atTop && "mx-auto max-w-6xl lg:h-16 lg:flex-row lg:items-center lg:gap-8")}>
          <div className={cn("flex h-16 shrink-0 items-center justify-between gap-3 px-4 sm:px-6", atTop && "lg:max-w-72 lg:pr-0 xl:pl-0")}>
            <Brand />
            <button
              type="button"
              aria-expanded={open}
              aria-controls="menu"
              onClick={() => setOpenedAt(open ? "" : pathname)}
              className="-mr-2 inline-flex size-11 items-center justify-center rounded-lg hover:bg-subtle lg:hidden"
            >
              <span className="sr-only">{open ? "Close menu" : "Open menu"}</span>
              <svg aria-hidden="true" viewBox="0 0 24 24" className="size-6" fill="none" stroke="currentColor" strokeWidth="2">
                <path strokeLinecap="round" d={open ? "M6 6l12 12M18 6L6 18" : "M4 7h16M4 12h16M4 17h16"} />
              </svg>
            </button>
          </div>
          <div
            id="menu"
            className={cn(
              "min-w-0 flex-1 flex-col gap-6 px-3 pb-4 max-lg:max-h-[calc(100dvh-4rem)] max-lg:overflow-y-auto lg:flex",
              atTop ? "lg:flex-row lg:items-center lg:justify-between lg:p-0 lg:pr-6 xl:pr-0" : "lg:overflow-y-auto lg:px-4 lg:pt-2",
              open ? "flex" : "hidden"
            )}
          >
            <Navigation />
            <div
              className={cn(
                "flex flex-col gap-4 border-t border-border pt-4",
                atTop && "lg:shrink-0 lg:flex-row lg:items-center lg:border-0 lg:p-0"
              )}
            >
              <ThemeSwitch />
              <Account />
            </div>
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className={cn("min-w-0 px-4 py-6 outline-none sm:px-6 sm:py-8", atTop ? "lg:py-10" : "lg:px-10 lg:py-10")}>
        <div data-page={page} className="mx-auto max-w-6xl">
          <Trail page={page} />
          <ErrorBoundary key={pathname}>
            <Suspense
              fallback={
                <div data-opening="">
                  <h1 className="sr-only">{appName}</h1>
                  <Loading label="Loading the page" />
                </div>
              }
            >
              <Outlet />
            </Suspense>
          </ErrorBoundary>
        </div>
      </main>
    </div>
  )
}

function Brand() {
  return (
    <Link to={homePath} className="flex min-w-0 items-center gap-3">
      <span
        aria-hidden="true"
        className="flex size-9 shrink-0 items-center justify-center rounded-lg border border-accent-strong/30 bg-accent text-base font-bold text-on-accent"
      >
        {appName.slice(0, 1).toUpperCase()}
      </span>
      <span className="line-clamp-3 min-w-0 text-sm leading-tight font-semibold break-words">{appName}</span>
    </Link>
  )
}

function Navigation() {
  const { user } = useSession()
  const entries = navigation.filter((entry) =>
    entry.path !== signInPath && mayOpen(entry, user) && !(entry.forGuests === true && user !== null)
  )
  return (
    <nav aria-label="Main" className="flex-1">
      <ul className={cn("flex flex-col gap-1", atTop && "lg:flex-row lg:flex-wrap")}>
        {entries.map((entry) => (
          <li key={entry.path}>
            <NavLink
              to={entry.path}
              end={entries.some((other) => other !== entry && other.path.startsWith(entry.path))}
              className={({ isActive }) =>
                cn(
                  "flex min-h-10 items-center gap-3 rounded-lg px-3 py-2 text-sm font-medium",
                  isActive ? "bg-accent-soft text-accent-strong" : "text-muted hover:bg-subtle hover:text-foreground"
                )}
            >
              <svg
                aria-hidden="true"
                viewBox="0 0 24 24"
                className={cn("size-5 shrink-0 opacity-80", atTop && "lg:hidden")}
                fill="none"
                stroke="currentColor"
                strokeWidth="1.75"
                strokeLinecap="round"
                strokeLinejoin="round"
              >
                <path d={entry.icon} />
              </svg>
              {entry.title}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Account() {
  const { signOut, user } = useSession()
  if (signInPath === "") return null
  const entries = navigation.filter((entry) => /^\/(profile|account|settings|me)$/.test(entry.path) && mayOpen(entry, user))
  return (
    <div>
      {user === null ? <LinkButton to={signInPath} tone="primary" className={cn("w-full", atTop && "lg:w-auto")}>Sign in</LinkButton> : (
        <Menu
          wide
          label={"Account of " + user.name}
          button={
            <>
              <span
                aria-hidden="true"
                className="flex size-9 shrink-0 items-center justify-center rounded-full bg-accent-soft text-sm font-semibold text-accent-strong"
              >
                {user.name.slice(0, 1).toUpperCase()}
              </span>
              <span className="min-w-0 flex-1 text-sm">
                <span className="block font-medium break-words">
                  <span className="sr-only">Account of{" "}</span>
                  {user.name}
                </span>
                {humanise(user.role) !== user.name && <span className="block text-muted">{humanise(user.role)}</span>}
              </span>
            </>
          }
        >
          {entries.map((entry) => <MenuItem key={entry.path} to={entry.path}>{entry.title}</MenuItem>)}
          <MenuItem onSelect={() => signOut()}>Sign out</MenuItem>
        </Menu>
      )}
    </div>
  )
}
`

const access = String.raw`/** Who may open a page. */
export interface Access {
  access: "public" | "user" | "role"
  roles: ReadonlyArray<string>
}

/** Whether this user, or somebody who is not signed in, may open it. */
export const mayOpen = ({ access, roles }: Access, user: { role: string } | null): boolean =>
  access === "public" || (user !== null && (access === "user" || roles.length === 0 || roles.includes(user.role)))
`

const requireAccess = String.raw`import type { ReactNode } from "react"
import { Navigate, useLocation } from "react-router"
import { useSession } from "../api/session"
import { Forbidden, LinkButton, Page } from "../components"
import { homePath, signInPath } from "../navigation"
import { type Access, mayOpen } from "./access"

/** Shows a page to those who may see it; sends the others to sign in, or says that their role does not allow it. */
export function RequireAccess({ children, ...access }: Access & { children: ReactNode }) {
  const { user } = useSession()
  const location = useLocation()
  if (mayOpen(access, user)) return children
  if (user === null && signInPath !== "" && location.pathname !== signInPath) {
    return <Navigate to={signInPath} replace state={{ from: location.pathname + location.search }} />
  }
  return (
    <Page title="Not for your role" layout="centered">
      <Forbidden
        title={user === null
          ? "You need to sign in to see this page."
          : "You are signed in as " + user.name + ", and this page is for somebody else."}
      >
        <LinkButton to={homePath} tone="primary">Back to the start</LinkButton>
      </Forbidden>
    </Page>
  )
}
`

const signedOut = String.raw`import type { ReactNode } from "react"
import { Navigate, useLocation } from "react-router"
import { useSession } from "../api/session"
import { homePath } from "../navigation"
import { valueAt } from "../lib/values"

/** The page to sign in on; whoever has done so goes on to where they wanted to be. */
export function SignedOut({ children }: { children: ReactNode }) {
  const { user } = useSession()
  const from = valueAt(useLocation().state, "from")
  return user === null ? children : <Navigate to={typeof from === "string" ? from : homePath} replace />
}
`

/** The shell's files. */
export const shellFiles: ReadonlyArray<AppFile> = [
  ...shellParts,
  { path: "src/shell/Shell.tsx", content: shell },
  { path: "src/shell/access.ts", content: access },
  { path: "src/shell/RequireAccess.tsx", content: requireAccess },
  { path: "src/shell/SignedOut.tsx", content: signedOut }
]
