import { useQuery } from "@tanstack/react-query"
import { api, unwrap } from "../api/client"
import { useSession } from "../api/session"
import {
  Badge,
  Detail,
  DetailList,
  EmptyState,
  ErrorState,
  Item,
  ItemList,
  LinkButton,
  Loading,
  Page,
  Toolbar
} from "../components"
import { cn } from "../lib/cn"
import { formatDateTime, formatText } from "../lib/format"
import { paths } from "../lib/paths"
import { toText } from "../lib/values"

/** Rehearsals: See when and where the next rehearsals are, and what is worked on. Serves FR-3, FR-4. */
export default function RehearsalsPage() {
  const { user } = useSession()
  const rehearsalsQuery = useQuery({
    queryKey: ["listRehearsals"],
    queryFn: ({ signal }) => unwrap(api.GET("/rehearsals", { signal }))
  })
  const rehearsals = rehearsalsQuery.data?.items ?? []
  return (
    <Page
      title="Rehearsals"
      heading="Coming rehearsals"
      description="When and where to be, and what we work on."
    >
      <Toolbar>
        {toText(user?.role) === "conductor" && <LinkButton to={paths.rehearsalPlan()} tone="primary">Plan a rehearsal</LinkButton>}
      </Toolbar>
      {rehearsalsQuery.isLoading && <Loading label="Loading the rehearsals" />}
      {rehearsalsQuery.isSuccess && rehearsals.length === 0 && <EmptyState title="No rehearsal is planned." />}
      {rehearsalsQuery.isError && (
        <ErrorState
          title="The rehearsals could not be loaded."
          error={rehearsalsQuery.error}
          onRetry={() => void rehearsalsQuery.refetch()}
        />
      )}
      {rehearsals.length > 0 && (
        <ItemList label="Coming rehearsals">
          {rehearsals.map((rehearsal) => (
            <Item key={rehearsal.id} label={rehearsal.workOn} to={paths.rehearsal({ rehearsalId: rehearsal.id })}>
              <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
                <p className={cn("text-lg font-semibold", rehearsal.status === "called-off" && "text-muted line-through")}>
                  <time dateTime={rehearsal.startsAt}>{formatDateTime(rehearsal.startsAt)}</time>
                </p>
                {rehearsal.status === "called-off" && <Badge tone="danger">Called off</Badge>}
              </div>
              <DetailList>
                <Detail label="Where">{formatText(rehearsal.place)}</Detail>
                <Detail label="We work on"><span className="whitespace-pre-line">{formatText(rehearsal.workOn)}</span></Detail>
              </DetailList>
            </Item>
          ))}
        </ItemList>
      )}
    </Page>
  )
}
