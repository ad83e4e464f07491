/** The app's project files: what styles and starts it. */
import type { Prd } from "../../../domain/Prd.ts"
import type { AppFile } from "../../AppFile.ts"
import { quote } from "../names.ts"
import { makeTheme, type Theme, type Tokens } from "../theme.ts"
import { readme } from "./readme.ts"
import { themeModule, themeScript } from "./themeSwitch.ts"

const escapeHtml = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;")

const indexHtml = (prd: Prd): string =>
  `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="description" content="${escapeHtml(prd.summary.replace(/\s+/g, " "))}">
    <link rel="icon" href="/icon.svg" type="image/svg+xml">
    <title>${escapeHtml(prd.title)}</title>
    <script src="/theme.js"></script>
  </head>
  <body>
    <div id="root"></div>
    <noscript>This app needs JavaScript.</noscript>
    <script type="module" src="/src/main.tsx"></script>
  </body>
</html>
`

const icon = (prd: Prd, accent: string, onAccent: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="${accent}"/>` +
  `<text x="16" y="22" text-anchor="middle" font-family="system-ui, sans-serif" font-size="18" font-weight="700" ` +
  `fill="${onAccent}">${escapeHtml(/[\p{L}\p{N}]/u.exec(prd.title)?.[0].toUpperCase() ?? "A")}</text></svg>\n`

const declared = (tokens: Tokens): string =>
  Object.entries(tokens).map(([name, value]) => `  --color-${name}: ${value};`).join("\n")

const css = ({ dark, other, shape, tokens }: Theme): string =>
  `@import "tailwindcss";

@custom-variant dark (&:where([data-theme="dark"], [data-theme="dark"] *));

/*
 * The look of the brief. Text on each ground has a contrast of 4.5 or more, the edge of a control 3 or more; the colours of
 * the other scheme stand below.
 */
@theme {
${declared(tokens)}
  --radius-lg: ${shape.radius}rem;
  --radius-xl: ${shape.radius * 1.5}rem;
  --radius-2xl: ${shape.radius * 2}rem;
  --font-sans: "Inter", ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --font-heading: ${shape.heading};
}

[data-theme="${dark ? "light" : "dark"}"] {
${declared(other)}
}

@layer base {
  html {
    color-scheme: ${dark ? "dark" : "light"};
    scroll-behavior: smooth;
    -webkit-text-size-adjust: 100%;
  }

  body {
    background: var(--color-background);
    color: var(--color-foreground);
    font-family: var(--font-sans);
    line-height: 1.5;
  }

  html[data-theme="${dark ? "light" : "dark"}"] {
    color-scheme: ${dark ? "light" : "dark"};
  }

  h1,
  h2,
  h3 {
    font-family: var(--font-heading);
  }

  /* Drawn alike everywhere; the grey of the arrow can be seen on light and on dark. */
  select {
    appearance: none;
    padding-right: 2.25rem !important;
    background: no-repeat right 0.75rem center / 1rem
      url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='%23808080' stroke-width='1.75' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='m4 6 4 4 4-4'/%3E%3C/svg%3E");
    text-overflow: ellipsis;
  }

  button:not(:disabled),
  select,
  [type="checkbox"] {
    cursor: pointer;
  }

  :focus-visible {
    outline: 2px solid var(--color-accent-strong);
    outline-offset: 2px;
  }

  @media print {
    body {
      background: none;
    }

    tr,
    li,
    figure {
      break-inside: avoid;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    html {
      scroll-behavior: auto;
    }

    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }
}
`

const main = String.raw`import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { createBrowserRouter } from "react-router"
import { App } from "./App"
import { routes } from "./routes"
import "./index.css"

/** Without VITE_API_URL, answers come from a mock in the browser that keeps to the API's contract. */
const start = async () => {
  if (!import.meta.env.VITE_API_URL) {
    const { startMocks } = await import("./mocks/browser")
    // Where there is no service worker (an address without https) the pages still stand, and say what they miss.
    await startMocks().catch((cause: unknown) => console.warn("The mock could not be started.", cause))
  }
  const root = document.getElementById("root")
  if (root === null) throw new Error("index.html has no element with the id root")
  const router = createBrowserRouter(routes, { basename: import.meta.env.BASE_URL })
  createRoot(root).render(<StrictMode><App router={router} /></StrictMode>)
}

void start()
`

const app = String.raw`import { QueryClientProvider } from "@tanstack/react-query"
import { type DataRouter, RouterProvider } from "react-router"
import { ConfirmProvider, ToastProvider } from "./components"
import { queryClient } from "./lib/queryClient"
import { SessionWatch } from "./shell/SessionWatch"

/** What every page may rely on: the cache, toasts, questions and the router. */
export function App({ router }: { router: DataRouter }) {
  return (
    <QueryClientProvider client={queryClient}>
      <ToastProvider>
        <ConfirmProvider>
          <SessionWatch router={router} />
          <RouterProvider router={router} />
        </ConfirmProvider>
      </ToastProvider>
    </QueryClientProvider>
  )
}
`

const components = String.raw`/** Everything a page is built of. */
export { Actions, Button, type ButtonTone, LinkButton, TextLink } from "./Button"
export { BarChart } from "./BarChart"
export { Calendar } from "./Calendar"
export { ConfirmDialog, ConfirmProvider, useConfirm } from "./Confirm"
export { type Column, DataTable } from "./DataTable"
export { Detail, DetailList } from "./Details"
export { Dialog } from "./Dialog"
export { CheckboxField, type Option, SelectField, TextAreaField, TextField } from "./Field"
export { FileField } from "./FileField"
export { FileLink } from "./FileLink"
export { FilterSelect, SearchBox } from "./Filters"
export { Item, ItemList } from "./ItemList"
export { Menu, MenuItem } from "./Menu"
export { Page, PageHeader, TwoColumns } from "./Page"
export { Pager, type Paging, usePaging } from "./Pager"
export { Reference } from "./Reference"
export { ReferenceField } from "./ReferenceField"
export { EmptyState, ErrorState, Forbidden, Loading } from "./States"
export { Card, Grid, Row, Section, Toolbar } from "./Surfaces"
export { ToastProvider, useToast } from "./Toast"
export { Badge, type BadgeTone, EmailLink, ExternalLink, Heading, Picture, Stat, StatusBadge, Text } from "./Words"
`

/** The product's currency, as far as its PRD lets it be known; ISO 4217. */
export const currencyOf = (prd: Prd): string => {
  const text = [prd.summary, ...prd.requirements.map((requirement) => `${requirement.text} ${requirement.quote}`)].join(
    " "
  )
  return currencies.find(([pattern]) => pattern.test(text))?.[1] ?? "USD"
}

const currencies: ReadonlyArray<readonly [RegExp, string]> = [
  [/€|\beuros?\b|\bEUR\b/i, "EUR"],
  [/£|\bsterling\b|\bGBP\b/, "GBP"],
  [/₹|\brupees?\b|\bINR\b/i, "INR"],
  [/\byuan\b|\brenminbi\b|\bRMB\b|\bCNY\b/i, "CNY"],
  [/¥|\byen\b|\bJPY\b/i, "JPY"],
  [/\bswiss francs?\b|\bCHF\b/i, "CHF"]
]

/** The files of the project itself. */
export const projectFiles = (prd: Prd): ReadonlyArray<AppFile> => {
  const theme = makeTheme(prd.look)
  const { dark, tokens } = theme
  return [
    { path: "index.html", content: indexHtml(prd) },
    { path: "README.md", content: readme(prd) },
    { path: ".gitignore", content: "node_modules\ndist\n*.local\n" },
    { path: "public/icon.svg", content: icon(prd, tokens["accent"] ?? "", tokens["on-accent"] ?? "") },
    { path: "src/index.css", content: css(theme) },
    { path: "public/theme.js", content: themeScript(prd, dark) },
    { path: "src/lib/theme.ts", content: themeModule(prd, dark) },
    { path: "src/main.tsx", content: main },
    { path: "src/App.tsx", content: app },
    { path: "src/components/index.ts", content: components },
    {
      path: "src/lib/product.ts",
      content: `/** The product's name. */\nexport const appName: string = ${quote(prd.title)}\n`
    }
  ]
}
