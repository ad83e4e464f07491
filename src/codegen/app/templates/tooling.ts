/** What installs, checks, builds and tests the app. */
import type { Prd } from "../../../domain/Prd.ts"
import type { AppFile } from "../../AppFile.ts"
import { quote, words } from "../names.ts"

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
    "build": "npm run --silent typecheck && vite build",
    "preview": "vite preview",
    "typecheck": "tsc --noEmit && tsc --noEmit --project tsconfig.node.json",
    "lint": "oxlint --deny-warnings",
    "test": "vitest run"
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
    "@testing-library/dom": "10.4.2",
    "@testing-library/react": "16.3.3",
    "@types/node": "20.19.43",
    "@types/react": "19.3.0",
    "@types/react-dom": "19.3.0",
    "@vitejs/plugin-react": "6.3.0",
    "happy-dom": "21.0.4",
    "oxlint": "1.94.0",
    "tailwindcss": "4.3.5",
    "typescript": "5.9.3",
    "vite": "8.3.8",
    "vitest": "4.1.12"
  },
  "allowScripts": { "msw": false }
}
`
}

const strict = `"strict": true,
    "noUncheckedIndexedAccess": true,
    "noUnusedLocals": true,
    "noFallthroughCasesInSwitch": true,
    "verbatimModuleSyntax": true,
    "isolatedModules": true,
    "skipLibCheck": true,
    "noEmit": true`

const tsconfig = `{
  "compilerOptions": {
    "target": "ES2022",
    "lib": ["ES2023", "DOM", "DOM.Iterable"],
    "module": "ESNext",
    "moduleResolution": "bundler",
    "moduleDetection": "force",
    "jsx": "react-jsx",
    "types": ["vite/client"],
    ${strict}
  },
  "include": ["src"]
}
`

const tsconfigNode = `{
  "compilerOptions": {
    "target": "ES2023",
    "lib": ["ES2023"],
    "module": "ESNext",
    "moduleResolution": "bundler",
    "types": ["node"],
    ${strict}
  },
  "include": ["vite.config.ts"]
}
`

const viteConfig = String.raw`import tailwindcss from "@tailwindcss/vite"
import react from "@vitejs/plugin-react"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import type { Plugin } from "vite"
import { defineConfig } from "vitest/config"

const worker = createRequire(import.meta.url).resolve("msw/mockServiceWorker.js")

/** Serves Mock Service Worker's script from the package, so that the two are always of one version. */
const mockServiceWorker = (): Plugin => ({
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

export default defineConfig({
  plugins: [react(), tailwindcss(), mockServiceWorker()],
  test: {
    environment: "happy-dom",
    environmentOptions: { happyDOM: { url: "http://localhost:3000" } },
    env: { VITE_API_URL: "http://localhost:3000/api" },
    setupFiles: "src/test/setup.ts",
    testTimeout: 20_000,
    css: false
  }
})
`

const oxlintrc = `{
  "$schema": "./node_modules/oxlint/configuration_schema.json",
  "plugins": ["eslint", "typescript", "oxc", "import", "react", "jsx-a11y", "vitest"],
  "categories": { "correctness": "error" },
  "env": { "browser": true, "es2023": true },
  "rules": {
    "react/rules-of-hooks": "error",
    "react/exhaustive-deps": "error",
    "react/button-has-type": "error",
    "react/no-danger": "error",
    "react/jsx-no-target-blank": "error",
    "no-eval": "error",
    "no-implied-eval": "error",
    "typescript/no-explicit-any": "error",
    "jsx-a11y/prefer-tag-over-role": "off"
  },
  "ignorePatterns": ["dist", "src/api/schema.d.ts"]
}
`

/** The files of the tools. */
export const toolingFiles = (prd: Prd): ReadonlyArray<AppFile> => [
  { path: "package.json", content: packageJson(prd) },
  { path: "tsconfig.json", content: tsconfig },
  { path: "tsconfig.node.json", content: tsconfigNode },
  { path: "vite.config.ts", content: viteConfig },
  { path: ".oxlintrc.json", content: oxlintrc }
]
