/** One file of the generated app. */
export interface AppFile {
  /** Relative to `app/`, forward slashes. */
  readonly path: string
  readonly content: string
}
