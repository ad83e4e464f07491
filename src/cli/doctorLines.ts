/** A diagnosis as a person reads it. Pure. */
import type { Check, DoctorReport, Verdict } from "../domain/doctor/Report.ts"
import { harmless, plural } from "../domain/Format.ts"

/** A line for each check, what to do below it, and a sum at the end. */
export const doctorLines = (report: DoctorReport, color: boolean): ReadonlyArray<string> => {
  const paint = (verdict: Verdict) =>
    color ? `\u001b[${colors[verdict]}m${verdict.padEnd(8)}\u001b[0m` : verdict.padEnd(8)
  const area = (check: Check, before: Check | undefined) => (check.area === before?.area ? "" : check.area).padEnd(11)
  return [
    ...report.checks.flatMap((check, index) => [
      `${paint(check.verdict)}  ${area(check, report.checks[index - 1])}  ${harmless(check.found)}`,
      ...check.advice === "" ? [] : [`${" ".repeat(23)}→ ${harmless(check.advice)}`]
    ]),
    "",
    sum(report)
  ]
}

const colors: Readonly<Record<Verdict, string>> = { good: "32", doubtful: "33", broken: "31" }

const sum = ({ checks, probed, verdict }: DoctorReport): string => {
  const count = (wanted: Verdict) => checks.filter((check) => check.verdict === wanted).length
  if (verdict === "broken") return `${plural(count("broken"), "thing")} broken: dpg cannot work on Bedrock like this.`
  const doubt = verdict === "doubtful" ? ` ${plural(count("doubtful"), "thing")} doubtful.` : ""
  return probed
    ? `Every model answers.${doubt}`
    : `Nothing is broken as far as can be told from here.${doubt} --probe asks AWS, too.`
}
