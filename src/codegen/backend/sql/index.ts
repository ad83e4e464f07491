/** The design as a PostgreSQL schema. */
import type { Model } from "../design.ts"
import { distinct } from "../names.ts"
import { comment, identifier, identifierLimit, literal } from "./lexical.ts"
import { type Column, type Roles, type Table, toTables } from "./tables.ts"

/** The SQL half of the contract: runs as it is on an empty PostgreSQL database, version 13 or newer. */
export const toSql = (model: Model): string => {
  const { roles, tables } = toTables(model)
  const declared = new Set(roles === undefined ? [] : [roles.name])
  const constraint = distinct(identifierLimit)
  const parts = tables.map((table) => {
    declared.add(table.name)
    return createTable(table, declared)
  })
  const late = tables.flatMap((table, index) => {
    const before = new Set([
      ...(roles === undefined ? [] : [roles.name]),
      ...tables.slice(0, index + 1).map(({ name }) => name)
    ])
    return table.columns
      .filter((column) => column.references !== "" && !before.has(column.references))
      .map((column) => addReference(table, column, constraint(`${table.name}_${column.name}_fkey`)))
  })
  return [
    header(model),
    ...(roles === undefined ? [] : [createRoles(roles)]),
    ...parts,
    ...(late.length === 0 ? [] : [late.join("\n")]),
    indexes(tables),
    triggers(tables)
  ].filter((part) => part !== "").join("\n\n") + "\n"
}

const header = ({ design }: Model): string =>
  [
    comment(`${design.title}: PostgreSQL schema, the tables behind openapi.yaml.`),
    ...design.notes.flatMap((note) => note.split("\n")).map(comment)
  ].join("\n")

const createRoles = ({ name, rows }: Roles): string =>
  `create table ${identifier(name)} (
  id text primary key,
  name text not null,
  description text not null
);

insert into ${identifier(name)} (id, name, description) values
${rows.map((row) => `  (${literal(row.id)}, ${literal(row.name)}, ${literal(row.description)})`).join(",\n")};`

const createTable = (table: Table, declared: ReadonlySet<string>): string => {
  const lines = [
    "id uuid primary key default gen_random_uuid()",
    ...table.columns.map((column) => columnText(column, declared.has(column.references))),
    "created_at timestamptz not null default now()",
    "updated_at timestamptz not null default now()",
    ...(table.unique.length === 0 ? [] : [`unique (${table.unique.map(identifier).join(", ")})`])
  ]
  const name = identifier(table.name)
  return [
    `create table ${name} (\n${lines.map((line) => `  ${line}`).join(",\n")}\n);`,
    [
      ...(table.description === "" ? [] : [`comment on table ${name} is ${literal(table.description)};`]),
      ...table.columns.filter(({ description }) => description !== "").map((column) =>
        `comment on column ${name}.${identifier(column.name)} is ${literal(column.description)};`
      )
    ].join("\n")
  ].filter((part) => part !== "").join("\n\n")
}

const columnText = (column: Column, declared: boolean): string => {
  const name = identifier(column.name)
  return [
    name,
    column.type,
    column.required ? "not null" : "",
    column.unique ? "unique" : "",
    column.filled ? `check (${name} <> '')` : "",
    column.values.length === 0 ? "" : `check (${name} in (${column.values.map(literal).join(", ")}))`,
    declared ? references(column) : ""
  ].filter((part) => part !== "").join(" ")
}

// What cannot be without the other goes with it; what can, stays.
const references = (column: Column): string => {
  const rule = column.type !== "uuid"
    ? "on delete restrict"
    : column.required
    ? "on delete cascade"
    : "on delete set null"
  return `references ${identifier(column.references)} (id) ${rule}`
}

const addReference = (table: Table, column: Column, name: string): string =>
  `alter table ${identifier(table.name)} add constraint ${identifier(name)} foreign key (${identifier(column.name)}) ${
    references(column)
  };`

const indexes = (tables: ReadonlyArray<Table>): string => {
  // Indexes and tables share one space of names.
  const name = distinct(identifierLimit)
  for (const table of tables) name(table.name)
  return tables.flatMap((table) =>
    [
      ...table.columns.filter(({ indexed, unique }) => indexed !== "no" && !unique),
      ...(table.byCreation ? [{ name: "created_at", indexed: "btree" }] : [])
    ].map((column) =>
      `create index ${identifier(name(`${table.name}_${column.name}_idx`))} on ${identifier(table.name)}${
        column.indexed === "hash" ? " using hash" : ""
      } (${identifier(column.name)});`
    )
  ).join("\n")
}

const triggers = (tables: ReadonlyArray<Table>): string =>
  tables.length === 0 ? "" : [
    `create function set_updated_at() returns trigger language plpgsql as $$
begin
  new.updated_at := now();
  return new;
end
$$;
`,
    ...tables.map(({ name }) =>
      `create trigger set_updated_at before update on ${
        identifier(name)
      } for each row execute function set_updated_at();`
    )
  ].join("\n")
