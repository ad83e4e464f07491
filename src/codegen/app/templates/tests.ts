/** The app's own tests: every page in every state, every form with bad input. */
import type { AppFile } from "../../AppFile.ts"
import { componentTests } from "./componentTests.ts"
import { refusalTests } from "./refusalTests.ts"

const setup = String.raw`import { cleanup } from "@testing-library/react"
import { setupServer } from "msw/node"
import { afterAll, afterEach, beforeAll, beforeEach, vi } from "vitest"
import { signOut } from "../api/session"
import { queryClient } from "../lib/queryClient"
import { force } from "../mocks/control"
import { resetMocks } from "../mocks/db"
import { handlers } from "../mocks/handlers"

/** The mock API, answering the tests as it answers the browser. */
export const server = setupServer(...handlers)

/** The requests of the current test that change something. */
export const writes: Array<string> = []

server.events.on("request:start", ({ request }) => {
  if (request.method !== "GET") writes.push(request.method + " " + new URL(request.url).pathname)
})

// A test does not wait for second tries.
queryClient.setDefaultOptions({ queries: { retry: false } })

beforeAll(() => {
  server.listen({ onUnhandledRequest: "error" })
  vi.stubGlobal("scrollTo", () => undefined)
})

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
  force("normal")
  resetMocks()
  writes.length = 0
})

afterEach(async () => {
  cleanup()
  await queryClient.cancelQueries()
  queryClient.clear()
  signOut()
  server.resetHandlers()
})

afterAll(() => server.close())
`

const open = String.raw`import { act, fireEvent, render, screen, waitFor } from "@testing-library/react"
import { createMemoryRouter } from "react-router"
import { expect, vi } from "vitest"
import { signIn } from "../api/session"
import { App } from "../App"
import { tokenFor } from "../mocks/account"
import { accountEntity } from "../mocks/contract"
import { rows } from "../mocks/db"
import { roles } from "../navigation"
import { routes } from "../routes"
import type { PageFacts } from "./pages"

/** The address of a page, its parameters filled from the mock's rows. */
export const addressOf = (page: PageFacts): string =>
  page.route.replace(/:([A-Za-z][A-Za-z0-9]*)/g, (_, name: string) =>
    encodeURIComponent(rows(page.params[name] ?? "")[0]?.id ?? "1"))

/** Signs in as somebody of that role, with what the backend would have answered. */
const become = (role: string) => signIn({ name: "Robin Tester", role, token: tokenFor(rows(accountEntity)[0], role) })

/** Opens an address as somebody of that role, or as nobody, and waits until the page itself is there. */
export const open = async (address: string, role: string | null) => {
  if (role !== null) become(role)
  const router = createMemoryRouter(routes, { initialEntries: [address] })
  render(<App router={router} />)
  // Within act, React shows the page as soon as its module is there.
  await act(() => vi.dynamicImportSettled())
  await waitFor(() => expect(document.querySelector("[data-page] h1:not(.sr-only)")).not.toBeNull(), { timeout: 10_000 })
  return router
}

/** Signs in where one is asked to: with the button of the role, or as a form does that the backend has answered. */
export const signInHere = async (role: string) => {
  await act(() => vi.dynamicImportSettled())
  if (shownPage() !== "choose-role") return act(async () => become(role))
  const { name = "" } = roles.find(({ id }) => id === role) ?? {}
  const choice = await screen.findByRole("button", { name: "Continue as " + name })
  await act(async () => void fireEvent.click(choice))
}

/** What the page root says it is. */
export const shownPage = (): string | null => document.querySelector("[data-page]")?.getAttribute("data-page") ?? null

/** Whether some part of the page is in this state. */
export const isShown = (state: string): boolean => document.querySelector("[data-page] [data-state='" + state + "']") !== null

/** Waits until nothing is loading any more. */
export const settled = () => waitFor(() => expect(isShown("loading")).toBe(false), { timeout: 10_000 })

const named = (name: string) => (element: Element): boolean => element.textContent?.trim() === name

const buttons = () => [...document.querySelectorAll<HTMLButtonElement>("[data-page] button, dialog button")]

/** The form that this button sends; what hides it is opened with one of those buttons. */
export const formWith = async (submit: string, openers: ReadonlyArray<string>): Promise<HTMLFormElement> => {
  const find = () => buttons().filter(named(submit)).find((button) => button.type === "submit")?.form ?? null
  for (const opener of openers) {
    if (find() !== null) break
    const button = buttons().find(named(opener))
    if (button !== undefined) await act(async () => void fireEvent.click(button))
  }
  const form = find()
  if (form === null) throw new Error("There is no form with the button " + submit)
  return form
}

const fields = (form: HTMLFormElement) =>
  [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>("input, select, textarea")]

/** Empties every field of a form. */
export const clear = async (form: HTMLFormElement) => {
  for (const field of fields(form)) {
    if (field.type !== "checkbox" && field.type !== "radio") {
      await act(async () => void fireEvent.change(field, { target: { value: "" } }))
    }
  }
}

/** Fills the fields of these types. */
export const fill = async (form: HTMLFormElement, values: Readonly<Record<string, string>>) => {
  for (const field of fields(form)) {
    const value = values[field.type]
    if (value !== undefined) await act(async () => void fireEvent.change(field, { target: { value } }))
  }
}

/** Sends a form. */
export const submit = (form: HTMLFormElement) => act(async () => void fireEvent.submit(form))

/** What a form says is wrong, field by field. */
export const complaints = (form: HTMLFormElement): Array<string> =>
  [...form.querySelectorAll("[aria-invalid='true']")].map((field) =>
    (field.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "")
      .join(" ").trim()
  )
`

const pagesTest = String.raw`import { act, waitFor } from "@testing-library/react"
import { describe, expect, it, vi } from "vitest"
import { queryClient } from "../lib/queryClient"
import { force } from "../mocks/control"
import { signInPath } from "../navigation"
import { addressOf, isShown, open, settled, shownPage, signInHere } from "./open"
import { pages } from "./pages"

const visits = pages.flatMap((page) => page.roles.map((role) => ({ page, role, who: role ?? "nobody" })))
const states = pages.flatMap((page) => page.states.map((state) => ({ page, role: page.roles[0] ?? null, state })))
const guarded = pages.filter((page) => page.guarded && signInPath !== "").map((page) => ({ page }))
const loading = guarded.filter(({ page }) => page.states.includes("error"))
const forbidden = pages.filter((page) => page.stranger !== "").map((page) => ({ page }))

describe("a page", () => {
  it.each(visits)("$page.id renders for $who", async ({ page, role }) => {
    const complaints = vi.spyOn(console, "error")
    await open(addressOf(page), role)
    await settled()
    expect(shownPage()).toBe(page.id)
    expect(document.querySelectorAll("[data-page] h1")).toHaveLength(1)
    expect(document.title).not.toBe("")
    expect(isShown("error")).toBe(false)
    expect(isShown("forbidden")).toBe(false)
    expect(complaints.mock.calls.map(([first]) => String(first))).toEqual([])
    complaints.mockRestore()
  })

  it.each(states)("$page.id shows that what it loads is in the state $state", async ({ page, role, state }) => {
    force(state)
    await open(addressOf(page), role)
    await waitFor(() => expect(isShown(state)).toBe(true), { timeout: 5_000 })
  })

  it.each(guarded)("$page.id asks whoever has not signed in to do so", async ({ page }) => {
    const router = await open(addressOf(page), null)
    expect(router.state.location.pathname).toBe(signInPath)
    expect(router.state.location.state).toEqual({ from: addressOf(page) })
  })

  it.each(forbidden)("$page.id is forbidden to whoever is a $page.stranger", async ({ page }) => {
    await open(addressOf(page), page.stranger)
    expect(isShown("forbidden")).toBe(true)
  })

  it.each(loading)("$page.id leads to signing in, and back, when the session is over", async ({ page }) => {
    const role = page.roles[0] ?? null
    const router = await open(addressOf(page), role)
    await settled()
    force("expired")
    await act(() => queryClient.refetchQueries())
    await waitFor(() => expect(router.state.location.pathname).toBe(signInPath))
    force("normal")
    await signInHere(role ?? "")
    await waitFor(() => expect(router.state.location.pathname + router.state.location.search).toBe(addressOf(page)))
  })

  it("is not found where there is none", async () => {
    await open("/there/is/no/such/page", null)
    expect(shownPage()).toBe("not-found")
  })
})
`

const formsTest = String.raw`import { describe, expect, it } from "vitest"
import { addressOf, clear, complaints, fill, formWith, open, settled, submit } from "./open"
import { pages } from "./pages"
import { writes } from "./setup"

const forms = pages.flatMap((page) => page.forms.map((form) => ({ page, ...form })))

/** What no field of that type takes. */
const wrong = { email: "nobody", url: "not an address" }

describe("a form", () => {
  it.each(forms)("of $page.id refuses bad input: $submit", async ({ as, openers, page, submit: label }) => {
    await open(addressOf(page), as)
    await settled()
    const form = await formWith(label, openers)
    await clear(form)
    await fill(form, wrong)
    await submit(form)
    const said = complaints(form)
    expect(said).not.toEqual([])
    expect(said).not.toContain("")
    expect(writes).toEqual([])
  })
})
`

/** The tests, those of forms where there are any; what they know of each page is in `pages.ts` beside them. */
export const testFiles = (hasForms: boolean): ReadonlyArray<AppFile> => [
  { path: "src/test/setup.ts", content: setup },
  { path: "src/test/open.tsx", content: open },
  { path: "src/test/pages.test.tsx", content: pagesTest },
  ...componentTests,
  ...refusalTests,
  ...(hasForms ? [{ path: "src/test/forms.test.tsx", content: formsTest }] : [])
]
