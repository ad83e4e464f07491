/** The app's tests of how it takes what the server declines. */
import type { AppFile } from "../../AppFile.ts"

const refusalsTest = String.raw`import { zodResolver } from "@hookform/resolvers/zod"
import { useMutation } from "@tanstack/react-query"
import { fireEvent, render, screen, waitFor } from "@testing-library/react"
import type { ReactNode } from "react"
import { useForm } from "react-hook-form"
import { createMemoryRouter } from "react-router"
import { describe, expect, it } from "vitest"
import { z } from "zod"
import { App } from "../App"
import { ApiError } from "../api/client"
import { Button, TextField } from "../components"
import { textInput, useFieldErrors } from "../lib/forms"
import { signInPath } from "../navigation"

const show = (element: ReactNode) => {
  const router = createMemoryRouter([{ path: "*", element }], { initialEntries: ["/here?q=1"] })
  render(<App router={router} />)
  return router
}

/** A call that the server declines. */
const useDeclined = (status: number, problem: object) =>
  useMutation({ mutationFn: () => Promise.reject(new ApiError(status, problem)) })

const schema = z.object({ title: textInput(z.string()), seatNumber: textInput(z.string()) })

const taken = { errors: [{ pointer: "#/seatNumber", detail: "is taken already" }, { pointer: "#/other", detail: "is odd" }] }

function SeatForm() {
  const book = useDeclined(409, taken)
  const { formState: { errors }, handleSubmit, register, setError } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { title: "Hamlet", seatNumber: "12" }
  })
  useFieldErrors(book.error, setError, schema)
  return (
    <form noValidate onSubmit={handleSubmit(() => book.mutate())}>
      <TextField label="Title" error={errors.title?.message} {...register("title")} />
      <TextField label="Seat" error={errors.seatNumber?.message} {...register("seatNumber")} />
      <Button type="submit">Book</Button>
    </form>
  )
}

function Vote() {
  const vote = useDeclined(401, {})
  return <Button onClick={() => vote.mutate()}>Vote</Button>
}

describe("what the server declines", () => {
  it("stands at the field that it names, until that is changed", async () => {
    show(<SeatForm />)
    fireEvent.click(screen.getByRole("button", { name: "Book" }))
    const seat = screen.getByRole("textbox", { name: /^Seat/ })
    await waitFor(() => expect(seat.getAttribute("aria-invalid")).toBe("true"))
    expect(screen.getByText("Seat number is taken already.")).not.toBeNull()
    expect(screen.getByRole("textbox", { name: /^Title/ }).getAttribute("aria-invalid")).not.toBe("true")
    expect(document.activeElement).toBe(seat)
    fireEvent.change(seat, { target: { value: "13" } })
    await waitFor(() => expect(seat.getAttribute("aria-invalid")).not.toBe("true"))
  })

  it.runIf(signInPath !== "")("leads to signing in whoever has not, and back", async () => {
    const router = show(<Vote />)
    fireEvent.click(screen.getByRole("button", { name: "Vote" }))
    await waitFor(() => expect(router.state.location.pathname).toBe(signInPath))
    expect(router.state.location.state).toEqual({ from: "/here?q=1" })
  })
})
`

/** The file of these tests. */
export const refusalTests: ReadonlyArray<AppFile> = [{ path: "src/test/refusals.test.tsx", content: refusalsTest }]
