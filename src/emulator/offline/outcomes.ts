/** What domain verbs bring about: a state that a thing is in, or something new that is kept. */

import type { Entity } from "../../domain/Backend.ts"
import type { Reading } from "./reading.ts"

/** States that a verb leads to. */
export const stateOf: { readonly [verb: string]: RegExp } = {
  complete: /^(?:completed|done|finished)$/,
  finish: /^(?:completed|done|over)$/,
  close: /^closed$/,
  reopen: /^open$/,
  approve: /^(?:approved|accepted|confirmed|ready)$/,
  accept: /^(?:accepted|confirmed)$/,
  confirm: /^confirmed$/,
  reject: /^(?:rejected|declined|cancelled)$/,
  decline: /^(?:declined|rejected)$/,
  cancel: /^cancelled$/,
  return: /^(?:returned|available)$/,
  revive: /^(?:playing|active)$/,
  win: /^won$/,
  pay: /^paid$/,
  archive: /^archived$/
}

/** Verbs that leave something behind, whatever else they may mean. */
export const leaves = /^(?:invite|pay|donate|report|enrol|enroll|order)$/

/** What a verb leaves behind, if the design has it: verb, words that must be near, and entity. */
const makes: ReadonlyArray<readonly [verb: RegExp, words: RegExp, thing: string]> = [
  [/^(?:book|reserve|make)$/, /\bappointments?\b/, "Appointment"],
  [/^(?:book|rent|reserve|swap|exchange)$/, /./, "Booking"],
  [/^(?:reserve|hold|claim)$/, /./, "Reservation"],
  [/^(?:borrow|lend)$/, /./, "Loan"],
  [/^(?:apply|submit)$/, /program/, "ProgramApplication"],
  [/^(?:apply|submit)$/, /./, "JobApplication"],
  [/^(?:communicate|message|chat|contact|send)$/, /./, "Message"],
  [/^contact$/, /./, "ContactMessage"],
  [/^(?:track|log|record)$/, /\b(?:time|hours)\b/, "TimeEntry"],
  [/^invite$/, /./, "Invitation"],
  [/^pay$/, /./, "Payment"],
  [/^donate$/, /./, "Donation"],
  [/^order$/, /./, "Order"],
  [/^report$/, /./, "MaintenanceRequest"],
  [/^(?:review|rate)$/, /./, "Review"],
  [/^(?:comment|reply)$/, /./, "Comment"],
  [/^share$/, /./, "Post"],
  [/^hire$/, /./, "JobPosting"],
  [/^(?:join|attend|enrol)/, /./, "Enrolment"]
]

/** The thing that doing something leaves behind, where the design has it. */
export const madeBy = (
  { object, text, verb }: Reading,
  entities: ReadonlyArray<Entity>
): Entity | undefined => {
  const words = `${verb} ${object} ${text}`.toLowerCase()
  const named = (name: string) => entities.find((entity) => entity.name === name)
  const made = makes.find(([verbs, near, name]) => verbs.test(verb) && near.test(words) && named(name) !== undefined)
  return made === undefined ? undefined : named(made[2])
}

/** Whether things are sought that fit one another: the list of one, narrowed by what is known of the other. */
export const isMatch = ({ object, text, verb }: Reading): boolean =>
  /\bmatch/.test(`${verb} ${object} ${text}`.toLowerCase())

const deeds: ReadonlyArray<readonly [things: RegExp, deed: string]> = [
  [/^(?:Message|Invitation|ContactMessage|LeaveRequest|.*Application)$/, "Send"],
  [/^(?:Booking|Reservation|Payment|Donation|Appointment)$/, "Make"],
  [/^(?:Picture|Document)$/, "Upload"],
  [/^(?:Comment|Review)$/, "Write"],
  [/^Order$/, "Place"],
  [/^(?:Sale|Loan|CallLog|ActionStep|FollowUpStep|StockMovement)$/, "Record"],
  [/^TimeEntry$/, "Log"],
  [/^MaintenanceRequest$/, "Report"]
]

/** What people do to have a new one: messages are sent, bookings are made; most things are added. */
export const deedOf = (entity: string): string => deeds.find(([things]) => things.test(entity))?.[1] ?? "Add"
