/** What the shell is made of beside its frame: the pages that no inventory lists, the choice of colours, the end of a session. */
import type { AppFile } from "../../AppFile.ts"

const signIn = String.raw`import { useLocation, useNavigate } from "react-router"
import { developmentToken, useSession } from "../api/session"
import { Button, Card, Page } from "../components"
import { homePath, roles } from "../navigation"
import { valueAt } from "../lib/values"

/** Whom to be: one of the product's roles. */
export default function ChooseRole() {
  const { signIn, user } = useSession()
  const navigate = useNavigate()
  const from = valueAt(useLocation().state, "from")
  return (
    <Page title="Sign in" description="Choose whom to continue as." layout="centered">
      <Card>
        <ul className="-m-3 divide-y divide-border">
          {roles.map((role) => (
            <li key={role.id} className="flex items-center gap-4 p-3">
              <span
                aria-hidden="true"
                className="flex size-11 shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent-strong max-sm:hidden"
              >
                {role.name.slice(0, 1).toUpperCase()}
              </span>
              <div className="min-w-0 flex-1">
                <h2 className="font-semibold break-words">{role.name}</h2>
                {role.description !== "" && <p className="text-sm text-pretty text-muted">{role.description}</p>}
              </div>
              <Button
                disabled={user?.role === role.id}
                aria-label={"Continue as " + role.name}
                onClick={() => {
                  // The contract has no way to sign in: a token that the backend gives goes here.
                  signIn({ name: role.name, role: role.id, token: developmentToken(role.id) })
                  navigate(typeof from === "string" ? from : homePath, { replace: true })
                }}
              >
                Continue
              </Button>
            </li>
          ))}
        </ul>
      </Card>
    </Page>
  )
}
`

const notFound = String.raw`import { EmptyState, LinkButton, Page } from "../components"
import { homePath } from "../navigation"

/** Where an address leads that no page has. */
export default function NotFound() {
  return (
    <Page title="Page not found" layout="centered">
      <EmptyState title="There is nothing at this address. It may have moved, or the link may be wrong.">
        <LinkButton to={homePath} tone="primary">Back to the start</LinkButton>
      </EmptyState>
    </Page>
  )
}
`

const errorBoundary = String.raw`import { Component, type ReactNode } from "react"
import { ErrorState, Page } from "../components"

/** Keeps the navigation in place when a page fails. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error: error ?? new Error("Unknown error") }
  }

  override render() {
    return this.state.error === null
      ? this.props.children
      : (
        <Page title="Something went wrong">
          <ErrorState
            title="This page failed."
            error={this.state.error}
            onRetry={() => this.setState({ error: null })}
          />
        </Page>
      )
  }
}
`

const themeSwitch = String.raw`import { cn } from "../lib/cn"
import { humanise } from "../lib/format"
import { type ThemeChoice, themes, useTheme } from "../lib/theme"

const drawings: Record<ThemeChoice, string> = {
  light: "M12 4V2m0 20v-2m8-8h2M2 12h2m13.7-5.7 1.4-1.4M4.9 19.1l1.4-1.4m0-11.4L4.9 4.9m14.2 14.2-1.4-1.4M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0Z",
  dark: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z",
  system: "M4 5h16v11H4zM9 20h6m-3-4v4"
}

/** Light, dark, or as the system is. */
export function ThemeSwitch() {
  const [choice, choose] = useTheme()
  return (
    <div role="group" aria-label="Colours" className="grid w-full min-w-28 grid-cols-3 gap-1 rounded-lg bg-subtle p-1">
      {themes.map((theme) => (
        <button
          key={theme}
          type="button"
          aria-label={humanise(theme)}
          title={humanise(theme)}
          aria-pressed={choice === theme}
          onClick={() => choose(theme)}
          className={cn(
            "inline-flex h-8 items-center justify-center rounded-md",
            choice === theme ? "bg-surface text-foreground shadow-xs" : "text-muted hover:text-foreground"
          )}
        >
          <svg
            aria-hidden="true"
            viewBox="0 0 24 24"
            className="size-4"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.75"
            strokeLinecap="round"
            strokeLinejoin="round"
          >
            <path d={drawings[theme]} />
          </svg>
        </button>
      ))}
    </div>
  )
}
`

const sessionWatch = String.raw`import { useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import type { DataRouter } from "react-router"
import { currentUser, signOut, useSession } from "../api/session"
import { useToast } from "../components"
import { valueAt } from "../lib/values"
import { signInPath } from "../navigation"

/**
 * Ends the session here when the backend says that it is over (401): pages that ask for a user then lead to signing in, and
 * back. A guest who does what one has to be signed in for is led there as well. What one user has loaded is forgotten before
 * the next one sees it.
 */
export function SessionWatch({ router }: { router: DataRouter }) {
  const queryClient = useQueryClient()
  const toast = useToast()
  const { user } = useSession()
  const who = user === null ? "" : user.role + " " + user.name
  useEffect(() => {
    const onError = (error: unknown) => {
      if (valueAt(error, "status") !== 401 || currentUser() === null) return
      signOut()
      toast("Your session has ended. Sign in again to go on.", "danger")
    }
    const askToSignIn = (error: unknown) => {
      // Where a password is asked for, it was the wrong one that was sent.
      const asks = document.querySelector("[type=password]") !== null
      if (valueAt(error, "status") !== 401 || currentUser() !== null || signInPath === "" || asks) return
      const { basename = "/", state: { location: { pathname, search } } } = router
      const from = pathname.slice(basename === "/" ? 0 : basename.length) + search
      void router.navigate(signInPath, { state: { from } })
    }
    const stops = [
      queryClient.getQueryCache().subscribe((event) => {
        if (event.type === "updated" && event.action.type === "error") onError(event.action.error)
      }),
      queryClient.getMutationCache().subscribe((event) => {
        if (event.type !== "updated" || event.action.type !== "error") return
        askToSignIn(event.action.error)
        onError(event.action.error)
      })
    ]
    return () => stops.forEach((stop) => stop())
  }, [queryClient, router, toast])
  useEffect(() => () => queryClient.removeQueries({ type: "inactive" }), [queryClient, who])
  return null
}
`

const trail = String.raw`import { generatePath, Link, useMatches } from "react-router"
import { useSession } from "../api/session"
import { Reference } from "../components"
import { trails } from "../navigation"
import { mayOpen } from "./access"

/** Where a page lies below others: the way back up. A page that shows one thing goes by the thing's name. */
export function Trail({ page }: { page: string }) {
  const params = useMatches().at(-1)?.params ?? {}
  const { user } = useSession()
  const { above = [], title = "" } = trails[page] ?? {}
  const steps = above.filter((step) => mayOpen(step, user))
  if (steps.length === 0) return null
  return (
    <nav aria-label="Breadcrumb" className="mb-4 text-sm">
      <ol className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {steps.map((step) => (
          <li key={step.path} className="flex min-w-0 items-center gap-2">
            <Link
              to={generatePath(step.path, params)}
              className="inline-flex min-h-6 items-center font-medium text-accent-strong underline-offset-4 hover:underline"
            >
              {step.entity === "" ? step.title : <Reference entity={step.entity} id={params[step.param]} />}
            </Link>
            <span aria-hidden="true" className="text-muted">/</span>
          </li>
        ))}
        <li aria-current="page" className="min-w-0 break-words text-muted">{title}</li>
      </ol>
    </nav>
  )
}
`

/** The files of these parts. */
export const shellParts: ReadonlyArray<AppFile> = [
  { path: "src/shell/ThemeSwitch.tsx", content: themeSwitch },
  { path: "src/shell/Trail.tsx", content: trail },
  { path: "src/shell/SessionWatch.tsx", content: sessionWatch },
  { path: "src/shell/ChooseRole.tsx", content: signIn },
  { path: "src/shell/NotFound.tsx", content: notFound },
  { path: "src/shell/ErrorBoundary.tsx", content: errorBoundary }
]
