/** Signing in, registering, and one's own profile. */
import type { Prd } from "../../../domain/Prd.ts"
import type { Call } from "../api.ts"
import { withoutBraces } from "../words.ts"
import { dialogForm, formBlock } from "./forms.ts"
import { manyBlock, whatOf } from "./lists.ts"
import type { Sheet } from "./Sheet.ts"
import { formatOf, labelOf, shapeOf, shown } from "./values.ts"

export const accountBlock = (sheet: Sheet, call: Call, prd: Prd): void => {
  const [first, ...others] = prd.personas.filter(({ signsIn }) => signsIn)
  const parent = sheet.node("card", "", "account card")
  const other = sheet.pages.pages.find(({ id }) => sheet.page.links.includes(id))
  const onSuccess = first === undefined
    ? sheet.action("account saved", "toast", "It was saved.")
    : call.kind === "register" && sheet.api.calls.some(({ kind }) => kind === "signIn")
    ? sheet.action("account made", "toast", "Welcome! Your account is ready. You can sign in now.")
    : sheet.action(`sign in as ${first.id}`, "signIn", first.id)
  formBlock(sheet, call, {
    parent,
    args: [],
    leaveOut: [],
    source: "",
    submitLabel: call.kind === "signIn" ? "Sign in" : "Create account",
    onSuccess,
    invalidates: []
  })
  if (other !== undefined) {
    sheet.node("link", parent, `to ${other.id}`, {
      label: call.kind === "signIn" ? "No account yet? Register" : "Have an account? Sign in",
      action: sheet.action(`go to ${other.id}`, "navigate", other.id)
    })
  }
  // Who an account belongs to says the answer; where it does not, people say it.
  if (call.kind !== "signIn" || call.answer.some(({ name }) => name === "role")) return
  for (const role of others.slice(0, 4)) {
    dialogForm(sheet, call, {
      label: withoutBraces(`Sign in as ${role.name.toLowerCase()}`),
      args: [],
      leaveOut: [],
      source: "",
      submitLabel: "Sign in",
      onSuccess: sheet.action(`sign in as ${role.id}`, "signIn", role.id)
    })
  }
}

export const profileBlock = (sheet: Sheet, profile: Call, update: Call | undefined): void => {
  const section = sheet.node("section", "", "profile section")
  const query = sheet.query(profile, [], section, "profile")
  sheet.node("heading", section, "profile name", {
    text: `{query.${query}.${sheet.titleOf(profile.entity)}}`,
    props: { level: "2" }
  })
  const picture = shown(profile.answer).find((one) => shapeOf(one) === "image")
  if (picture !== undefined) {
    sheet.node("image", section, "profile picture", {
      source: `query.${query}.${picture.name}`,
      label: "My profile picture"
    })
  }
  const detail = sheet.node("detail", section, "profile facts", { source: `query.${query}` })
  for (const one of shown(profile.answer)) {
    const shape = shapeOf(one)
    if (shape === "reference" || one === picture) continue
    sheet.node("field", detail, `profile ${one.name}`, {
      source: `query.${query}.${one.name}`,
      label: labelOf(one.name, shape),
      props: formatOf(one)
    })
  }
  for (const list of sheet.calls.filter(({ kind }) => kind === "list")) {
    const news = sheet.node("section", "", `latest ${list.entity}`)
    sheet.node("heading", news, `latest ${list.entity} heading`, {
      text: `Latest ${whatOf(list)}`,
      props: { level: "2" }
    })
    manyBlock(sheet, list, sheet.query(list, [], news, whatOf(list)), news)
  }
  if (update === undefined) return
  const card = sheet.node("card", "", "profile card")
  sheet.node("heading", card, "change profile", { text: "Change my profile", props: { level: "2" } })
  formBlock(sheet, update, {
    parent: card,
    args: [],
    leaveOut: [],
    source: `query.${query}`,
    submitLabel: "Save changes",
    onSuccess: sheet.action("profile saved", "toast", "Your profile is saved."),
    invalidates: [query]
  })
}
