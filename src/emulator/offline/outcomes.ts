/** What domain verbs bring about: a state that a thing is in, or something new that is kept. */

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
export const makes: ReadonlyArray<readonly [verb: RegExp, words: RegExp, thing: string]> = [
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
