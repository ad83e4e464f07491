/** The app's components that tell the user what happens: dialogs, toasts and the states of a query. */
import type { AppFile } from "../../AppFile.ts"

const dialog = String.raw`import { type ReactNode, useEffect, useId, useRef } from "react"
import { LevelContext } from "./level"

/** A modal dialog. Escape and the close button ask to close it; the focus returns to where it came from. */
export function Dialog(
  { open, onClose, title, children }: { open: boolean; onClose: () => void; title: string; children?: ReactNode }
) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const element = ref.current
    if (element === null) return
    if (open && !element.open) element.showModal()
    if (!open && element.open) element.close()
  }, [open])
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      // A second Escape closes it whatever one says to the first.
      onClose={() => {
        if (open) onClose()
      }}
      className="m-auto w-[calc(100%-2rem)] max-w-lg rounded-2xl border border-border bg-surface p-0 text-left whitespace-normal text-foreground shadow-xl backdrop:bg-black/50"
    >
      {open && (
        <div className="space-y-5 p-5 sm:p-6">
          <div className="flex items-start justify-between gap-4">
            <h2 id={titleId} className="text-lg font-semibold tracking-tight">{title}</h2>
            <button
              type="button"
              aria-label="Close"
              onClick={onClose}
              className="-m-2 inline-flex size-10 items-center justify-center rounded-lg text-xl text-muted hover:bg-subtle"
            >
              <span aria-hidden="true">×</span>
            </button>
          </div>
          <LevelContext value={3}>{children}</LevelContext>
        </div>
      )}
    </dialog>
  )
}
`

const confirm = String.raw`import { createContext, type ReactNode, useCallback, useContext, useState } from "react"
import { Button } from "./Button"
import { Dialog } from "./Dialog"

type Ask = (question: string) => Promise<boolean>

const ConfirmContext = createContext<Ask>(() => Promise.resolve(false))

/** Asks the user a question: const sure = await confirm("Delete this book?"). */
export const useConfirm = (): Ask => useContext(ConfirmContext)

/** The dialog behind useConfirm. */
export function ConfirmProvider({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<{ text: string; answer: (sure: boolean) => void } | null>(null)
  const ask = useCallback<Ask>(
    (text) => new Promise((resolve) => setQuestion({ text, answer: resolve })),
    []
  )
  const answer = (sure: boolean) => {
    question?.answer(sure)
    setQuestion(null)
  }
  return (
    <ConfirmContext.Provider value={ask}>
      {children}
      <ConfirmDialog question={question?.text ?? ""} open={question !== null} onAnswer={answer} />
    </ConfirmContext.Provider>
  )
}

/** A question with two answers. */
export function ConfirmDialog(
  { question, open, onAnswer }: { question: string; open: boolean; onAnswer: (sure: boolean) => void }
) {
  // What takes something away is named on its button, and looks like it.
  const loss = /^(?:Delete|Remove|Discard)\b/.exec(question)?.[0]
  return (
    <Dialog open={open} onClose={() => onAnswer(false)} title="Are you sure?">
      <p className="break-words text-muted">{question}</p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => onAnswer(false)}>Cancel</Button>
        <Button tone={loss === undefined ? "primary" : "danger"} onClick={() => onAnswer(true)}>{loss ?? "Confirm"}</Button>
      </div>
    </Dialog>
  )
}
`

const toast = String.raw`import { createContext, type ReactNode, useCallback, useContext, useState } from "react"
import { cn } from "../lib/cn"

type Tone = "neutral" | "danger"
type Say = (text: string, tone?: Tone) => void

const ToastContext = createContext<Say>(() => undefined)

/** Says something for a few seconds: toast("Saved."), or toast("That did not work.", "danger"). */
export const useToast = (): Say => useContext(ToastContext)

/** Where toasts appear. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<ReadonlyArray<{ id: number; text: string; tone: Tone }>>([])
  const dismiss = useCallback((id: number) => setToasts((all) => all.filter((one) => one.id !== id)), [])
  const say = useCallback<Say>((text, tone = "neutral") => {
    const id = Date.now() + Math.random()
    setToasts((all) => [...all.slice(-3), { id, text, tone }])
    setTimeout(() => dismiss(id), tone === "danger" ? 10_000 : 5_000)
  }, [dismiss])
  return (
    <ToastContext.Provider value={say}>
      {children}
      <div
        aria-live="polite"
        className="pointer-events-none fixed inset-x-4 bottom-4 z-50 flex flex-col items-center gap-2 sm:left-auto sm:items-end"
      >
        {toasts.map(({ id, text, tone }) => (
          <div
            key={id}
            role={tone === "danger" ? "alert" : "status"}
            className={cn(
              "pointer-events-auto flex w-full max-w-sm items-start gap-3 rounded-xl border bg-surface p-4 text-sm shadow-lg",
              tone === "danger" ? "border-danger text-danger" : "border-border text-foreground"
            )}
          >
            <p className="min-w-0 flex-1 break-words">{text}</p>
            <button
              type="button"
              aria-label="Dismiss"
              onClick={() => dismiss(id)}
              className="-m-2 inline-flex size-9 items-center justify-center rounded-lg text-lg text-muted hover:bg-subtle"
            >
              <span aria-hidden="true">×</span>
            </button>
          </div>
        ))}
      </div>
    </ToastContext.Provider>
  )
}
`

const states = String.raw`import type { ReactNode } from "react"
import { useLocation } from "react-router"
import { errorMessage, valueAt } from "../lib/values"
import { signInPath } from "../navigation"
import { Button, LinkButton } from "./Button"

/** A skeleton in place of what is being loaded. */
export function Loading({ label = "Loading", children }: { label?: string; children?: ReactNode }) {
  return (
    <div role="status" data-state="loading" className="space-y-3">
      <span className="sr-only">{label}</span>
      <div aria-hidden="true" className="animate-pulse space-y-3 rounded-xl border border-border bg-surface p-5">
        <div className="h-4 w-2/5 rounded bg-subtle" />
        <div className="h-4 w-full rounded bg-subtle" />
        <div className="h-4 w-11/12 rounded bg-subtle" />
        <div className="h-4 w-3/5 rounded bg-subtle" />
      </div>
      {children}
    </div>
  )
}

/** In place of a list that has nothing in it: what would be here, and what can be done. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div data-state="empty" className="rounded-xl border border-dashed border-border bg-surface px-6 py-12 text-center">
      <svg
        aria-hidden="true"
        viewBox="0 0 24 24"
        className="mx-auto mb-3 size-8 text-muted"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
      >
        <path d="M3 13.5 5.5 5h13L21 13.5V19H3v-5.5Zm0 0h5.5a3.5 3.5 0 0 0 7 0H21" />
      </svg>
      <p className="mx-auto max-w-prose font-medium text-pretty">{title}</p>
      {children !== undefined && (
        <div className="mt-4 flex flex-wrap items-center justify-center gap-2">{children}</div>
      )}
    </div>
  )
}

/**
 * In place of what could not be loaded: why, and another try. Where the backend says that one may not see it (403), or
 * no longer knows who one is (401), it says that instead.
 */
export function ErrorState(
  { title = "This could not be loaded.", error, onRetry, children }: {
    title?: string
    error?: unknown
    onRetry?: () => void
    children?: ReactNode
  }
) {
  const { pathname, search } = useLocation()
  const status = valueAt(error, "status")
  const detail = errorMessage(error)
  if (status === 403) return <Forbidden detail={detail}>{children}</Forbidden>
  return (
    <div role="alert" data-state="error" className="rounded-xl border border-danger/40 bg-danger-soft p-5 text-sm">
      <p className="font-semibold text-danger">{title}</p>
      {detail !== "" && detail !== title && <p className="mt-1 break-words text-foreground">{detail}</p>}
      {(onRetry !== undefined || children !== undefined) && (
        <div className="mt-4 flex flex-wrap items-center gap-2">
          {status === 401 && signInPath !== "" && (
            <LinkButton to={signInPath} state={{ from: pathname + search }} tone="primary">Sign in</LinkButton>
          )}
          {onRetry !== undefined && <Button onClick={onRetry}>Try again</Button>}
          {children}
        </div>
      )}
    </div>
  )
}

/** In place of what one may not see: that this is so, and for whom it is. */
export function Forbidden(
  { title = "You do not have access to this.", detail = "", children }: {
    title?: string
    detail?: string
    children?: ReactNode
  }
) {
  return (
    <div role="alert" data-state="forbidden" className="rounded-xl border border-border bg-surface px-6 py-10 text-center">
      <svg
        aria-hidden="true"
        viewBox="0 0 24 24"
        className="mx-auto mb-3 size-8 text-muted"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d="M7 10.5V7.5a5 5 0 0 1 10 0v3M5.5 10.5h13v9h-13z" />
      </svg>
      <p className="mx-auto max-w-prose font-medium text-pretty">{title}</p>
      {detail !== "" && <p className="mx-auto mt-1 max-w-prose text-sm break-words text-muted">{detail}</p>}
      {children !== undefined && (
        <div className="mt-4 flex flex-wrap items-center justify-center gap-2">{children}</div>
      )}
    </div>
  )
}
`

/** The files of these components. */
export const feedbackComponents: ReadonlyArray<AppFile> = [
  { path: "src/components/Dialog.tsx", content: dialog },
  { path: "src/components/Confirm.tsx", content: confirm },
  { path: "src/components/Toast.tsx", content: toast },
  { path: "src/components/States.tsx", content: states }
]
