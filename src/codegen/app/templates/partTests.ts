/** The app's tests of its calendar and of its files. */
import type { AppFile } from "../../AppFile.ts"

const calendarTest = String.raw`import { fireEvent, render, screen, waitFor } from "@testing-library/react"
import { createMemoryRouter } from "react-router"
import { describe, expect, it } from "vitest"
import { App } from "../App"
import { Calendar } from "../components"
import { dayOf, lanesOf, lastDayOf, weeksOf } from "../lib/days"

describe("days", () => {
  it("are those of a date as it stands, and of a moment by the clock here", () => {
    expect(dayOf("2026-03-01")).toBe("2026-03-01")
    expect(dayOf(new Date(2026, 2, 1, 0, 30).toISOString())).toBe("2026-03-01")
    expect(dayOf(new Date(2026, 2, 1, 23, 30).toISOString())).toBe("2026-03-01")
    expect(dayOf("soon")).toBeUndefined()
    expect(lastDayOf("2026-03-02")).toBe("2026-03-02")
    expect(lastDayOf(new Date(2026, 2, 2, 0, 0).toISOString())).toBe("2026-03-01")
  })

  it("make weeks that begin where the reader's do", () => {
    expect(weeksOf("2026-02", 7)).toHaveLength(4)
    expect(weeksOf("2026-02", 1)[0]).toEqual(["", "", "", "", "", "", "2026-02-01"])
    expect(weeksOf("2028-02", 1).flat().filter((day) => day !== "")).toHaveLength(29)
  })

  it("give what lasts one place in all of a week", () => {
    const [one, two, three] = [
      { from: "2026-06-01", to: "2026-06-03" },
      { from: "2026-06-02", to: "2026-06-02" },
      { from: "2026-06-04", to: "2026-06-09" }
    ]
    const [first] = weeksOf("2026-06", 1)
    expect(lanesOf(first ?? [], [one, two, three].flatMap((span) => span ?? [])).slice(0, 4)).toEqual([[one], [one, two], [one], [three]])
  })
})

describe("a calendar", () => {
  const items = [
    { id: "a", title: "Kick-off", on: "2027-05-03" },
    { id: "b", title: "Fair", on: "2027-05-03", until: "2027-05-05" },
    { id: "c", title: "Party", on: "2027-06-30" }
  ]
  const show = (address: string) => {
    const element = (
      <Calendar
        label="Plan"
        items={items}
        itemKey={(item) => item.id}
        start={(item) => item.on}
        end={(item) => item.until}
        text={(item) => item.title}
        to={(item) => "/things/" + item.id}
        total={7}
      />
    )
    const router = createMemoryRouter([{ path: "*", element }], { initialEntries: [address] })
    render(<App router={router} />)
    return router
  }

  it("has each thing on its days, and leads there", () => {
    show("/?plan-month=2027-05")
    expect(screen.getByText("May 2027")).toBeTruthy()
    expect(screen.getByRole("link", { name: /Kick-off/ }).getAttribute("href")).toBe("/things/a")
    expect(screen.getAllByRole("link", { name: /Fair/ })).toHaveLength(3)
    expect(screen.queryByText(/Party/)).toBeNull()
    expect(screen.getByText(/The first 3 of 7/)).toBeTruthy()
  })

  it("goes from month to month, and the address keeps which", async () => {
    const router = show("/?plan-month=2027-05")
    fireEvent.click(screen.getByRole("button", { name: "Next month" }))
    await screen.findByText("June 2027")
    expect(router.state.location.search).toBe("?plan-month=2027-06")
    fireEvent.click(screen.getByRole("button", { name: "Next month" }))
    await screen.findByText("Nothing in July 2027.")
    fireEvent.click(screen.getByRole("button", { name: "Show June 2027" }))
    await screen.findByRole("link", { name: /Party/ })
    fireEvent.click(screen.getByRole("button", { name: "Today" }))
    await waitFor(() => expect(router.state.location.search).toBe(""))
  })
})
`

const filesTest = String.raw`import { fireEvent, render, screen, waitFor } from "@testing-library/react"
import { useState } from "react"
import { describe, expect, it } from "vitest"
import { FileField, FileLink } from "../components"
import { fileOf } from "../lib/files"

function Choice() {
  const [value, setValue] = useState("")
  return (
    <>
      <FileField label="Plan" name="plan" required accept={["application/pdf", "image/png"]} maxBytes={1000} value={value} onChange={setValue} />
      <FileLink value={value} />
    </>
  )
}

const choose = (name: string, type: string, length: number) =>
  fireEvent.change(screen.getByLabelText("Plan"), { target: { files: [new File(["x".repeat(length)], name, { type })] } })

describe("a file", () => {
  it("is chosen, kept with its name, and taken out again", async () => {
    render(<Choice />)
    choose("Site plan.pdf", "application/pdf", 600)
    const link = await screen.findByRole("link", { name: "Site plan.pdf" })
    expect(link.getAttribute("href")).toMatch(/^data:application\/pdf;name=Site%20plan\.pdf;base64,eHh4/)
    expect(link.getAttribute("download")).toBe("Site plan.pdf")
    fireEvent.click(screen.getByRole("button", { name: "Remove Site plan.pdf" }))
    await waitFor(() => expect(screen.queryByRole("link")).toBeNull())
  })

  it("that is too large or of another type is refused in words", async () => {
    render(<Choice />)
    choose("plan.pdf", "application/pdf", 1001)
    await screen.findByText("plan.pdf has 1 kB. Choose a file of at most 1 kB.")
    choose("plan.exe", "application/x-msdownload", 5)
    await screen.findByText("plan.exe cannot be used here. Choose a file of type PDF or PNG.")
    expect(screen.getByLabelText("Plan").getAttribute("aria-invalid")).toBe("true")
    expect(screen.queryByRole("link")).toBeNull()
  })

  it("is none where its address is not safe", () => {
    expect(fileOf("javascript:alert(1)")).toBeUndefined()
    expect(fileOf("https://files.example.com/a%20b.pdf")?.name).toBe("a b.pdf")
    expect(fileOf("data:text/plain;base64,eA==")?.size).toBe("1 byte")
  })
})
`

/** The files of these tests. */
export const partTests: ReadonlyArray<AppFile> = [
  { path: "src/test/calendar.test.tsx", content: calendarTest },
  { path: "src/test/files.test.tsx", content: filesTest }
]
