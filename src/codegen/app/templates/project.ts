/** The app's project files: what styles and starts it. */
import type { Prd } from "../../../domain/Prd.ts"
import type { AppFile } from "../../AppFile.ts"
import { quote } from "../names.ts"
import { makeTheme, type Theme, type Tokens } from "../theme.ts"
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

  button:not(:disabled),
  select,
  [type="checkbox"] {
    cursor: pointer;
  }

  :focus-visible {
    outline: 2px solid var(--color-accent-strong);
    outline-offset: 2px;
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
          <SessionWatch />
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
export { ConfirmDialog, ConfirmProvider, useConfirm } from "./Confirm"
export { type Column, DataTable } from "./DataTable"
export { Detail, DetailList } from "./Details"
export { Dialog } from "./Dialog"
export { CheckboxField, type Option, SelectField, TextAreaField, TextField } from "./Field"
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

const readme = (prd: Prd): string =>
  `# ${escapeMarkdown(prd.title)}

${escapeMarkdown(prd.summary)}

## Run it

    npm install
    npm run dev

It needs Node 20.19 or newer. Without further settings every answer comes from a mock in the browser, with data made up
from the API's contract. What you change is kept for as long as the tab; \`?mocks=reset\` in the address puts the first data
back.

| command | what it does |
| --- | --- |
| \`npm run dev\` | starts the app, and shows each change at once |
| \`npm run build\` | checks the types and writes \`dist/\`, for any static host (send every path to \`index.html\`) |
| \`npm run preview\` | shows what was built |
| \`npm run typecheck\` | checks the types alone |
| \`npm run lint\` | oxlint, with the rules of hooks and of accessibility (\`.oxlintrc.json\`) |
| \`npm test\` | opens every page in every state, gives every form bad input, works tables, menus and choices by keyboard, against the mock |

## Use a real backend

    VITE_API_URL=https://api.example.com npm run dev

Set it for \`npm run build\` as well; the mock is then not even loaded. The backend keeps to \`openapi.yaml\`. Calls carry
\`Authorization: Bearer …\` once somebody has signed in, so a backend on another origin has to allow this app's origin and
the headers \`authorization\` and \`content-type\` (CORS). The token is the one in the answer to signing in (\`openapi.yaml\`). A 401 ends the session in the app: it asks to sign in again, and leads
back to the page. A 403 is shown as forbidden, any other error with another try.

## Sign in

${signInText(prd)}

## Lists

A table sorts and pages through the API where that takes \`sort\`, \`limit\` and \`offset\`, else over the rows at hand. Where one is in a
list, its order, what is searched for and what it is narrowed to stand in the address: a reload, a bookmark and the way back
find it again.

## See every state

The mock can be told what to do, by the address of any page; the tab remembers it:

| address | what the mock does |
| --- | --- |
| \`?mock=loading\` | never answers what is read |
| \`?mock=empty\` | has lists with nothing in them |
| \`?mock=error\` | fails to read (500) |
| \`?mock=forbidden\` | refuses to read (403) |
| \`?mock=expired\` | no longer knows who asks (401) |
| \`?mock=normal\` | answers again |

What shows such a state has \`data-state\` (\`loading\`, \`empty\`, \`error\`, \`forbidden\`; \`ready\` on a page that is there), and the root of
every page \`data-page\` with its id.

## Where things are

| to change | look in |
| --- | --- |
| a page | \`src/pages/\`, one file each |
| which pages there are, and who may open them | \`src/routes.tsx\`, \`src/navigation.ts\`, \`src/lib/paths.ts\`; \`src/test/pages.ts\` for the tests |
| colours, corners and fonts, light and dark | \`src/index.css\`; what is chosen at the start: \`public/theme.js\`, \`src/lib/theme.ts\` |
| buttons, tables, forms, menus, dialogs | \`src/components/\` |
| what of a page the address keeps | \`src/lib/address.ts\`, \`src/components/Pager.tsx\` |
| how dates and amounts are written | \`src/lib/format.ts\` |
| navigation, sign-in, guards | \`src/shell/\`, \`src/api/session.ts\` |
| what the backend offers | \`openapi.yaml\`, then \`npx openapi-typescript@7 openapi.yaml -o src/api/schema.d.ts\`: the types show what no longer fits |
| how calls are made | \`src/api/client.ts\` |
| the mock's data, rules and answers | \`src/mocks/seed.ts\`, \`src/mocks/contract.ts\`, \`src/mocks/handlers.ts\`; what it does for each kind of operation: \`src/mocks/operations.ts\` |
| what the tests ask of every page | \`src/test/\` |

## How it was made

${
    (prd.notes.length === 0 ? ["Made by dpg from a brief."] : prd.notes).map((note) => `- ${escapeMarkdown(note)}`)
      .join("\n")
  }
`

const signInText = (prd: Prd): string => {
  const names = prd.personas.filter(({ signsIn }) => signsIn).map(({ name }) => escapeMarkdown(name))
  return names.length === 0
    ? "Nobody has to."
    : `Who signs in: ${
      names.join(", ")
    }. With the mock any valid e-mail address and password will do: those of a row of its data
sign in as that person, others as the first one; where the product has no page of its own to sign in on, one chooses a role.`
}

const escapeMarkdown = (text: string): string =>
  text.replace(/\s*\n\s*/g, " ").replace(/[\\`*_[\]<>|]/g, "\\$&").replace(/^([#>+-])/, "\\$1").trim()

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
