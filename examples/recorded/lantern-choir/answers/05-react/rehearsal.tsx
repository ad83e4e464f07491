import { zodResolver } from "@hookform/resolvers/zod"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { type ReactNode, useState } from "react"
import { useForm } from "react-hook-form"
import { useParams } from "react-router"
import { z } from "zod"
import { api, unwrap } from "../api/client"
import { useSession } from "../api/session"
import {
  Actions,
  Badge,
  Button,
  Card,
  Detail,
  DetailList,
  Dialog,
  EmptyState,
  ErrorState,
  LinkButton,
  Loading,
  Page,
  Section,
  SelectField,
  Text,
  TextAreaField,
  TextField,
  TextLink,
  Toolbar,
  TwoColumns,
  useConfirm,
  useToast
} from "../components"
import { formatDateTime, formatText } from "../lib/format"
import { dateTimeInput, textInput, toDateTimeInput } from "../lib/forms"
import { paths } from "../lib/paths"
import { errorMessage, toText } from "../lib/values"

/** Rehearsal: Say whether one comes to a rehearsal; as conductor, change it, call it off and see who comes. Serves FR-5, FR-7. */
export default function RehearsalPage() {
  const { rehearsalId = "" } = useParams()
  const { user } = useSession()
  const queryClient = useQueryClient()
  const toast = useToast()
  const confirm = useConfirm()
  const [changing, setChanging] = useState(false)
  const [openedAt] = useState(() => Date.now())
  const rehearsalQuery = useQuery({
    queryKey: ["getRehearsal", { rehearsalId }],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/rehearsals/{rehearsalId}", { params: { path: { rehearsalId } }, signal }))
  })
  const rehearsal = rehearsalQuery.data
  const isOff = rehearsal?.status === "called-off"
  // An answer counts until the rehearsal starts, as seen when the page is opened; the server has the last word.
  const isOpen = rehearsal !== undefined && !isOff && new Date(rehearsal.startsAt).getTime() > openedAt
  /** Say whether one comes; replaces the answer given before */
  const answerRehearsal = useMutation({
    mutationFn: (input: {
      answer: "yes" | "maybe" | "no"
      voice: "soprano" | "alto" | "tenor" | "bass"
      note?: string
    }) =>
      unwrap(api.PUT("/rehearsals/{rehearsalId}/reply", {
        params: { path: { rehearsalId } },
        body: { voice: input.voice, answer: input.answer, note: input.note }
      })),
    onSuccess: () => {
      toast("Your answer is kept.")
    },
    onError: (error) => toast("Your answer was not kept. " + errorMessage(error), "danger")
  })
  /** Change a rehearsal */
  const changeRehearsal = useMutation({
    mutationFn: (input: { startsAt?: string; place?: string; workOn?: string }) =>
      unwrap(api.PATCH("/rehearsals/{rehearsalId}", {
        params: { path: { rehearsalId } },
        body: { startsAt: input.startsAt, place: input.place, workOn: input.workOn }
      })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ["getRehearsal"] })
      toast("The rehearsal is changed.")
      setChanging(false)
    },
    onError: (error) => toast("The rehearsal was not changed. " + errorMessage(error), "danger")
  })
  /** Call a rehearsal off */
  const callOffRehearsal = useMutation({
    mutationFn: () =>
      unwrap(api.POST("/rehearsals/{rehearsalId}/call-off", { params: { path: { rehearsalId } } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ["getRehearsal"] })
      toast("The rehearsal is called off.")
    },
    onError: (error) => toast("The rehearsal was not called off. " + errorMessage(error), "danger")
  })
  return (
    <Page
      title="Rehearsal"
      heading={rehearsal ? `Rehearsal, ${formatDateTime(rehearsal.startsAt)}` : undefined}
      layout="two-column"
    >
      <TwoColumns
        main={<>
          {toText(user?.role) === "conductor" && (
            <Toolbar>
              <LinkButton to={paths.attendance({ rehearsalId })} tone="primary">Who comes</LinkButton>
              <Button onClick={() => setChanging(true)}>Change</Button>
              {rehearsal !== undefined && !isOff && (
                <Button
                  tone="danger"
                  busy={callOffRehearsal.isPending}
                  onClick={async () => {
                    if (await confirm("Call this rehearsal off? The singers will see it at once.")) callOffRehearsal.mutate()
                  }}
                >
                  Call it off
                </Button>
              )}
            </Toolbar>
          )}
          {rehearsalQuery.isLoading && <Loading label="Loading the rehearsal" />}
          {rehearsalQuery.isSuccess && !rehearsal && <EmptyState title="There is no such rehearsal." />}
          {rehearsalQuery.isError && (
            <ErrorState
              title="The rehearsal could not be loaded."
              error={rehearsalQuery.error}
              onRetry={() => void rehearsalQuery.refetch()}
            />
          )}
          {rehearsal && (
            <Card title="When and where">
              {isOff && <Badge tone="danger">Called off</Badge>}
              <DetailList>
                <Detail label="When">{formatDateTime(rehearsal.startsAt)}</Detail>
                <Detail label="Where">{formatText(rehearsal.place)}</Detail>
                <Detail label="We work on"><span className="whitespace-pre-line">{formatText(rehearsal.workOn)}</span></Detail>
              </DetailList>
            </Card>
          )}
          <Dialog open={changing} onClose={() => setChanging(false)} title="Change the rehearsal">
            <ChangeForm
              initial={rehearsal && {
                startsAt: toDateTimeInput(rehearsal.startsAt),
                place: toText(rehearsal.place),
                workOn: toText(rehearsal.workOn)
              }}
              busy={changeRehearsal.isPending}
              onSubmit={(values) => changeRehearsal.mutate({ startsAt: values.startsAt, place: values.place, workOn: values.workOn }, { onSuccess: () => setChanging(false) })}
            />
          </Dialog>
          <TextLink to={paths.rehearsals()}>All rehearsals</TextLink>
        </>}
        aside={<>
          {toText(user?.role) === "singer" && (
            <Section title="Do you come?">
              <Card>
                {rehearsal !== undefined && !isOpen && (
                  <Text>{isOff ? "This rehearsal is called off." : "It has started: answers are no longer taken."}</Text>
                )}
                {(rehearsal === undefined || isOpen) && (
                  <AnswerForm
                    busy={answerRehearsal.isPending}
                    onSubmit={(values) => answerRehearsal.mutate({ answer: values.answer, voice: values.voice, note: values.note })}
                  />
                )}
              </Card>
            </Section>
          )}
        </>}
      />
    </Page>
  )
}

const changeFormSchema = z.object({
  startsAt: dateTimeInput(z.string("Say when it begins.").optional()),
  place: textInput(z.string("Enter the place.").max(120, "At most 120 characters.").optional()),
  workOn: textInput(z.string("Say what is worked on.").optional())
})

function ChangeForm({ initial, busy, onSubmit, children }: {
  initial: z.input<typeof changeFormSchema> | undefined
  busy: boolean
  onSubmit: (values: z.output<typeof changeFormSchema>) => void
  children?: ReactNode
}) {
  const { register, handleSubmit, formState: { errors } } = useForm({
    resolver: zodResolver(changeFormSchema),
    defaultValues: { startsAt: "", place: "", workOn: "" },
    values: initial,
    resetOptions: { keepDirtyValues: true }
  })
  return (
    <form noValidate onSubmit={handleSubmit((values) => onSubmit(values))} className="space-y-5">
      <TextField
        label="Begins"
        error={errors.startsAt?.message}
        type="datetime-local"
        {...register("startsAt")}
      />
      <TextField label="Place" error={errors.place?.message} {...register("place")} />
      <TextAreaField label="What we work on" error={errors.workOn?.message} {...register("workOn")} />
      <Actions>
        <Button type="submit" tone="primary" busy={busy}>Save</Button>
        {children}
      </Actions>
    </form>
  )
}

const answerFormSchema = z.object({
  answer: textInput(z.enum(["yes", "maybe", "no"], "Say whether you come.")),
  voice: textInput(z.enum(["soprano", "alto", "tenor", "bass"], "Choose your voice.")),
  note: textInput(z.string("Enter the note.").max(140, "At most 140 characters.").optional())
})

/** What was answered stays in the form, so that a changed mind is one choice away. */
function AnswerForm({ busy, onSubmit, children }: {
  busy: boolean
  onSubmit: (values: z.output<typeof answerFormSchema>) => void
  children?: ReactNode
}) {
  const { register, handleSubmit, formState: { errors } } = useForm({
    resolver: zodResolver(answerFormSchema),
    defaultValues: { answer: "", voice: "", note: "" }
  })
  return (
    <form noValidate onSubmit={handleSubmit((values) => onSubmit(values))} className="space-y-5">
      <SelectField
        label="Your answer"
        required
        error={errors.answer?.message}
        options={[
          { value: "yes", label: "Yes, I come" },
          { value: "maybe", label: "Maybe" },
          { value: "no", label: "No, not this time" }
        ]}
        {...register("answer")}
      />
      <SelectField
        label="Your voice"
        required
        error={errors.voice?.message}
        options={[
          { value: "soprano", label: "Soprano" },
          { value: "alto", label: "Alto" },
          { value: "tenor", label: "Tenor" },
          { value: "bass", label: "Bass" }
        ]}
        {...register("voice")}
      />
      <TextField
        label="Note"
        help="If you like: late, leaving early, bringing cake"
        error={errors.note?.message}
        {...register("note")}
      />
      <Actions>
        <Button type="submit" tone="primary" busy={busy}>Keep my answer</Button>
        {children}
      </Actions>
    </form>
  )
}
