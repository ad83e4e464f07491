/**
 * What a page's component may do: each rule in the words the model is told, beside the check that holds it to them.
 * A component runs in the reader's browser with the reader's session, so it may render, call the typed client and
 * navigate, and nothing else.
 */
import { finding, quoted, suggestion, unknown } from "../../domain/link/report.ts"
import { operations } from "../../domain/OpenApi.ts"
import { named, operable, separateTabs } from "./accessible.ts"
import { globalName, isMember, literalOf, propertyName, textOf } from "./ast.ts"
import { calledName, callOf, isCall } from "./calls.ts"
import { deadControl, unfinished } from "./finished.ts"
import { leftRunning } from "./lasting.ts"
import {
  componentsAtTop,
  hooksInOrder,
  keyedLists,
  pureRender,
  refsOutsideRender,
  stateOutsideRender,
  watchedFields
} from "./renderRules.ts"
import { attributeName, type Rule, rule } from "./rule.ts"
import { used } from "./used.ts"

const defaultExport = rule(
  "default-export",
  "Export the page's component, and nothing else, as the default export: a named function, with the name it has in the skeleton.",
  ({ componentName, module }, at) => {
    const found = module.program.body.find((statement) => statement.type === "ExportDefaultDeclaration")
    if (found === undefined) {
      return [
        finding("default-export", "module", `there is no default export; export default function ${componentName}`)
      ]
    }
    const { declaration } = found
    const name = declaration.type === "Identifier"
      ? declaration.name
      : declaration.type === "FunctionDeclaration"
      ? declaration.id?.name
      : undefined
    return name === componentName
      ? []
      : [at(found, `the default export must be function ${componentName}, not ${name ?? "without a name"}`)]
  }
)

const allowedImports = rule(
  "import",
  "Import only from the modules that the skeleton imports from or that are listed as allowed, and only names they export.",
  ({ allowedImports, nodes }, at) => {
    const allowed = new Map(allowedImports.map(({ module, names }) => [module, names]))
    return nodes.flatMap((node) => {
      if (node.type === "ExportNamedDeclaration" && node.source !== null && node.source !== undefined) {
        return [at(node, "a page re-exports nothing")]
      }
      if (node.type === "ExportAllDeclaration") return [at(node, "a page re-exports nothing")]
      if (node.type === "TSImportEqualsDeclaration") return [at(node, "write import … from, not import … = require")]
      if (node.type !== "ImportDeclaration") return []
      const { source: { value: module } } = node
      if (!allowed.has(module)) {
        return [at(node, `${quoted(module)} may not be imported; ${suggestion(module, [...allowed.keys()])}`)]
      }
      const names = allowed.get(module)
      return names === undefined ? [] : node.specifiers.flatMap((specifier) => {
        if (specifier.type !== "ImportSpecifier") {
          return [at(node, `${quoted(module)} is imported by names: ${names.join(", ")}`)]
        }
        const { imported } = specifier
        const name = imported.type === "Identifier" ? imported.name : imported.value
        return names.includes(name) ? [] : [at(node, unknown(name, names, `export of ${module}`))]
      })
    })
  }
)

const dynamicCode = rule(
  "dynamic-code",
  "No code from text: no eval, Function, .constructor, dynamic import() or require, and no text as a timer's first argument.",
  ({ nodes, references }, at) => [
    ...references.flatMap(({ node }) => codeNames.has(node.name) ? [at(node, `${node.name} is not allowed`)] : []),
    ...nodes.flatMap((node) => {
      if (node.type === "ImportExpression") {
        return [at(node, "import() is not allowed; import at the top of the module")]
      }
      if (isMember(node)) {
        const name = propertyName(node)
        return name === "constructor" || name === "eval" || name === "Function"
          ? [at(node, `${name} is not allowed`)]
          : []
      }
      if (!isCall(node)) return []
      if (node.callee.type === "Import") return [at(node, "import() is not allowed; import at the top of the module")]
      const name = globalName(node.callee)
      return (name === "setTimeout" || name === "setInterval") && literalOf(node.arguments[0]) !== undefined
        ? [at(node, `${name} takes a function, not text`)]
        : []
    })
  ]
)

const codeNames: ReadonlySet<string> = new Set(["eval", "Function", "require"])

const globalObjects: ReadonlySet<string> = new Set(["window", "globalThis", "document", "navigator"])

const globalObject = rule(
  "global-object",
  "Of window, document and navigator use members by their names alone: do not hand the objects on or look a computed name up in them.",
  ({ references }, at) =>
    references.flatMap(({ node, user }) =>
      globalObjects.has(node.name) && !(isMember(user) && user.object === node && propertyName(user) !== undefined)
        && !(user.type === "UnaryExpression" && user.operator === "typeof")
        ? [at(node, `${node.name} stands here by itself or with a computed name; write the member that is meant`)]
        : []
    )
)

const htmlMembers: ReadonlySet<string> = new Set([
  "innerHTML",
  "outerHTML",
  "insertAdjacentHTML",
  "srcdoc",
  "createContextualFragment"
])

const rawHtml = rule(
  "raw-html",
  "No HTML from text: no dangerouslySetInnerHTML, innerHTML or document.write. React escapes what it renders.",
  ({ nodes }, at) =>
    nodes.flatMap((node) => {
      if (node.type === "JSXAttribute") {
        const name = attributeName(node)
        return name === "dangerouslySetInnerHTML" || name === "srcDoc" ? [at(node, `${name} is not allowed`)] : []
      }
      if (
        node.type === "ObjectProperty" && node.key.type === "Identifier" && node.key.name === "dangerouslySetInnerHTML"
      ) {
        return [at(node, "dangerouslySetInnerHTML is not allowed")]
      }
      if (!isMember(node)) return []
      const name = propertyName(node)
      if (name !== undefined && htmlMembers.has(name)) return [at(node, `${name} is not allowed`)]
      return globalName(node) === "write" || globalName(node) === "writeln"
        ? [at(node, "document.write is not allowed")]
        : []
    })
)

const elements: ReadonlySet<string> = new Set([
  "script",
  "iframe",
  "object",
  "embed",
  "base",
  "meta",
  "link",
  "frame",
  "style"
])

const foreignElement = rule(
  "foreign-element",
  "No script, iframe, object, embed, base, meta, link or style elements.",
  ({ nodes }, at) =>
    nodes.flatMap((node) => {
      const name = node.type === "JSXOpeningElement"
        ? node.name.type === "JSXIdentifier" ? node.name.name : undefined
        : isCall(node) && calledName(node) === "createElement"
        ? literalOf(node.arguments[0])
        : undefined
      return name !== undefined && elements.has(name) ? [at(node, `<${name}> is not allowed`)] : []
    })
)

const networkNames: ReadonlySet<string> = new Set([
  "fetch",
  "XMLHttpRequest",
  "WebSocket",
  "EventSource",
  "sendBeacon",
  "importScripts",
  "Worker",
  "SharedWorker"
])

const network = rule(
  "network",
  "Reach the backend through the typed client alone: no fetch, XMLHttpRequest, WebSocket, EventSource, sendBeacon or workers.",
  ({ nodes, references }, at) => [
    ...references.flatMap(({ node }) =>
      networkNames.has(node.name) ? [at(node, `${node.name} is not allowed; call the typed client`)] : []
    ),
    ...nodes.flatMap((node) => {
      const name = isMember(node) ? propertyName(node) : undefined
      return name !== undefined && networkNames.has(name)
        ? [at(node, `${name} is not allowed; call the typed client`)]
        : []
    })
  ]
)

const endpoint = rule(
  "endpoint",
  "Call only paths and methods that the OpenAPI document has, written as literals, and keep every call that the skeleton makes.",
  ({ nodes, openapi }, at) =>
    nodes.flatMap((node) => {
      const call = callOf(node)
      if (call === undefined) return []
      if (call.path === undefined) return [at(node, `the path of api.${call.method} must be a literal`)]
      const api = operations(openapi)
      const known = api.filter(({ method }) => method.toUpperCase() === call.method).map(({ path }) => path)
      if (known.includes(call.path)) return []
      const others = api.filter(({ path }) => path === call.path).map(({ method }) => method.toUpperCase())
      return [
        at(
          node,
          others.length > 0
            ? `${quoted(call.path)} takes ${others.join(", ")}, not ${call.method}`
            : unknown(call.path, known, `path with ${call.method}`)
        )
      ]
    })
)

const scriptUrl = rule(
  "script-url",
  "No javascript: or data:text/html addresses.",
  ({ nodes }, at) =>
    nodes.flatMap((node) => {
      const text = textOf(node)
      return text !== undefined && /^\s*(?:java|vb)script\s*:|^\s*data:\s*text\/html/i.test(text)
        ? [at(node, `${quoted(text)} is not an address that a page may have`)]
        : []
    })
)

const remoteAttributes: ReadonlySet<string> = new Set(["src", "srcSet", "poster", "background", "formAction"])

const elsewhere = /^\s*(?:https?:|wss?:|ftp:)?\/\//i

const remoteResource = rule(
  "remote-resource",
  "No pictures, fonts, scripts or styles from other hosts; a picture's address comes from the data.",
  ({ nodes }, at) =>
    nodes.flatMap((node) => {
      const text = textOf(node)
      if (text !== undefined && /url\(\s*['"]?\s*(?:https?:)?\/\//i.test(text)) {
        return [at(node, `${quoted(text)} loads from another host`)]
      }
      if (node.type !== "JSXAttribute" || !remoteAttributes.has(attributeName(node))) return []
      const value = literalOf(node.value)
      return value !== undefined && elsewhere.test(value)
        ? [at(node, `${attributeName(node)} may not be ${quoted(value)}: it is on another host`)]
        : []
    })
)

const secretPatterns: ReadonlyArray<RegExp> = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\bsk-[A-Za-z0-9_-]{20,}/,
  /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/,
  /\bAIza[A-Za-z0-9_-]{30,}/,
  /\bABSK[A-Za-z0-9+/=]{40,}/,
  /\bgh[opsu]_[A-Za-z0-9]{30,}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./
]

const secret = rule(
  "secret",
  "No keys, tokens or passwords in the source.",
  ({ nodes }, at) =>
    nodes.flatMap((node) => {
      const text = textOf(node)
      // The value itself is not repeated: findings go into logs.
      return text !== undefined && secretPatterns.some((pattern) => pattern.test(text))
        ? [at(node, "this text looks like a key or token; take it out")]
        : []
    })
)

const environment = rule(
  "environment",
  "No settings from the build or the process: no import.meta and no process.",
  ({ nodes }, at) =>
    nodes.flatMap((node) =>
      node.type === "MetaProperty" && node.meta.name === "import"
        ? [at(node, "import.meta is not allowed")]
        : isMember(node) && node.object.type === "Identifier" && node.object.name === "process"
        ? [at(node, "process is not allowed")]
        : []
    )
)

const storage: ReadonlySet<string> = new Set(["localStorage", "sessionStorage", "indexedDB"])

const browserStorage = rule(
  "storage",
  "Keep nothing in the browser: no cookies, localStorage, sessionStorage or IndexedDB. State lives in React and in the data cache.",
  ({ nodes, references }, at) => [
    ...references.flatMap(({ node }) => storage.has(node.name) ? [at(node, `${node.name} is not allowed`)] : []),
    ...nodes.flatMap((node) => {
      const name = isMember(node) ? globalName(node) : undefined
      if (name !== undefined && storage.has(name)) return [at(node, `${name} is not allowed`)]
      return name === "cookie" ? [at(node, "document.cookie is not allowed")] : []
    })
  ]
)

const uncheckedTypes = rule(
  "unchecked-types",
  "It must compile under strict TypeScript: no any, no @ts-ignore, @ts-expect-error or @ts-nocheck.",
  ({ module, nodes }, at) => [
    ...(module.comments ?? []).flatMap((comment) =>
      /@ts-(?:ignore|nocheck|expect-error)/.test(comment.value) ? [at(comment, "types are not switched off")] : []
    ),
    ...nodes.flatMap((node) => isAny(node) ? [at(node, "any is not allowed; use the type that is meant")] : [])
  ]
)

const isAny = (node: { readonly type: string }): boolean => node.type === "TSAnyKeyword"

/** The rules, in the order they are told. */
export const rules: ReadonlyArray<Rule> = [
  defaultExport,
  allowedImports,
  endpoint,
  network,
  dynamicCode,
  globalObject,
  rawHtml,
  foreignElement,
  scriptUrl,
  remoteResource,
  browserStorage,
  environment,
  secret,
  unfinished,
  deadControl,
  leftRunning,
  uncheckedTypes,
  used,
  hooksInOrder,
  pureRender,
  stateOutsideRender,
  refsOutsideRender,
  componentsAtTop,
  watchedFields,
  keyedLists,
  operable,
  named,
  separateTabs
]
