/**
 * The typed UI intermediate representation of one page: flat lists, every member required, no recursion,
 * `""` and `[]` for none, so that a model can be held to it by JSON Schema.
 *
 * ## Bindings
 * A *binding* (in `source`, `visibleWhen`, `text` and an argument's `value`) is a dotted path whose first word says
 * where to look:
 * `query.<id>` (that query's whole answer) · `query.<id>.<path>` · `state.<id>` · `param.<name>` (of the route or its
 * query string) · `item.<path>` (the element of the nearest list, table or grid above, or of the calendar itself) ·
 * `form.<bodyPath>` (the submitted value, in a mutation's or action's arguments) · `user.<name|role>` (who is signed in).
 *
 * A node's `text` and `label` are literal text in which `{binding}` stands for a value: `"Due {item.dueDate}"`.
 */
import { Schema } from "effect"
import { NonEmptyList } from "./NonEmptyList.ts"

const Id = Schema.String.check(Schema.isPattern(/^[a-zA-Z][A-Za-z0-9_-]*$/), Schema.isMaxLength(60))

export const Argument = Schema.Struct({
  name: Schema.NonEmptyString,
  /** `literal`: `value` itself; else the first word of the binding, whose rest is `value`. */
  from: Schema.Literals(["literal", "param", "state", "item", "form", "query", "user"]),
  value: Schema.String
})
export type Argument = typeof Argument.Type

const PageParam = Schema.Struct({
  name: Schema.NonEmptyString,
  in: Schema.Literals(["path", "query"]),
  type: Schema.Literals(["string", "number"])
})

export const Query = Schema.Struct({
  id: Id,
  operationId: Schema.NonEmptyString,
  args: Schema.Array(Argument),
  /** Where the list stands in the answer: `items`; `""` when the answer is itself the thing. */
  itemsPath: Schema.String,
  /** The nodes shown while it loads, when it has nothing and when it failed. */
  loadingNode: Id,
  emptyNode: Id,
  errorNode: Id
})
export type Query = typeof Query.Type

export const Mutation = Schema.Struct({
  id: Id,
  operationId: Schema.NonEmptyString,
  /** Path, query and body arguments beside those the form gives. */
  args: Schema.Array(Argument),
  /** The question asked before it runs; `""` to run at once. */
  confirm: Schema.String,
  /** Ids of the queries to load again afterwards. */
  invalidates: Schema.Array(Schema.String),
  /** The action to run afterwards; `""` for none. */
  onSuccess: Schema.String,
  /** What the user reads when it failed, before the server's own words; `""` for those alone. */
  onError: Schema.String
})
export type Mutation = typeof Mutation.Type

export const State = Schema.Struct({
  id: Id,
  type: Schema.Literals(["string", "number", "boolean"]),
  /** As text: `""`, `0`, `false`. */
  initial: Schema.String
})
export type State = typeof State.Type

export const NodeKind = Schema.Literals([
  // Containers
  "section",
  "grid",
  "row",
  "card",
  "toolbar",
  "dialog",
  // Words and figures
  "heading",
  "text",
  "badge",
  "stat",
  "image",
  // One thing, or many: `source` binds them; the children of a list or grid item are drawn once per element
  "list",
  "table",
  "column",
  "detail",
  "field",
  "chart",
  "calendar",
  // What none of the others can say, told in words and written by step 05
  "custom",
  // Doing
  "button",
  "link",
  "form",
  "search",
  "filter",
  // States of a query
  "loading",
  "empty",
  "error"
])
export type NodeKind = typeof NodeKind.Type

export const Node = Schema.Struct({
  id: Id,
  kind: NodeKind,
  /** The id of an earlier node, or `""` at the top of the page. */
  parent: Schema.String,
  /**
   * What a reader reads. `calendar`: the words of an entry, with `{item.<path>}`, or `""` for its title. `custom`: what is
   * shown and how it reacts to keys and pointer, complete enough to be built from, in words a reader may see as well.
   */
  text: Schema.String,
  /**
   * What it shows. `list`, `table`, `chart`, `calendar`: `query.<id>` of a query with an `itemsPath`. `detail`:
   * `query.<id>` of a single thing. `custom`: `query.<id>` of either, or `""`. `column`: `item.<path>`. `field`: a binding. `search`, `filter`: `state.<id>`, which it sets.
   * `dialog`: `state.<id>`, a boolean that opens it. `form`: `query.<id>` for its first values, or `""`.
   * `image`: a binding to its address. `stat`: a binding to its figure.
   */
  source: Schema.String,
  /** What a person calls it: a control's label, a column's heading, a stat's name. */
  label: Schema.String,
  /** `""` always; else `binding`, `!binding`, `binding == literal` or `binding != literal`. */
  visibleWhen: Schema.String,
  /** The action that a button, link, list item, table row or calendar entry runs; `""` for none. */
  action: Schema.String,
  /**
   * `level` of a heading (1–3), `tone` of a badge or button (`primary`, `neutral`, `danger`), `format` of a field, column or
   * stat (`text`, `date`, `datetime`, `money`, `number`, `boolean`, `email`, `url`, `image`, `file`), `options` of a filter
   * (`value=Label|value=Label`, or `query.<id>` with `optionValue` and `optionLabel`), `x` and `y` of a chart, `start` and
   * perhaps `end` of a calendar (paths of a date or date and time inside an element), `columns` of a grid.
   */
  props: Schema.Array(Schema.Struct({ name: Schema.NonEmptyString, value: Schema.String }))
})
export type Node = typeof Node.Type

/** A node of which only what matters is said. */
export const nodeOf = (id: string, kind: NodeKind, more: Partial<Node> = {}): Node => ({
  id,
  kind,
  parent: "",
  text: "",
  source: "",
  label: "",
  visibleWhen: "",
  action: "",
  props: [],
  ...more
})

const Rule = Schema.Struct({
  rule: Schema.Literals(["min", "max", "minLength", "maxLength", "pattern", "email", "url"]),
  value: Schema.String,
  message: Schema.NonEmptyString
})

export const FormField = Schema.Struct({
  /** A property of the request body (dotted for a nested one), or of the path or query of the operation. */
  bodyPath: Schema.NonEmptyString,
  label: Schema.String,
  control: Schema.Literals([
    "text",
    "textarea",
    "number",
    "checkbox",
    "select",
    "date",
    "datetime",
    "email",
    "password",
    "url",
    "file"
  ]),
  required: Schema.Boolean,
  /** For a `select`: `value=Label|value=Label`, or `query.<id>:<valuePath>:<labelPath>`; `""` otherwise. */
  optionsFrom: Schema.String,
  help: Schema.String,
  rules: Schema.Array(Rule)
})
export type FormField = typeof FormField.Type

export const Form = Schema.Struct({
  /** The id of its node: of kind `form`, or of kind `custom` for what is saved from there. */
  node: Id,
  mutation: Id,
  submitLabel: Schema.NonEmptyString,
  fields: NonEmptyList(FormField)
})
export type Form = typeof Form.Type

export const Action = Schema.Struct({
  id: Id,
  /**
   * `navigate`: to page `target`, `args` filling its route's parameters (others become its query string). `mutate`:
   * runs mutation `target`, `args` beside its own. `setState`: state `target` becomes the argument `value`.
   * `refetch`: loads query `target` again. `toast`: says `target`, a text. `signIn`, `signOut`: as in `Operation`s that
   * return a user; `target` is the role taken.
   */
  type: Schema.Literals(["navigate", "mutate", "setState", "refetch", "toast", "signIn", "signOut"]),
  target: Schema.String,
  args: Schema.Array(Argument)
})
export type Action = typeof Action.Type

const Check = Schema.Struct({
  requirementId: Schema.String,
  given: Schema.String,
  when: Schema.NonEmptyString,
  // oxlint-disable-next-line unicorn/no-thenable -- given, when, then: text, and decoded data is never awaited
  then: Schema.NonEmptyString
})

export const PageIr = Schema.Struct({
  page: Schema.Struct({
    id: Schema.NonEmptyString,
    route: Schema.NonEmptyString,
    title: Schema.NonEmptyString,
    purpose: Schema.String,
    /** How its top level is laid out. */
    layout: Schema.Literals(["stack", "two-column", "dashboard", "centered"]),
    access: Schema.Literals(["public", "user", "role"]),
    roles: Schema.Array(Schema.String),
    requirementIds: Schema.Array(Schema.String)
  }),
  params: Schema.Array(PageParam),
  queries: Schema.Array(Query),
  mutations: Schema.Array(Mutation),
  state: Schema.Array(State),
  nodes: NonEmptyList(Node),
  forms: Schema.Array(Form),
  actions: Schema.Array(Action),
  acceptance: Schema.Array(Check),
  notes: Schema.Array(Schema.String)
})
export type PageIr = typeof PageIr.Type
