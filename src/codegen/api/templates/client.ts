/** The app's side of the contract: the typed client, and who is signed in. */
import type { AppFile } from "../../AppFile.ts"

const client = String.raw`import createClient, { type Middleware } from "openapi-fetch"
import type { paths } from "./schema"
import { currentUser } from "./session"

const configured: unknown = import.meta.env.VITE_API_URL

/** Where the backend is: VITE_API_URL, or /api on the app's own origin. */
export const apiUrl: string = typeof configured === "string" && configured !== "" ? configured : "/api"

/** Sends the token of whoever is signed in. */
const bearer: Middleware = {
  onRequest({ request }) {
    const token = currentUser()?.token
    if (token !== undefined) request.headers.set("Authorization", "Bearer " + token)
    return request
  }
}

/** The backend, typed by openapi.yaml. */
export const api = createClient<paths>({
  baseUrl: apiUrl,
  // Looked up at each call, so that whatever stands in for fetch later is used.
  fetch: (request) => globalThis.fetch(request)
})
api.use(bearer)

/** A call that failed, with the words of the backend's problem details. */
export class ApiError extends Error {
  /** The HTTP status; 0 when the backend could not be reached. */
  readonly status: number
  readonly title: string
  readonly detail: string
  /** What is wrong with which field of the body, by its dotted path, or which parameter. */
  readonly errors: ReadonlyArray<{ field: string; message: string }>

  constructor(status: number, problem: unknown) {
    const title = textOf(problem, "title") || (status === 0 ? "The server cannot be reached" : "The request failed")
    const detail = textOf(problem, "detail")
    super(detail === "" ? title : detail)
    this.name = "ApiError"
    this.status = status
    this.title = title
    this.detail = detail
    this.errors = errorsOf(problem)
  }
}

/** The data of a successful call; throws ApiError for any other. */
export const unwrap = async <Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>
): Promise<Data> => {
  const { data, error, response } = await call.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause
    throw new ApiError(0, { detail: "Check your connection and try again." })
  })
  if (!response.ok) throw new ApiError(response.status, error)
  // A success without a body has none to give: its Data is undefined.
  return data as Data
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined

const textOf = (value: unknown, name: string): string => {
  const text = memberOf(value, name)
  return typeof text === "string" ? text : ""
}

const errorsOf = (problem: unknown): ReadonlyArray<{ field: string; message: string }> => {
  const errors = memberOf(problem, "errors")
  return Array.isArray(errors)
    ? errors.map((error: unknown) => ({ field: fieldOf(error), message: textOf(error, "detail") }))
    : []
}

// A JSON Pointer in a URI fragment: #/address/street is address.street.
const fieldOf = (error: unknown): string =>
  textOf(error, "parameter") ||
  decoded(textOf(error, "pointer").replace(/^#?\/?/, "")).split("/").map((part) =>
    part.replaceAll("~1", "/").replaceAll("~0", "~")
  ).join(".")

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
`

const session = (key: string): string =>
  String.raw`import { useSyncExternalStore } from "react"

/** Who is signed in. */
export interface User {
  name: string
  /** One of the product's roles. */
  role: string
  /** What the backend gave to prove it. */
  token?: string
}

const key = ${key}

/** Who is signed in, and how that changes. Other tabs follow. */
export const useSession = (): {
  user: User | null
  signIn: (user: User) => void
  signOut: () => void
} => ({ user: useSyncExternalStore(subscribe, currentUser, () => null), signIn, signOut })

/** Who is signed in, outside of components. */
export const currentUser = (): User | null => {
  const text = stored()
  if (text !== lastText) {
    lastText = text
    lastUser = decode(text)
  }
  return lastUser
}

export const signIn = ({ name, role, token }: User): void => {
  store(JSON.stringify(token === undefined ? { name, role } : { name, role, token }))
}

export const signOut = (): void => {
  store(null)
}

/**
 * What stands for a token while nobody can sign in at a backend: the mock takes whoever carries it for somebody of that role.
 * A real backend takes the token that its own way to sign in gives.
 */
export const developmentToken = (role: string): string => "mock." + role + "."

// The same object for as long as nothing changes, as useSyncExternalStore asks.
let lastText: string | null = null
let lastUser: User | null = null

// Kept here when the browser gives no storage.
let memory: string | null = null

const listeners = new Set<() => void>()

const subscribe = (listener: () => void): () => void => {
  listeners.add(listener)
  const onStorage = (event: StorageEvent) => {
    if (event.key === key || event.key === null) listener()
  }
  window.addEventListener("storage", onStorage)
  return () => {
    listeners.delete(listener)
    window.removeEventListener("storage", onStorage)
  }
}

const stored = (): string | null => {
  try {
    return localStorage.getItem(key)
  } catch {
    return memory
  }
}

const store = (text: string | null): void => {
  memory = text
  try {
    if (text === null) localStorage.removeItem(key)
    else localStorage.setItem(key, text)
  } catch {
    // Private windows may refuse: this tab still remembers.
  }
  for (const listener of listeners) listener()
}

// Anything may stand in storage: what is no user counts as nobody.
const decode = (text: string | null): User | null => {
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== "object" || value === null) return null
    const { name, role, token }: { name?: unknown; role?: unknown; token?: unknown } = value
    if (typeof name !== "string" || typeof role !== "string") return null
    return typeof token === "string" ? { name, role, token } : { name, role }
  } catch {
    return null
  }
}
`

/** The files; `storageKey` is the source of the string under which the browser keeps the session. */
export const clientFiles = (storageKey: string): ReadonlyArray<AppFile> => [
  { path: "src/api/client.ts", content: client },
  { path: "src/api/session.ts", content: session(storageKey) }
]
