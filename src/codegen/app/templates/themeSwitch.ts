/** The choice between light and dark: at the start, before anything is drawn, and when the user changes it. */
import type { Prd } from "../../../domain/Prd.ts"
import { quote, words } from "../names.ts"

/** Under which the browser keeps the choice. */
const keyOf = (prd: Prd): string => `${words(prd.title).join("-").toLowerCase() || "app"}.theme`

// A brief that asks for a dark look gets it; one that asks for a light look leaves the choice to the system.
const defaultOf = (dark: boolean): string => dark ? "dark" : "system"

/** `public/theme.js`, which runs before the page is drawn, so that it does not flash. */
export const themeScript = (prd: Prd, dark: boolean): string =>
  `(function () {
  var choice = null
  try {
    choice = localStorage.getItem(${quote(keyOf(prd))})
  } catch {
    // Private windows may refuse.
  }
  if (choice !== "light" && choice !== "dark" && choice !== "system") choice = "${defaultOf(dark)}"
  var dark = choice === "dark" || (choice === "system" && matchMedia("(prefers-color-scheme: dark)").matches)
  document.documentElement.dataset.theme = dark ? "dark" : "light"
})()
`

/** `src/lib/theme.ts`. */
export const themeModule = (prd: Prd, dark: boolean): string =>
  `import { useSyncExternalStore } from "react"

/** What the user wants: one of the two, or whatever the system is set to. public/theme.js applies it at the start. */
export const themes = ["light", "dark", "system"] as const

export type ThemeChoice = (typeof themes)[number]

const key = ${quote(keyOf(prd))}
const system = window.matchMedia("(prefers-color-scheme: dark)")
const listeners = new Set<() => void>()

let choice: ThemeChoice = read()

/** The choice, and how it is made. */
export const useTheme = (): [ThemeChoice, (next: ThemeChoice) => void] => [
  useSyncExternalStore(subscribe, () => choice),
  choose
]

const choose = (next: ThemeChoice): void => {
  choice = next
  try {
    localStorage.setItem(key, next)
  } catch {
    // Private windows may refuse: it lasts until the next reload.
  }
  apply()
}

const apply = (): void => {
  const isDark = choice === "dark" || (choice === "system" && system.matches)
  document.documentElement.dataset.theme = isDark ? "dark" : "light"
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): () => void => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

system.addEventListener("change", apply)

function read(): ThemeChoice {
  try {
    const stored = localStorage.getItem(key)
    return themes.find((one) => one === stored) ?? "${defaultOf(dark)}"
  } catch {
    return "${defaultOf(dark)}"
  }
}
`
