/** Pages beside those of each thing: lists of a state that is asked for by name, and those of accounts. */
import type { Prd } from "../../domain/Prd.ts"
import { type Api, type Call, mayShow } from "./api.ts"
import { type Draft, guarded, page } from "./pageDrafts.ts"
import { manyOf } from "./things.ts"
import { firstSentence, kebabCase, sentenceCase, shorten } from "./words.ts"

/** `View open calls`: a list of its own for a state that the PRD asks to see. */
export const statePages = (prd: Prd, lists: ReadonlyArray<Call>): ReadonlyArray<Draft> =>
  lists.flatMap((list) =>
    list.query.flatMap(({ name, schema }) =>
      (schema.enum ?? []).flatMap((value) => {
        const words = value.replace(/-/g, "[- ]")
        const asked = prd.requirements.find(({ id, text }) =>
          list.requirementIds.includes(id) &&
          new RegExp(`\\b(?:view|see|browse|list|show)\\b.*\\b${words}\\b`, "i").test(firstSentence(text))
        )
        const at = asked === undefined
          ? null
          : new RegExp(`\\b(${words}\\s+[a-z]+(?:\\s[a-z]+s)?)\\.?$`, "i").exec(firstSentence(asked.text))
        const slug = kebabCase(manyOf(list.entity))
        return at === null || name === "q" ? [] : [
          guarded(
            page(
              kebabCase(at[1] ?? value),
              `/${slug}/${kebabCase(value)}`,
              sentenceCase(shorten((at[1] ?? value).toLowerCase(), 50)),
              `Only the ${manyOf(list.entity)} that are ${value.replace(/-/g, " ")}.`,
              [list]
            ),
            prd,
            list
          )
        ]
      })
    )
  )

/** Signing in, registering, and one's own profile. */
export const accountPages = (prd: Prd, api: Api): ReadonlyArray<Draft> => {
  const find = (kind: Call["kind"]) => api.calls.find((call) => call.kind === kind)
  const [register, signIn, profile, update] = [find("register"), find("signIn"), find("profile"), find("updateProfile")]
  return [
    ...(signIn === undefined
      ? []
      : [
        page("sign-in", "/sign-in", "Sign in", "Welcome back. Sign in with your email address and password.", [signIn])
      ]),
    ...(register === undefined
      ? []
      : [page("register", "/register", "Register", "Create your account to get started.", [register])]),
    ...(profile === undefined
      ? []
      : [
        guarded(
          page("profile", "/profile", "My profile", "Your details, and where to change them.", [
            profile,
            update,
            ...api.calls.filter((list) =>
              list.kind === "list" && mayShow(profile, list) &&
              list.requirementIds.some((id) => profile.requirementIds.includes(id))
            ).slice(0, 2)
          ]),
          prd,
          profile
        )
      ])
  ]
}
