/** The inventory of pages: what the app shows, to whom, and where each page leads. */
import { Schema } from "effect"
import { NonEmptyList } from "./NonEmptyList.ts"

export const Page = Schema.Struct({
  /** Lower-case slug, unique: `book-detail`. Also the name of its files. */
  id: Schema.String.check(Schema.isPattern(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/), Schema.isMaxLength(60)),
  /** Router path: `/`, `/books`, `/books/:bookId`. Unique. */
  route: Schema.String.check(Schema.isPattern(/^\/$|^(\/([a-z0-9][a-z0-9-]*|:[a-z][A-Za-z0-9]*))+$/)),
  title: Schema.NonEmptyString,
  purpose: Schema.NonEmptyString,
  /** `public` for everyone, `user` for whoever is signed in, `role` for the `roles` alone. */
  access: Schema.Literals(["public", "user", "role"]),
  /** Persona ids, when `access` is `role`; `[]` otherwise. */
  roles: Schema.Array(Schema.String),
  /** Whether the main navigation lists it. A page whose route has parameters never is. */
  inNavigation: Schema.Boolean,
  requirementIds: Schema.Array(Schema.String),
  /** Ids of the operations it calls. */
  operationIds: Schema.Array(Schema.String),
  /** Ids of the pages it leads to, beside the main navigation. */
  links: Schema.Array(Schema.String)
})
export type Page = typeof Page.Type

export const Pages = Schema.Struct({
  pages: NonEmptyList(Page),
  notes: Schema.Array(Schema.String)
})
export type Pages = typeof Pages.Type

/** The names of the parameters in a route: `/books/:bookId` has `bookId`. */
export const routeParameters = (route: string): ReadonlyArray<string> =>
  [...route.matchAll(/:([A-Za-z][A-Za-z0-9]*)/g)].flatMap(([, name]) => name === undefined ? [] : [name])
