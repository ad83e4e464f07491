/** What a reviewer of the artefacts would send back, and does not have to. */
import { assert, describe, it } from "@effect/vitest"
import { isQuotedFrom } from "../../../src/domain/Brief.ts"
import { linkPages } from "../../../src/domain/link/index.ts"
import { makePrd } from "../../../src/emulator/offline/prd.ts"
import { asBrief, oddBriefs, productOf } from "../../support/offlineBriefs.ts"

const spec = `# Product Requirement Document for Vue.js Web Application

## Features
- **Notes**: Users can write notes, search notes and delete notes.
- The app has a user-friendly interface.
- When the delete link is clicked, it dispatches the deleteReminder action.
- **Purpose**: To keep thoughts in one place.

## Constraints
- **Technology Stack**: Vue 3 and SQLite.
- **Performance**: It should load within 3 seconds.
- The budget is 5,000 euros.
- It has to be ready by March.
- **Privacy**: Adherence to GDPR.

## Terms
- **Reminder**: a note with a date.

\`\`\`json
{ "name": "quick-notes-frontend", "scripts": { "start": "vite" } }
\`\`\`
`

describe("the PRD of a specification", () => {
  const prd = makePrd(spec)

  it("is named after the product, not after what it is built with", () => {
    assert.strictEqual(prd.title, "Quick Notes")
    assert.strictEqual(makePrd("# Angular and Node.js project\n\nBuild a recipe box for cooks.").title, "Recipe Box")
  })

  it("has demands on technology, quality, law, dates and money as constraints, in the brief's words", () => {
    const { constraints = [] } = prd
    assert.deepStrictEqual(constraints.map(({ kind }) => kind), [
      "quality",
      "technology",
      "quality",
      "budget",
      "schedule",
      "law"
    ])
    for (const { quotation } of constraints) assert.isTrue(isQuotedFrom(asBrief(spec), quotation), quotation)
    assert.match(constraints[1]?.treatment ?? "", /^Not kept: .*SQLite/)
    assert.notMatch(prd.requirements.map(({ title }) => title).join(), /Vue|SQLite|friendly|budget|March/i)
  })

  it("reads what a call is named after, and says why the rest is left out", () => {
    assert.include(prd.requirements.map(({ title }) => title), "Delete reminders")
    assert.deepStrictEqual(prd.leftOut?.map(({ reason }) => reason.slice(0, 12)), ["It says why,", "A block of c"])
    assert.deepStrictEqual(prd.glossary, [{ term: "Reminder", meaning: "a note with a date." }])
  })
})

describe("a table in a brief", () => {
  it("is read row by row: what, of whom, and how much it matters", () => {
    const prd = makePrd(
      "# Office\n\n| Feature | Who | Priority |\n| --- | --- | --- |\n| Create invoices | Clerks | must |\n| Archive invoices | Managers | could |\n"
    )
    assert.deepStrictEqual(
      prd.requirements.filter(({ basis }) => basis === "stated").map(({ priority, quote, text }) => [
        text.slice(0, 28),
        quote,
        priority
      ]),
      [
        ["Clerks can create invoices. ", "Create invoices", "must"],
        ["Managers can archive invoice", "Archive invoices", "could"]
      ]
    )
    assert.deepStrictEqual(prd.leftOut?.map(({ quotation }) => quotation), ["| Feature | Who | Priority |"])
  })
})

describe("requirements, criteria and stories", () => {
  const { prd } = productOf(
    "Build a car rental site. Users can book cars, cancel bookings and filter cars. Users can manage cars and create cars."
  )
  const of = (title: string) => prd.requirements.find((one) => one.title === title)

  it("say which facts are asked for, chosen and seen", () => {
    assert.match(of("Book cars")?.text ?? "", /^Users can book cars\. That leaves a booking on record, with its car, /)
    assert.match(
      of("Book cars")?.acceptance[0].then ?? "",
      /the bookings list it with its reference, car and start date$/
    )
    assert.strictEqual(of("Cancel bookings")?.acceptance[0].then, "the booking is shown as cancelled")
    assert.match(of("Filter cars")?.acceptance[0].when ?? "", /^somebody chooses \w+ as car type$/)
  })

  it("are not said twice: whoever manages things also adds them", () => {
    assert.isUndefined(of("Create cars"))
    assert.isDefined(of("Manage cars"))
  })

  it("say why, in the brief's words where it does", () => {
    assert.isTrue(prd.stories.every(({ soThat }) => soThat !== ""))
    const told = makePrd("As a teacher, I want to create assignments so that students can practise.")
    assert.strictEqual(told.stories[0]?.soThat, "students can practise")
  })

  it.each(Object.entries(oddBriefs).filter(([name]) => name !== "long"))(
    "name something that is seen, whatever the brief: %s",
    (_, text) => {
      const made = makePrd(text.trim())
      for (const { acceptance } of made.requirements) {
        for (const { then: seen } of acceptance) assert.notMatch(seen, /its result|main facts|undefined|\bwas ed\b/)
      }
      for (const { description } of made.personas) assert.notStrictEqual(description, "")
    }
  )
})

describe("who may do what", () => {
  const { design, openapi, pages, prd } = productOf(
    "Build a clinic site. Administrators can manage doctors and generate appointment reports. Patients can register, " +
      "log in, browse doctors and book appointments. Administrators can see all appointments. Patients can edit their profile."
  )
  const rolesOf = (id: string) => design.operations.find((one) => one.id === id)?.roles

  it("comes from who the brief says does it", () => {
    assert.deepStrictEqual(rolesOf("deleteDoctor"), ["administrator"])
    assert.deepStrictEqual(rolesOf("createAppointment"), ["patient"])
    assert.deepStrictEqual(rolesOf("getAppointmentReport"), ["administrator"])
    assert.deepStrictEqual(rolesOf("listDoctors"), [])
    assert.sameMembers([...rolesOf("listAppointments") ?? []], ["administrator", "patient"])
  })

  it("holds for the pages: none is open to a role that it has nothing for", () => {
    assert.deepStrictEqual(linkPages(pages, prd, openapi), [])
    assert.deepStrictEqual(pages.pages.find(({ id }) => id === "appointment-report")?.roles, ["administrator"])
  })

  it("lets people change their own account alone where the brief says it of all", () => {
    const { design } = productOf(
      "Build a student portal for registration and management of student information. Students can register and log in. " +
        "Training providers can access student information."
    )
    const ids = design.operations.map(({ id }) => id)
    assert.notInclude(ids, "deleteStudent")
    assert.deepStrictEqual(design.operations.find(({ id }) => id === "listStudents")?.roles, ["training-provider"])
  })

  it("is asked of the owner where the brief does not say it", () => {
    const open = makePrd("Build a to-do list. Users can create tasks and delete tasks.")
    assert.match(open.assumptions?.[0]?.text ?? "", /^Nobody signs in: /)
    const shared = makePrd("Build a shared to-do list. Users can log in. Users can create tasks and delete tasks.")
    assert.match(shared.assumptions?.map(({ text }) => text).join("\n") ?? "", /may change every one of the tasks/)
    const controlled = productOf(
      "Build a call log. Users can log in, create call logs. The system has permission control."
    )
    assert.deepStrictEqual(controlled.design.operations.find(({ id }) => id === "listCallLogs")?.roles, ["user"])
  })
})
