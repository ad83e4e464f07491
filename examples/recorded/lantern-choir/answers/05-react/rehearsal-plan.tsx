import { zodResolver } from "@hookform/resolvers/zod"
import { useMutation } from "@tanstack/react-query"
import { type ReactNode } from "react"
import { useForm } from "react-hook-form"
import { useNavigate } from "react-router"
import { z } from "zod"
import { api, unwrap } from "../api/client"
import { Actions, Button, Card, Page, TextAreaField, TextField, TextLink, useToast } from "../components"
import { dateTimeInput, textInput } from "../lib/forms"
import { paths } from "../lib/paths"
import { errorMessage } from "../lib/values"

/** Plan a rehearsal: Plan a rehearsal: when, where, and what is worked on. Serves FR-6. */
export default function RehearsalPlanPage() {
  const navigate = useNavigate()
  const toast = useToast()
  /** Plan a rehearsal */
  const planRehearsal = useMutation({
    mutationFn: (input: { startsAt: string; place: string; workOn: string }) =>
      unwrap(api.POST("/rehearsals", { body: { startsAt: input.startsAt, place: input.place, workOn: input.workOn } })),
    onSuccess: () => {
      toast("The rehearsal is planned.")
      navigate(paths.rehearsals())
    },
    onError: (error) => toast("The rehearsal was not planned. " + errorMessage(error), "danger")
  })
  return (
    <Page
      title="Plan a rehearsal"
      description="The singers see it at once, and can say whether they come."
      layout="centered"
    >
      <Card>
        <Form
          busy={planRehearsal.isPending}
          onSubmit={(values, done) => planRehearsal.mutate({ startsAt: values.startsAt, place: values.place, workOn: values.workOn }, { onSuccess: done })}
        />
      </Card>
      <TextLink to={paths.rehearsals()}>All rehearsals</TextLink>
    </Page>
  )
}

const formSchema = z.object({
  startsAt: dateTimeInput(z.string("Say when it begins.")),
  place: textInput(z.string("Enter the place.").max(120, "At most 120 characters.")),
  workOn: textInput(z.string("Say what is worked on."))
})

function Form({ busy, onSubmit, children }: {
  busy: boolean
  onSubmit: (values: z.output<typeof formSchema>, done: () => void) => void
  children?: ReactNode
}) {
  const { register, handleSubmit, reset, formState: { errors } } = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: { startsAt: "", place: "", workOn: "" }
  })
  return (
    <form
      noValidate
      onSubmit={handleSubmit((values) => onSubmit(values, () => reset()))}
      className="space-y-5"
    >
      <TextField
        label="Begins"
        required
        help="Tuesdays, as a rule"
        error={errors.startsAt?.message}
        type="datetime-local"
        {...register("startsAt")}
      />
      <TextField label="Place" required error={errors.place?.message} {...register("place")} />
      <TextAreaField
        label="What we work on"
        required
        help="Pieces and bars, a line each"
        error={errors.workOn?.message}
        {...register("workOn")}
      />
      <Actions>
        <Button type="submit" tone="primary" busy={busy}>Plan it</Button>
        {children}
      </Actions>
    </form>
  )
}
