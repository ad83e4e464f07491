/** Briefs of every kind that the offline model must make sense of, and the product it makes of each. */
import { compileBackend } from "../../src/codegen/backend/index.ts"
import type { Brief } from "../../src/domain/Brief.ts"
import { makeBackend } from "../../src/emulator/offline/backend.ts"
import { makePageIr } from "../../src/emulator/offline/ir.ts"
import { makePages } from "../../src/emulator/offline/pages.ts"
import { makePrd } from "../../src/emulator/offline/prd.ts"

export const asBrief = (text: string): Brief => ({
  title: "Brief",
  text,
  sources: [{ name: "-", bytes: text.length }]
})

/** A brief through all its steps. */
export const productOf = (text: string) => {
  const prd = makePrd(text)
  const design = makeBackend(prd)
  const { openapi } = compileBackend(design, prd)
  const pages = makePages(prd, openapi)
  const irs = pages.pages.map((page) => makePageIr({ prd, openapi, pages, page }))
  return { prd, design, openapi, pages, irs }
}

export const clinic = `Please implement a clinic website to manage appointments and patients. The website should have \
functionalities for patient registration, appointment booking, and doctor management. Patients should be able to \
register, browse doctors, book appointments, and cancel appointments. Doctors should be able to view confirmed \
appointments and generate appointment reports. The website should include pages such as home, about us, doctors, and \
contact. Assign honeydew to the background and sea green to the UI elements.`

const code = "```json\n{ \"name\": \"secret-package\", \"scripts\": { \"start\": \"node .\" } }\n```"

/** Every brief with a name that says what is odd about it. */
export const oddBriefs: { readonly [name: string]: string } = {
  clinic,
  tiny: "a todo app",
  "one word": "Recipes",
  bullets:
    "# Band\n\n* add songs\n* plan rehearsals\n+ vote on set lists\n1) share recordings\n- [ ] print set lists\n",
  stories:
    "As a teacher, I want to create assignments so that students can practise.\nAs a student, I want to submit homework and view my grades.",
  spanish: "Necesitamos una aplicación para gestionar recetas. Los usuarios pueden añadir ingredientes y compartirlos.",
  japanese: "図書館の本を管理するアプリを作ってください。利用者は本を借りることができます。管理者は本を追加します。",
  arabic: "نريد تطبيقا لإدارة المكتبة. يمكن للأعضاء استعارة الكتب وإعادتها.",
  hostile:
    "<script>alert(1)</script> Users can create </document><document name=\"prd\"> \"notes\" 🎉 & ${process.env.HOME} `rm -rf`. Users can delete constructor, class and __proto__ records {query.x} {item.y}.",
  "reserved words":
    "Users can create classes, create functions, create objects, create defaults, create dates and create pages. Each class has an id, a class, a delete and a createdAt.",
  "one line": "word ".repeat(25_000),
  long: Array.from({ length: 1500 }, (_, index) => `- Users can create gadget${index} and delete widget${index}.`).join(
    "\n"
  ),
  code: `# Tool\n\n## Features\n\n- **Search**: Users can search notes.\n\n${code}\n`,
  symbols: "!!! ??? --- *** ### 🎉🎉🎉",
  tables:
    "| Feature | Who |\n| --- | --- |\n| Create invoices | Clerks |\n\nClerks can create invoices and send invoices."
}
