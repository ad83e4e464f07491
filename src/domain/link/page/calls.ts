/** What a page asks of the backend, and what its actions do. */
import { Option } from "effect"
import type { Finding } from "../../Finding.ts"
import { type ApiOperation, operations, schemaAt } from "../../OpenApi.ts"
import type { Action, Argument, Mutation, Query } from "../../PageIr.ts"
import { routeParameters } from "../../Pages.ts"
import { mayCall } from "../access.ts"
import { duplicates, finding, quoted, suggestion, unknown, unknowns, unless } from "../report.ts"
import { linkArgument, linkText, type Place, suggestPath } from "./bindings.ts"
import { isArray, pathOrQueryNames, type Scope, type Site } from "./scope.ts"

export const linkCalls = (scope: Scope): ReadonlyArray<Finding> => [
  ...scope.ir.queries.flatMap((query) => linkQuery(query, scope)),
  ...scope.ir.mutations.flatMap((mutation) => linkMutation(mutation, scope)),
  ...scope.ir.actions.flatMap((action) => linkAction(action, scope)),
  ...linkInventory(scope)
]

const linkQuery = (query: Query, scope: Scope): ReadonlyArray<Finding> => {
  const at = `queries[${query.id}]`
  const nowhere: Place = { item: Option.none(), form: undefined }
  const operation = scope.operation(query)
  return [
    ...(operation === undefined ? unknownOperation(query.operationId, "get", at, scope) : [
      ...unless(
        operation.method === "get",
        "query-not-get",
        `${at}.operationId`,
        () =>
          `${
            quoted(query.operationId)
          } is a ${operation.method.toUpperCase()}; a query calls a GET, make this a mutation`
      ),
      ...unless(
        mayCall(scope.page, operation, scope.prd),
        "operation-not-allowed",
        `${at}.operationId`,
        () =>
          `${quoted(query.operationId)} is for ${
            (operation.object["x-roles"] ?? []).map(quoted).join(", ")
          } alone, who are not whom this page is for`
      ),
      ...linkArguments(query.args, operation, at, nowhere, scope),
      ...missing(operation, query.args.map(({ name }) => name), `${at}.args`, scope),
      ...linkItems(query, at, scope)
    ]),
    ...query.args.flatMap((argument, i) =>
      argument.from === "query" && argument.value.split(".")[0] === query.id
        ? [finding("query-of-itself", `${at}.args[${i}]`, `${quoted(query.id)} cannot wait for its own answer`)]
        : []
    ),
    ...(["loading", "empty", "error"] as const).flatMap((kind) => {
      const id = query[`${kind}Node`]
      const node = scope.ir.nodes.find((one) => one.id === id)
      return unless(node?.kind === kind, "query-without-state-node", `${at}.${kind}Node`, () =>
        node === undefined
          ? unknown(id, scope.ir.nodes.filter((one) => one.kind === kind).map((one) => one.id), `node of kind ${kind}`)
          : `${quoted(id)} is a ${node.kind}; name a node of kind ${kind}`)
    })
  ]
}

const linkItems = (query: Query, at: string, scope: Scope): ReadonlyArray<Finding> =>
  Option.match(scope.answer(query), {
    onNone: () => [
      finding(
        "query-without-answer",
        `${at}.operationId`,
        `${quoted(query.operationId)} answers nothing that could be shown`
      )
    ],
    onSome: (answer) => {
      const lists = Object.keys(answer.properties ?? {}).filter((name) =>
        Option.exists(schemaAt(scope.openapi, answer, name), isArray)
      )
      return unless(
        query.itemsPath === "" || Option.exists(schemaAt(scope.openapi, answer, query.itemsPath), isArray),
        "not-a-list",
        `${at}.itemsPath`,
        () =>
          `${quoted(query.itemsPath)} is no list in the answer of ${quoted(query.operationId)}; ${
            lists.length === 0 ? "it answers a single thing: make itemsPath \"\"" : suggestion(query.itemsPath, lists)
          }`
      )
    }
  })

const linkMutation = (mutation: Mutation, scope: Scope): ReadonlyArray<Finding> => {
  const at = `mutations[${mutation.id}]`
  const sites = scope.mutationSites(mutation.id)
  const operation = scope.operation(mutation)
  return [
    ...(operation === undefined ? unknownOperation(mutation.operationId, "mutation", at, scope) : [
      ...unless(
        operation.method !== "get",
        "mutation-is-get",
        `${at}.operationId`,
        () => `${quoted(mutation.operationId)} is a GET; make this a query`
      ),
      ...unless(
        mayCall(scope.page, operation, scope.prd),
        "operation-not-allowed",
        `${at}.operationId`,
        () =>
          `${quoted(mutation.operationId)} is for ${
            (operation.object["x-roles"] ?? []).map(quoted).join(", ")
          } alone, who are not whom this page is for`
      ),
      ...sites.flatMap((site) => linkArguments(mutation.args, operation, at, site, scope)),
      ...sites.flatMap((site) => missing(operation, given(mutation, site), `${at}.args`, scope))
    ]),
    ...unknowns(
      "unknown-query",
      mutation.invalidates,
      scope.ir.queries.map(({ id }) => id),
      (i) => `${at}.invalidates[${i}]`,
      "query"
    ),
    ...unless(
      mutation.onSuccess === "" || scope.action(mutation.onSuccess) !== undefined,
      "unknown-action",
      `${at}.onSuccess`,
      () => unknown(mutation.onSuccess, scope.ir.actions.map(({ id }) => id), "action")
    ),
    ...sites.flatMap((site) => linkText(mutation.confirm, `${at}.confirm`, site, scope))
  ]
}

const given = (mutation: Mutation, site: Site): ReadonlyArray<string> => [
  ...mutation.args.map(({ name }) => name),
  ...site.args.map(({ name }) => name),
  ...site.form?.mutation === mutation.id ? site.form.fields.map(({ bodyPath }) => bodyPath) : []
]

const linkAction = (action: Action, scope: Scope): ReadonlyArray<Finding> => {
  const at = `actions[${action.id}]`
  const sites = scope.actionSites(action.id)
  return [
    ...duplicates("duplicate-argument", action.args.map(({ name }) => name), (i) => `${at}.args[${i}]`, "argument"),
    ...sites.flatMap((site) =>
      action.args.flatMap((argument, i) => linkArgument(argument, `${at}.args[${i}]`, site, scope))
    ),
    ...linkTarget(action, at, scope)
  ]
}

const linkTarget = (action: Action, at: string, scope: Scope): ReadonlyArray<Finding> => {
  const target = `${at}.target`
  const { args, type } = action
  switch (type) {
    case "navigate": {
      const page = scope.pages.pages.find(({ id }) => id === action.target)
      if (page === undefined) {
        return [
          finding("unknown-page", target, unknown(action.target, scope.pages.pages.map(({ id }) => id), "page id"))
        ]
      }
      return routeParameters(page.route).flatMap((name) =>
        unless(
          args.some((argument) => argument.name === name),
          "missing-argument",
          `${at}.args`,
          () => `the route ${quoted(page.route)} of ${quoted(page.id)} needs the argument ${quoted(name)}`
        )
      )
    }
    case "mutate": {
      const mutation = scope.mutation(action.target)
      const operation = mutation === undefined ? undefined : scope.operation(mutation)
      return mutation === undefined
        ? [
          finding(
            "unknown-mutation",
            target,
            unknown(action.target, scope.ir.mutations.map(({ id }) => id), "mutation")
          )
        ]
        : operation === undefined
        ? []
        : linkNames(args, operation, at, scope)
    }
    case "setState": {
      const names = scope.ir.state.map(({ id }) => id)
      return [
        ...unless(names.includes(action.target), "unknown-state", target, () => unknown(action.target, names, "state")),
        ...unless(
          args.length === 1 && args[0]?.name === "value",
          "missing-argument",
          `${at}.args`,
          () => "setState takes one argument, named \"value\""
        )
      ]
    }
    case "refetch": {
      const names = scope.ir.queries.map(({ id }) => id)
      return unless(
        names.includes(action.target),
        "unknown-query",
        target,
        () => unknown(action.target, names, "query")
      )
    }
    case "toast":
      return unless(action.target.trim() !== "", "toast-without-text", target, () => "a toast needs its text as target")
    case "signIn": {
      const roles = scope.prd.personas.filter(({ signsIn }) => signsIn).map(({ id }) => id)
      return unless(
        roles.includes(action.target),
        "unknown-role",
        target,
        () => unknown(action.target, roles, "persona who signs in")
      )
    }
    default:
      return []
  }
}

/** Names and values of a call's arguments. */
const linkArguments = (
  args: ReadonlyArray<Argument>,
  operation: ApiOperation,
  at: string,
  place: Place,
  scope: Scope
): ReadonlyArray<Finding> => [
  ...duplicates("duplicate-argument", args.map(({ name }) => name), (i) => `${at}.args[${i}]`, "argument"),
  ...linkNames(args, operation, at, scope),
  ...args.flatMap((argument, i) => linkArgument(argument, `${at}.args[${i}]`, place, scope))
]

const linkNames = (
  args: ReadonlyArray<Argument>,
  operation: ApiOperation,
  at: string,
  scope: Scope
): ReadonlyArray<Finding> =>
  args.flatMap(({ name }, i) => {
    const names = pathOrQueryNames(operation)
    const body = scope.body(operation)
    const known = names.includes(name)
      || Option.exists(body, (schema) => Option.isSome(schemaAt(scope.openapi, schema, name)))
    return unless(known, "unknown-argument", `${at}.args[${i}].name`, () =>
      Option.match(body, {
        onNone: () => unknown(name, names, `parameter of ${operation.operationId}`),
        onSome: (schema) =>
          `${quoted(name)} is neither a parameter (${
            names.map(quoted).join(", ") || "there is none"
          }) nor in the body of ${operation.operationId}; ${suggestPath(scope.openapi, schema, name)}`
      }))
  })

/** What an operation cannot do without, and is not given. */
const missing = (
  operation: ApiOperation,
  names: ReadonlyArray<string>,
  at: string,
  scope: Scope
): ReadonlyArray<Finding> => [
  ...(operation.object.parameters ?? [])
    .filter((parameter) => parameter.in === "path" || (parameter.in === "query" && parameter.required === true))
    .flatMap(({ in: place, name }) =>
      unless(
        names.includes(name),
        "missing-argument",
        at,
        () => `${quoted(operation.operationId)} needs its ${place} parameter ${quoted(name)}`
      )
    ),
  ...(Option.getOrUndefined(scope.body(operation))?.required ?? []).flatMap((property) =>
    unless(
      names.some((name) => name === property || name.startsWith(`${property}.`)),
      "missing-argument",
      at,
      () => `${quoted(operation.operationId)} needs ${quoted(property)} in its body: add a form field or an argument`
    )
  )
]

const unknownOperation = (
  operationId: string,
  kind: "get" | "mutation",
  at: string,
  { openapi }: Scope
): ReadonlyArray<Finding> => [
  finding(
    "unknown-operation",
    `${at}.operationId`,
    unknown(
      operationId,
      operations(openapi).filter(({ method }) => (method === "get") === (kind === "get")).map((one) => one.operationId),
      kind === "get" ? "operation with GET" : "operation that changes something"
    )
  )
]

/** What the inventory says of the page, the page does. */
const linkInventory = ({ ir, page, pages }: Scope): ReadonlyArray<Finding> => [
  ...page.operationIds.flatMap((operationId) =>
    unless(
      [...ir.queries, ...ir.mutations].some((call) => call.operationId === operationId),
      "uncalled-operation",
      "queries",
      () => `the inventory says that this page calls ${quoted(operationId)}; add the query or mutation that does`
    )
  ),
  ...page.links.flatMap((link) =>
    unless(
      link === page.id
        || ir.actions.some(({ target, type }) => type === "navigate" && target === link)
        || pages.pages.some(({ id, inNavigation }) => id === link && inNavigation),
      "missing-link",
      "actions",
      () =>
        `the inventory says that this page leads to ${quoted(link)}; add a navigate action, and the node that runs it`
    )
  )
]
