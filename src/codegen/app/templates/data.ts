/** The app's components that show data: tables, lists, details and charts. */
import type { AppFile } from "../../AppFile.ts"
import { pagingComponents } from "./paging.ts"

const dataTable = String
  .raw`// oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- as cards on a phone, the parts of a table would lose their own roles
import { type ReactNode, useId, useMemo } from "react"
import { Link } from "react-router"
import { useAddress } from "../lib/address"
import { cn } from "../lib/cn"
import { compareValues } from "../lib/values"
import { Button } from "./Button"

export interface Column<Row> {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** What the column is sorted by here; without it the column cannot be sorted. */
  sortValue?: (row: Row) => unknown
  /** What the backend calls that, where the table has an order of the backend's. */
  sortKey?: string
  /** Figures stand at the right. */
  align?: "left" | "right"
}

const pageSize = 20

/**
 * A table that can be sorted by its columns, a page at a time; the address keeps both. On a phone each row becomes a card.
 * With an order (of usePaging) the backend sorts all there is; without, the rows that are here are sorted.
 */
export function DataTable<Row>(
  { caption, rows, rowKey, columns, rowLink, onSelect, actions, order }: {
    /** Says what the table lists, to those who do not see it. */
    caption: string
    rows: ReadonlyArray<Row>
    rowKey: (row: Row, index: number) => string
    columns: ReadonlyArray<Column<Row>>
    /** Where a row leads. */
    rowLink?: (row: Row) => string
    /** What choosing a row does, where it leads nowhere. */
    onSelect?: (row: Row) => void
    /** What can be done with a row. */
    actions?: (row: Row) => ReactNode
    /** The order that the backend gives: a column's sortKey, with a leading "-" for descending. */
    order?: { sort: string; sortBy: (sort: string) => void }
  }
) {
  const selectId = useId()
  const [address, visit] = useAddress()
  const name = caption.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "table"
  const keyOf = (column: Column<Row>) =>
    order !== undefined ? column.sortKey : column.sortValue === undefined ? undefined : column.id
  const sort = order?.sort ?? address.get(name + "-sort") ?? ""
  const by = sort.replace(/^-/, "")
  const descending = sort.startsWith("-")
  const isLocal = order === undefined
  const sorted = useMemo(() => {
    const value = isLocal ? columns.find((column) => column.id === by)?.sortValue : undefined
    if (value === undefined) return rows
    const sign = descending ? -1 : 1
    return [...rows].sort((one, other) => sign * compareValues(value(one), value(other)))
  }, [rows, columns, isLocal, by, descending])
  const pages = Math.max(1, Math.ceil(rows.length / pageSize))
  const asked = Number(address.get(name + "-page") ?? "1") - 1
  const page = Number.isInteger(asked) && asked > 0 ? Math.min(asked, pages - 1) : 0
  const shown = sorted.slice(page * pageSize, (page + 1) * pageSize)
  const setPage = (next: number) => visit({ [name + "-page"]: next === 0 ? "" : String(next + 1) })
  const sortBy = (next: string) => {
    if (order === undefined) visit({ [name + "-sort"]: next, [name + "-page"]: "" })
    else order.sortBy(next)
  }
  const sortable = columns.filter((column) => keyOf(column) !== undefined)
  const lead = (row: Row, content: ReactNode): ReactNode =>
    rowLink !== undefined
      ? <Link to={rowLink(row)} className="font-medium max-sm:font-semibold after:absolute after:inset-0">{content}</Link>
      : onSelect !== undefined
      ? (
        <button type="button" onClick={() => onSelect(row)} className="text-left font-medium max-sm:font-semibold after:absolute after:inset-0">
          {content}
        </button>
      )
      : content
  return (
    <div className="space-y-3">
    {sortable.length > 0 && rows.length > 1 && (
      <div className="flex items-center gap-3 text-sm sm:hidden">
        <label htmlFor={selectId} className="shrink-0 text-muted">Sort by</label>
        <select
          id={selectId}
          value={sort}
          onChange={(event) => sortBy(event.target.value)}
          className="h-10 min-w-0 flex-1 rounded-lg border border-control bg-surface px-3 text-base"
        >
          <option value="">As it comes</option>
          {sortable.flatMap((column) => [
            <option key={column.id} value={keyOf(column)}>{column.header}, ascending</option>,
            <option key={"-" + column.id} value={"-" + keyOf(column)}>{column.header}, descending</option>
          ])}
        </select>
      </div>
    )}
    <div className="overflow-x-auto sm:rounded-xl sm:border sm:border-border sm:bg-surface sm:shadow-xs">
      <table role="table" className="w-full text-sm max-sm:block">
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className="border-b border-border bg-subtle/60 max-sm:hidden">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.id}
                role="columnheader"
                scope="col"
                aria-sort={keyOf(column) === undefined ? undefined : by !== keyOf(column) ? "none" : descending ? "descending" : "ascending"}
                className={cn(
                  "px-3 py-2.5 font-medium whitespace-nowrap text-muted first:pl-4 last:pr-4",
                  column.align === "right" ? "text-right" : "text-left"
                )}
              >
                {keyOf(column) === undefined ? column.header : (
                  <button
                    type="button"
                    onClick={() => sortBy((by === keyOf(column) && !descending ? "-" : "") + keyOf(column))}
                    className="inline-flex min-h-6 items-center gap-1 hover:text-foreground"
                  >
                    {column.header}
                    <span aria-hidden="true" className={cn("text-xs", by !== keyOf(column) && "opacity-40")}>
                      {by === keyOf(column) ? (descending ? "↓" : "↑") : "↕"}
                    </span>
                  </button>
                )}
              </th>
            ))}
            {actions !== undefined && <th role="columnheader" scope="col"><span className="sr-only">Actions</span></th>}
          </tr>
        </thead>
        <tbody role="rowgroup" className="max-sm:block max-sm:space-y-3 sm:divide-y sm:divide-border">
          {shown.map((row, index) => (
            <tr
              key={rowKey(row, index)}
              role="row"
              className={cn(
                "relative max-sm:block max-sm:rounded-xl max-sm:border max-sm:border-border max-sm:bg-surface max-sm:p-4 max-sm:shadow-xs",
                (rowLink !== undefined || onSelect !== undefined) && "hover:bg-subtle/60"
              )}
            >
              {columns.map((column, position) => {
                const content = column.cell(row)
                return (
                  <td
                    key={column.id}
                    role="cell"
                    className={cn(
                      "align-middle break-words sm:px-3 sm:py-3 sm:first:pl-4 sm:last:pr-4",
                      position === 0
                        ? "max-sm:block max-sm:pb-2 max-sm:text-base max-sm:font-semibold sm:min-w-36"
                        : "max-sm:flex max-sm:items-baseline max-sm:justify-between max-sm:gap-4 max-sm:py-1 max-sm:text-right",
                      column.align === "right" && "sm:text-right sm:tabular-nums",
                      isFigure(content) ? "sm:whitespace-nowrap" : widthFor(content)
                    )}
                  >
                    {position > 0 && <span aria-hidden="true" className="shrink-0 text-left text-muted sm:hidden">{column.header}</span>}
                    <span className="min-w-0">{position === 0 ? lead(row, content) : content}</span>
                  </td>
                )
              })}
              {actions !== undefined && (
                <td role="cell" className="print:hidden max-sm:block sm:w-px sm:px-3 sm:py-2 sm:whitespace-nowrap">
                  <div className="flex flex-wrap gap-2 empty:hidden max-sm:mt-3 sm:flex-nowrap sm:justify-end">{actions(row)}</div>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    {pages > 1 && (
      <nav aria-label={caption + ", pages"} className="flex flex-wrap items-center justify-between gap-3">
        <p aria-live="polite" className="text-sm text-muted tabular-nums">
          {page * pageSize + 1}–{Math.min((page + 1) * pageSize, rows.length)} of {rows.length}
        </p>
        <div className="flex gap-2">
          <Button disabled={page === 0} onClick={() => setPage(page - 1)}>Previous</Button>
          <Button disabled={page === pages - 1} onClick={() => setPage(page + 1)}>Next</Button>
        </div>
      </nav>
    )}
    </div>
  )
}

/** A date, an amount or a number: broken over two lines, it cannot be read at a glance. */
const isFigure = (content: ReactNode): boolean =>
  typeof content === "string" && content.length <= 24 && /\d/.test(content) && content.replace(/[^\p{L}]/gu, "").length <= 6

/** So wide at least that words do not stand one below the other. */
const widthFor = (content: ReactNode): string => {
  const length = typeof content === "string" ? content.length : 0
  return length > 40 ? "sm:min-w-56" : length > 14 ? "sm:min-w-32" : "sm:min-w-24"
}
`

const itemList = String.raw`import type { ReactNode } from "react"
import { Link } from "react-router"
import { cn } from "../lib/cn"

const columnClass = {
  1: "grid-cols-1",
  2: "sm:grid-cols-2",
  3: "sm:grid-cols-2 xl:grid-cols-3",
  4: "sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4"
} as const

/** A list of things, one below or beside the other. Its children are Item elements. */
export function ItemList(
  { label, columns = 1, children }: { label?: string; columns?: 1 | 2 | 3 | 4; children: ReactNode }
) {
  return <ul aria-label={label} className={cn("grid gap-4", columnClass[columns])}>{children}</ul>
}

/** One thing of a list. With a place to lead to, or something to do, all of it can be clicked. */
export function Item(
  { label, to, onSelect, children }: { label: string; to?: string; onSelect?: () => void; children: ReactNode }
) {
  const clickable = to !== undefined || onSelect !== undefined
  return (
    <li
      className={cn(
        "relative min-w-0 space-y-3 rounded-xl border border-border bg-surface p-5 shadow-xs transition-shadow",
        clickable && "hover:border-accent-strong/50 hover:shadow-md"
      )}
    >
      {to !== undefined
        ? <Link to={to} aria-label={label} className="absolute inset-0 rounded-xl" />
        : onSelect !== undefined
        ? <button type="button" aria-label={label} onClick={onSelect} className="absolute inset-0 rounded-xl" />
        : null}
      {children}
    </li>
  )
}
`

const details = String.raw`import { Children, isValidElement, type ReactNode } from "react"

/** What is known of a thing: names and values. Its children are Detail elements. */
export function DetailList({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-[repeat(auto-fill,minmax(12rem,1fr))] in-[li]:gap-y-2 in-[li]:text-sm sm:in-[li]:grid-cols-2">
      {children}
    </dl>
  )
}

export function Detail({ label, children }: { label: string; children: ReactNode }) {
  const isLong = lengthOf(children) > 60
  return (
    <div className={isLong ? "col-span-full min-w-0 max-w-prose" : "min-w-0 only:col-span-full"}>
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="mt-0.5 font-medium break-words">{children}</dd>
    </div>
  )
}

/** How many letters it has, as far as that can be told before it is drawn. */
const lengthOf = (node: ReactNode): number =>
  typeof node === "string"
    ? node.length
    : isValidElement<{ children?: ReactNode }>(node)
    ? lengthOf(node.props.children)
    : Array.isArray(node)
    ? Children.toArray(node).reduce<number>((sum, one) => sum + lengthOf(one), 0)
    : 0
`

const chart = String.raw`import { type ReactNode, useState } from "react"
import type { Bar } from "../lib/charts"
import { formatNumber } from "../lib/format"
import { Button } from "./Button"

const fewBars = 10

/** Figures as bars, each with its name and value in words. Of many, the first ten until one asks for all. */
export function BarChart({ title, bars, name, format = formatNumber }: {
  title: string
  bars: ReadonlyArray<Bar>
  /** What stands for a bar's label, where that is an id. */
  name?: (label: string) => ReactNode
  format?: (value: number) => string
}) {
  const [all, setAll] = useState(false)
  const shown = all ? bars : bars.slice(0, fewBars)
  const most = Math.max(...bars.map((bar) => Math.abs(bar.value)), 0)
  return (
    <figure className="min-w-0 rounded-xl border border-border bg-surface p-5 shadow-xs sm:p-6">
      <figcaption className="mb-4 text-base font-semibold tracking-tight">{title}</figcaption>
      {bars.length === 0 ? <p className="text-sm text-muted">There is nothing to show yet.</p> : (
        <ul className="space-y-3">
          {shown.map((bar) => (
            <li key={bar.label} className="text-sm">
              <div className="mb-1 flex items-baseline justify-between gap-4">
                <span className="min-w-0 truncate">{name === undefined ? bar.label : name(bar.label)}</span>
                <span className="font-medium tabular-nums">{format(bar.value)}</span>
              </div>
              <div aria-hidden="true" className="h-2.5 overflow-hidden rounded-full bg-subtle">
                <div
                  className="h-full rounded-full border border-accent-strong/40 bg-accent"
                  style={{ width: (most === 0 ? 0 : Math.max(Math.abs(bar.value) / most * 100, 1)) + "%" }}
                />
              </div>
            </li>
          ))}
        </ul>
      )}
      {bars.length > fewBars && (
        <Button className="mt-4" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show fewer" : "Show all " + bars.length}
        </Button>
      )}
    </figure>
  )
}
`

/** The files of these components. */
export const dataComponents: ReadonlyArray<AppFile> = [
  { path: "src/components/DataTable.tsx", content: dataTable },
  ...pagingComponents,
  { path: "src/components/ItemList.tsx", content: itemList },
  { path: "src/components/Details.tsx", content: details },
  { path: "src/components/BarChart.tsx", content: chart }
]
