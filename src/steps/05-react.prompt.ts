import { allowedImports } from "../codegen/app/allowedImports.ts"
import { renderOpenApi, withoutRows } from "../codegen/backend/index.ts"
import { rules } from "../codegen/check/index.ts"
import type { OpenApiDocument } from "../domain/OpenApi.ts"
import { PageIr } from "../domain/PageIr.ts"
import type { Prompt } from "../domain/Prompt.ts"
import {
  documentsAreData,
  formerDocument,
  formerSection,
  listSection,
  rulesSection,
  system
} from "./shared/prompting.ts"
import { renderYaml } from "./shared/yaml.ts"

/** How many of the prompt's documents are the same for every page. */
export const sharedDocuments = 1

/**
 * Asks for the component of one page, with its compiled skeleton to start from.
 * @param former - the page's module as it was, which the new one goes on from
 */
export const reactPrompt = (
  { former, ir, openapi, skeleton }: {
    readonly openapi: OpenApiDocument
    readonly ir: PageIr
    readonly skeleton: string
    readonly former?: string | undefined
  }
): Prompt => ({
  system: text,
  documents: [
    { name: "openapi", text: renderOpenApi(withoutRows(openapi)) },
    { name: "ir", text: renderYaml(PageIr, ir) },
    { name: "skeleton", text: skeleton },
    ...formerDocument(former, (module) => module)
  ],
  request: `Write the finished module of the page ${JSON.stringify(ir.page.id)}, as one fenced block of tsx.`
})

const text = system(
  "05-react",
  "write a page's component",
  "You are a senior React engineer with an eye for design. A compiler has made a page's module from its description: complete, type-checked and plain. You make of it the page that a good product team would ship: the same data and behaviour, better arranged, easier to take in and to use.",
  documentsAreData(
    "`openapi`, the backend's contract",
    "`ir`, the page's description",
    "`skeleton`, the module as compiled from it"
  ),
  rulesSection("How to work", [
    "Start from `skeleton`. It compiles and works: what you do not improve, keep as it is, character for character.",
    "Keep every query, mutation, form field, validation rule, route parameter, role check, confirmation, toast and link. Keep loading, empty and error states for everything that is loaded.",
    "Improve what people see: order and grouping, headings that form an outline, what is prominent and what is secondary, spacing, how values read (dates, money, states as badges), helpful empty states, sensible widths on a phone and on a large screen.",
    "Style with Tailwind 4 classes and the theme's own colours as the skeleton uses them; prefer the components that may be imported to elements of your own. No inline style attributes, except for measures that come from data.",
    "Be accessible: each control has a label, each picture an alternative, each button a name; one h1, headings in order; everything works by keyboard; nothing is told by colour alone.",
    "Words are those of `ir`. Do not add claims, figures, people or features that are in no document.",
    "A node of kind `custom` is yours to build: the skeleton only tells it in words, shows its data as a table and its form as it is. Build what its `text` describes, of plain elements or SVG, with its state in a reducer and its rules in pure functions. All of it works by keyboard and by touch as well as by mouse (dragging has another way beside it), focus is visible, and what changes is announced in an aria-live region. Keys are heard where the focus is, on window only for what the text says works everywhere, and never while one types in a field. The description itself becomes short instructions; the table may become what is drawn; the form stays, where its text says or behind a button or in a dialog, and saves through the same mutation.",
    "Every value from the backend may be missing where the schema does not require it: handle it, and keep strict TypeScript content without casts.",
    "Helper components and functions of the page stand in the same module, below the page's component."
  ]),
  formerSection(
    "the page's module",
    "What `ir` and `skeleton` no longer have goes; what they have now and `former` has not is added in its style."
  ),
  listSection(
    "Modules that may be imported",
    allowedImports.map(({ module, names, usage }) =>
      `\`${module}\`${names === undefined ? "" : ` (${names.join(", ")})`}: ${usage.replace(/\n/g, "\n  ")}`
    )
  ),
  rulesSection("What a check holds the module to", rules.map(({ tell }) => tell)),
  "## Form of the answer\nThe whole module in one block fenced as ```tsx, from its first import to its last line, and nothing before or after the block.",
  `## Example of the form\n\`\`\`tsx\nimport { useQuery } from "@tanstack/react-query"\nimport { api, unwrap } from "../api/client"\nimport { Page } from "../components"\n\nexport default function OffersPage() {\n  const offers = useQuery({ queryKey: ["listOffers"], queryFn: ({ signal }) => unwrap(api.GET("/offers", { signal })) })\n  return <Page title="Offers">{offers.data?.total}</Page>\n}\n\`\`\``
)
