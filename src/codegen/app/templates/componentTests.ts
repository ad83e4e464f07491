/** The app's tests of its own components: what is sorted, paged, searched and opened with the keyboard. */
import type { AppFile } from "../../AppFile.ts"

const componentsTest = String.raw`import { fireEvent, render, screen, waitFor } from "@testing-library/react"
import { type ReactNode, useState } from "react"
import { createMemoryRouter } from "react-router"
import { describe, expect, it } from "vitest"
import { App } from "../App"
import { type Column, DataTable, Dialog, Menu, MenuItem, Pager, ReferenceField, usePaging } from "../components"

/** Shows something at an address. */
const show = (element: ReactNode, address = "/") => {
  const router = createMemoryRouter([{ path: "*", element }], { initialEntries: [address] })
  render(<App router={router} />)
  return router
}

interface Thing {
  id: string
  name: string
  size: number
}

const things = Array.from({ length: 45 }, (_, index): Thing => ({
  id: String(index),
  name: "Thing " + (index + 1),
  size: (index * 7) % 45
}))

const columns: ReadonlyArray<Column<Thing>> = [
  { id: "name", header: "Name", cell: (thing) => thing.name },
  { id: "size", header: "Size", sortValue: (thing) => thing.size, sortKey: "size", cell: (thing) => thing.size }
]

const sizes = () => screen.getAllByRole("row").slice(1).map((row) => row.querySelectorAll("td")[1]?.lastElementChild?.textContent)

describe("a table", () => {
  const table = <DataTable caption="Things" rows={things} rowKey={(thing) => thing.id} columns={columns} />

  it("sorts and pages the rows at hand, and the address keeps both", async () => {
    const router = show(table)
    expect(sizes()).toHaveLength(20)
    fireEvent.click(screen.getByRole("button", { name: "Size" }))
    await waitFor(() => expect(sizes().slice(0, 3)).toEqual(["0", "1", "2"]))
    expect(screen.getByRole("columnheader", { name: /Size/ }).getAttribute("aria-sort")).toBe("ascending")
    fireEvent.click(screen.getByRole("button", { name: "Size" }))
    await waitFor(() => expect(sizes().slice(0, 3)).toEqual(["44", "43", "42"]))
    fireEvent.click(screen.getByRole("button", { name: "Next" }))
    await waitFor(() => expect(sizes()[0]).toBe("24"))
    expect(router.state.location.search).toBe("?things-sort=-size&things-page=2")
  })

  it("starts as the address says, wrong as that may be", async () => {
    show(table, "/?things-sort=-size&things-page=99")
    expect(sizes()).toEqual(["4", "3", "2", "1", "0"])
    expect(screen.getByRole("columnheader", { name: /Name/ }).getAttribute("aria-sort")).toBeNull()
  })
})

function Parts() {
  const paging = usePaging([], { name: "things", sorts: ["size"] })
  return (
    <>
      <p>from {paging.offset} by {paging.sort || "nothing"}</p>
      <DataTable caption="Parts" rows={things.slice(0, 2)} rowKey={(thing) => thing.id} columns={columns} order={paging} />
      <Pager paging={paging} size={20} total={45} />
    </>
  )
}

describe("a list that comes in parts", () => {
  it("asks the backend for another part and another order, which starts from the beginning", async () => {
    const router = show(<Parts />)
    fireEvent.click(screen.getByRole("button", { name: "Next 20" }))
    await screen.findByText("from 20 by nothing")
    fireEvent.click(screen.getByRole("button", { name: "Size" }))
    await screen.findByText("from 0 by size")
    fireEvent.click(screen.getByRole("button", { name: "Size" }))
    await screen.findByText("from 0 by -size")
    expect(router.state.location.search).toBe("?things-sort=-size")
  })

  it("goes to the last part when the address is beyond it, and takes no order that there is none of", async () => {
    show(<Parts />, "/?things-from=400&things-sort=colour")
    await screen.findByText("from 40 by nothing")
    await waitFor(() => expect(screen.getByRole("button", { name: "Next 20" }).matches(":disabled")).toBe(true))
  })
})

function Choice() {
  const [value, setValue] = useState("")
  const options = things.map((thing) => ({ value: thing.id, label: thing.name }))
  return (
    <>
      <p>chosen {value}</p>
      <ReferenceField label="Thing" name="thing" required options={options} value={value} onChange={setValue} />
    </>
  )
}

describe("a choice among many", () => {
  it("is searched and made with the keyboard", async () => {
    show(<Choice />)
    const box = screen.getByRole("combobox")
    expect(box.getAttribute("aria-expanded")).toBe("false")
    fireEvent.change(box, { target: { value: "ing 4" } })
    await waitFor(() => expect(screen.getAllByRole("option")).toHaveLength(7))
    fireEvent.keyDown(box, { key: "ArrowDown" })
    const active = box.getAttribute("aria-activedescendant") ?? ""
    expect(document.getElementById(active)?.textContent).toBe("Thing 40")
    fireEvent.keyDown(box, { key: "Enter" })
    await screen.findByText("chosen 39")
    expect(box.getAttribute("aria-expanded")).toBe("false")
    fireEvent.change(box, { target: { value: "" } })
    await screen.findByText("chosen")
  })
})

function Actions() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Menu label="Actions for this">
        <MenuItem to="/elsewhere">Go</MenuItem>
        <MenuItem onSelect={() => setOpen(true)}>Rename</MenuItem>
      </Menu>
      <Dialog open={open} onClose={() => setOpen(false)} title="New name">Which one?</Dialog>
    </>
  )
}

describe("a menu", () => {
  it("opens, moves and closes with the keyboard, and gives the focus back", async () => {
    show(<Actions />)
    const button = screen.getByRole("button", { name: "Actions for this" })
    button.focus()
    fireEvent.keyDown(button, { key: "ArrowDown" })
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Go"))
    expect(button.getAttribute("aria-expanded")).toBe("true")
    fireEvent.keyDown(document.activeElement ?? button, { key: "ArrowUp" })
    expect(document.activeElement?.textContent).toBe("Rename")
    fireEvent.keyDown(document.activeElement ?? button, { key: "Escape" })
    await waitFor(() => expect(button.getAttribute("aria-expanded")).toBe("false"))
    expect(document.activeElement).toBe(button)
    fireEvent.click(button)
    fireEvent.click(await screen.findByRole("menuitem", { name: "Rename" }))
    await screen.findByText("Which one?")
  })

  it("is not there where it would be empty", () => {
    show(<Menu label="Actions for this">{false}</Menu>)
    expect(screen.queryByRole("button", { name: "Actions for this" })).toBeNull()
  })
})
`

/** The file of these tests. */
export const componentTests: ReadonlyArray<AppFile> = [
  { path: "src/test/components.test.tsx", content: componentsTest }
]
