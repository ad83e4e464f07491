/** The whole app: project, components, library, shell, API client, mocks and pages. */
import type { Backend } from "../../domain/OpenApi.ts"
import type { PageIr } from "../../domain/PageIr.ts"
import type { Pages } from "../../domain/Pages.ts"
import type { Prd } from "../../domain/Prd.ts"
import { apiFiles } from "../api/index.ts"
import type { AppFile } from "../AppFile.ts"
import { pageComponentName, pageModulePath, quote } from "./names.ts"
import { pageSkeleton } from "./pageSkeleton.ts"
import { referenceFile } from "./references.ts"
import { routeFiles } from "./routes.ts"
import { basicComponents } from "./templates/basics.ts"
import { calendarFiles } from "./templates/calendar.ts"
import { dataComponents } from "./templates/data.ts"
import { feedbackComponents } from "./templates/feedback.ts"
import { fileFiles } from "./templates/files.ts"
import { inputComponents } from "./templates/inputs.ts"
import { libFiles } from "./templates/lib.ts"
import { menuComponents } from "./templates/menu.ts"
import { partTests } from "./templates/partTests.ts"
import { currencyOf, projectFiles } from "./templates/project.ts"
import { referenceComponents } from "./templates/reference.ts"
import { shellFiles } from "./templates/shell.ts"
import { toolingFiles } from "./templates/tooling.ts"
import { appTests } from "./testFacts.ts"

/** What the app is made of. */
export interface AppInput {
  readonly prd: Prd
  readonly backend: Backend
  readonly pages: Pages
  readonly irs: ReadonlyArray<PageIr>
  /** The TSX source of each page's module, by page id; a page without one gets its skeleton. */
  readonly components: ReadonlyMap<string, string>
}

/** Every file of the app, paths relative to `app/`, each path once. The same input gives the same files. */
export const generateApp = (input: AppInput): ReadonlyArray<AppFile> => [
  ...toolingFiles(input.prd),
  ...projectFiles(input.prd),
  ...routeFiles(input),
  ...shellFiles,
  ...basicComponents,
  ...feedbackComponents,
  ...inputComponents,
  ...dataComponents,
  ...calendarFiles,
  ...fileFiles,
  ...partTests,
  ...menuComponents,
  ...referenceComponents,
  referenceFile(input.backend.openapi),
  ...libFiles(currencyOf(input.prd)),
  ...apiFiles(input),
  ...appTests(input),
  ...input.pages.pages.map((page) => ({
    path: pageModulePath(page.id),
    content: pageSource(input, page.id, page.title)
  }))
]

const pageSource = (input: AppInput, pageId: string, title: string): string => {
  const component = input.components.get(pageId)
  if (component !== undefined) return component.endsWith("\n") ? component : `${component}\n`
  const ir = input.irs.find((one) => one.page.id === pageId)
  return ir === undefined ? bare(pageId, title) : pageSkeleton(ir, input)
}

/** A page that nothing is known of but that there is one. */
const bare = (pageId: string, title: string): string =>
  `import { EmptyState, Page } from "../components"

export default function ${pageComponentName(pageId)}() {
  return (
    <Page title={${quote(title)}}>
      <EmptyState title="This page has no content yet." />
    </Page>
  )
}
`
