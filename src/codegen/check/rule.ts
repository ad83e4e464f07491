/** A rule for a page's component: what the model is told, and where a module breaks it. */
import type { Finding } from "../../domain/Finding.ts"
import { finding } from "../../domain/link/report.ts"
import type { OpenApiDocument } from "../../domain/OpenApi.ts"
import type { AllowedImport } from "../app/allowedImports.ts"
import { type JsxAttribute, type Module, type Node, placeOf, type Reference } from "./ast.ts"
import type { Component } from "./rendering.ts"

export interface ComponentContext {
  /** The name of its default export: `BookDetailPage`. */
  readonly componentName: string
  /** Specifiers as they stand in the import declarations. */
  readonly allowedImports: ReadonlyArray<Pick<AllowedImport, "module" | "names">>
  readonly openapi: OpenApiDocument
  /** The module it was made from: each call of the backend in there must still be made. */
  readonly skeleton?: string
}

/** A parsed module with what the checks share. */
interface Subject extends ComponentContext {
  readonly module: Module
  readonly nodes: ReadonlyArray<Node>
  readonly references: ReadonlyArray<Reference>
  readonly components: ReadonlyArray<Component>
}

export interface Rule {
  readonly name: string
  /** What the model is told. */
  readonly tell: string
  /** Where the rule is broken. */
  readonly check: (subject: Subject) => ReadonlyArray<Finding>
}

/** A rule whose findings name the line. */
export const rule = (
  name: string,
  tell: string,
  check: (
    subject: Subject,
    at: (node: Parameters<typeof placeOf>[0], message: string) => Finding
  ) => ReadonlyArray<Finding>
): Rule => ({
  name,
  tell,
  check: (subject) => check(subject, (node, message) => finding(name, placeOf(node), message))
})

/** `onClick` of `onClick={…}`. */
export const attributeName = ({ name }: JsxAttribute): string =>
  name.type === "JSXIdentifier" ? name.name : name.name.name
