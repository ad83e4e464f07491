/** What the file system says, in words a user can act on. */
import { type PlatformError, Predicate } from "effect"
import { OutputNotWritable } from "../domain/Errors.ts"

/** There is no such file: a name in its path is missing, or is no folder. */
export const isAbsent = (error: PlatformError.PlatformError): boolean =>
  error.reason._tag === "NotFound" || codeOf(error) === "ENOTDIR"

const words: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left on the device",
  EDQUOT: "the disk quota is used up",
  EEXIST: "a file stands where a folder should be",
  ENOTDIR: "a file stands where a folder should be",
  ENOENT: "no folder can be made there",
  EISDIR: "a folder stands there",
  EXDEV: "it lies on another file system than the output folder",
  ENAMETOOLONG: "the name is too long"
}

/** A failure of the file system as the error a user sees. */
export const notWritable = (path: string) => (error: PlatformError.PlatformError): OutputNotWritable => {
  const code = codeOf(error)
  return new OutputNotWritable({ path, reason: words[code] ?? (code === "" ? error.message : code) })
}

const codeOf = (error: PlatformError.PlatformError): string => {
  const { cause } = error.reason
  return Predicate.hasProperty(cause, "code") && Predicate.isString(cause.code) ? cause.code : ""
}
