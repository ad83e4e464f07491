/** The app's way through a list that the backend gives a part at a time. */
import type { AppFile } from "../../AppFile.ts"

const pager = String.raw`import { useEffect, useState } from "react"
import { useAddress } from "../lib/address"
import { Button } from "./Button"

/** Where one is in a list that the backend gives a part at a time, and in which order. */
export interface Paging {
  /** How many come before the part that is shown. */
  offset: number
  goTo: (offset: number) => void
  /** What the backend sorts by: "title", "-title" for descending, "" for its own order. */
  sort: string
  sortBy: (sort: string) => void
}

/**
 * Where the address says one is in a list: a reload and the way back find it again. It is the first part whenever
 * something else is asked for. Of several lists on a page each has a name of its own; sorts is what the backend sorts by.
 */
export const usePaging = (
  asked: ReadonlyArray<unknown> = [],
  { name = "list", sorts = [] }: { name?: string; sorts?: ReadonlyArray<string> } = {}
): Paging => {
  const [address, visit] = useAddress()
  const key = JSON.stringify(asked)
  const [since, setSince] = useState(key)
  const from = Number(address.get(name + "-from") ?? "0")
  const sort = address.get(name + "-sort") ?? ""
  return {
    offset: since === key && Number.isSafeInteger(from) && from > 0 ? from : 0,
    goTo: (offset) => {
      setSince(key)
      visit({ [name + "-from"]: offset === 0 ? "" : String(offset) })
    },
    sort: sorts.includes(sort.replace(/^-/, "")) ? sort : "",
    sortBy: (next) => visit({ [name + "-sort"]: next, [name + "-from"]: "" })
  }
}

/** Leads to the other parts of a list; nothing where all of it is shown. */
export function Pager({ paging, size, total = 0 }: { paging: Paging; size: number; total?: number | undefined }) {
  const { goTo, offset } = paging
  const last = Math.max(0, Math.ceil(total / size) - 1) * size
  useEffect(() => {
    // The last part may be gone: its rows were deleted, or the address is an old one.
    if (total > 0 && offset >= total) goTo(last)
  }, [total, offset, last, goTo])
  if (total <= size && offset === 0) return null
  return (
    <nav aria-label="Parts of the list" className="flex flex-wrap items-center justify-between gap-3">
      <p aria-live="polite" className="text-sm text-muted tabular-nums">
        {Math.min(offset + 1, total)} to {Math.min(offset + size, total)} of {total}
      </p>
      <div className="flex gap-2">
        <Button disabled={offset === 0} onClick={() => goTo(Math.max(0, offset - size))}>Previous {size}</Button>
        <Button disabled={offset + size >= total} onClick={() => goTo(offset + size)}>Next {size}</Button>
      </div>
    </nav>
  )
}
`

/** The file of this component. */
export const pagingComponents: ReadonlyArray<AppFile> = [{ path: "src/components/Pager.tsx", content: pager }]
