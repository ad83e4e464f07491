/** The app's project files: what installs, builds, styles and starts it. */
import type { Prd } from "../../../domain/Prd.ts"
import type { AppFile } from "../../AppFile.ts"
import { quote, words } from "../names.ts"
import { makeTheme } from "../theme.ts"

const packageJson = (prd: Prd): string => {
  const name = words(prd.title).map((word) => word.toLowerCase()).join("-").slice(0, 60)
  return `{
  "name": ${quote(name === "" ? "app" : name)},
  "version": "0.1.0",
  "private": true,
  "type": "module",
  "engines": { "node": ">=20.19.0" },
  "scripts": {
    "dev": "vite",
    "build": "tsc --noEmit && vite build",
    "preview": "vite preview",
    "typecheck": "tsc --noEmit"
  },
  "dependencies": {
    "@hookform/resolvers": "5.9.2",
    "@tanstack/react-query": "5.108.0",
    "msw": "2.15.0",
    "openapi-fetch": "0.17.0",
    "react": "19.3.1",
    "react-dom": "19.3.1",
    "react-hook-form": "7.92.0",
    "react-router": "7.18.5",
    "zod": "4.6.7"
  },
  "devDependencies": {
    "@tailwindcss/vite": "4.3.5",
    "@types/react": "19.3.0",
    "@types/react-dom": "19.3.0",
    "@vitejs/plugin-react": "6.3.0",
    "tailwindcss": "4.3.5",
    "typescript": "5.9.3",
    "vite": "8.3.8"
  },
  "allowScripts": { "msw": false }
}
`
}

const tsconfig = `{
  "compilerOptions": {
    "target": "ES2022",
    "lib": ["ES2023", "DOM", "DOM.Iterable"],
    "module": "ESNext",
    "moduleResolution": "bundler",
    "moduleDetection": "force",
    "jsx": "react-jsx",
    "types": ["vite/client"],
    "strict": true,
    "noUncheckedIndexedAccess": true,
    "noUnusedLocals": true,
    "noFallthroughCasesInSwitch": true,
    "verbatimModuleSyntax": true,
    "isolatedModules": true,
    "skipLibCheck": true,
    "noEmit": true
  },
  "include": ["src"]
}
`

const viteConfig = String.raw`import tailwindcss from "@tailwindcss/vite"
import react from "@vitejs/plugin-react"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { defineConfig } from "vite"

const worker = createRequire(import.meta.url).resolve("msw/mockServiceWorker.js")

/** Serves Mock Service Worker's script from the package, so that the two are always of one version. */
const mockServiceWorker = () => ({
  name: "mock-service-worker",
  configureServer(server) {
    server.middlewares.use("/mockServiceWorker.js", (_request, response) => {
      response.setHeader("Content-Type", "text/javascript")
      response.end(readFileSync(worker))
    })
  },
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "mockServiceWorker.js", source: readFileSync(worker, "utf8") })
  }
})

export default defineConfig({ plugins: [react(), tailwindcss(), mockServiceWorker()] })
`

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

const css = (dark: boolean, tokens: { readonly [name: string]: string }): string =>
  `@import "tailwindcss";

/* The colours of the brief, and those that follow from them: text on each ground has a contrast of 4.5 or more. */
@theme {
${Object.entries(tokens).map(([name, value]) => `  --color-${name}: ${value};`).join("\n")}
  --font-sans: "Inter", ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}

@layer base {
  html {
    color-scheme: ${dark ? "dark" : "light"};
    -webkit-text-size-adjust: 100%;
  }

  body {
    background: var(--color-background);
    color: var(--color-foreground);
    font-family: var(--font-sans);
    line-height: 1.5;
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
    *,
    ::before,
    ::after {
      animation-duration: 0.01ms !important;
      transition-duration: 0.01ms !important;
    }
  }
}
`

const main = String.raw`import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { App } from "./App"
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
  createRoot(root).render(<StrictMode><App /></StrictMode>)
}

void start()
`

const app = String.raw`import { QueryClientProvider } from "@tanstack/react-query"
import { RouterProvider } from "react-router"
import { ConfirmProvider, ToastProvider } from "./components"
import { queryClient } from "./lib/queryClient"
import { router } from "./routes"

/** What every page may rely on: the cache, toasts, questions and the router. */
export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <ToastProvider>
        <ConfirmProvider>
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
export { Page, PageHeader, TwoColumns } from "./Page"
export { Reference } from "./Reference"
export { EmptyState, ErrorState, Loading } from "./States"
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
from the API's contract; what you change is kept there until you clear it.

To use a real backend, give its address:

    VITE_API_URL=https://api.example.com npm run dev

\`npm run build\` checks the types and writes \`dist/\`, which any static host can serve (send every path to
\`index.html\`); \`npm run preview\` shows it. Set \`VITE_API_URL\` for the build as well.

## Where things are

| to change | look in |
| --- | --- |
| a page | \`src/pages/\`, one file each |
| which pages there are, and who may open them | \`src/routes.tsx\`, \`src/navigation.ts\`, \`src/lib/paths.ts\` |
| colours and fonts | \`src/index.css\` |
| buttons, tables, forms, dialogs | \`src/components/\` |
| how dates and amounts are written | \`src/lib/format.ts\` |
| navigation, sign-in, guards | \`src/shell/\`, \`src/api/session.ts\` |
| calls to the backend | \`src/api/\`; \`schema.d.ts\` is made from the OpenAPI document |
| the mock and its data | \`src/mocks/\` |

## How it was made

${
    (prd.notes.length === 0 ? ["Made by dpg from a brief."] : prd.notes).map((note) => `- ${escapeMarkdown(note)}`)
      .join("\n")
  }
`

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
  const { dark, tokens } = makeTheme(prd.look)
  return [
    { path: "package.json", content: packageJson(prd) },
    { path: "tsconfig.json", content: tsconfig },
    { path: "vite.config.ts", content: viteConfig },
    { path: "index.html", content: indexHtml(prd) },
    { path: "README.md", content: readme(prd) },
    { path: ".gitignore", content: "node_modules\ndist\n*.local\n" },
    { path: "public/icon.svg", content: icon(prd, tokens["accent"] ?? "", tokens["on-accent"] ?? "") },
    { path: "src/index.css", content: css(dark, tokens) },
    { path: "src/main.tsx", content: main },
    { path: "src/App.tsx", content: app },
    { path: "src/components/index.ts", content: components },
    {
      path: "src/lib/product.ts",
      content: `/** The product's name. */\nexport const appName: string = ${quote(prd.title)}\n`
    }
  ]
}
