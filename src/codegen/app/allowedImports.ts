/** What a page's module may import: what the prompt of the React step offers, and all that the check lets through. */

/** One module that pages may import from. */
export interface AllowedImport {
  /** As a page in `src/pages/` writes it. */
  readonly module: string
  /** The names it exports; `undefined` for a package, of which any name may be imported. */
  readonly names: ReadonlyArray<string> | undefined
  /** How its exports are used, in a line or a few, for whoever writes a page. */
  readonly usage: string
}

const components =
  `<Page title heading? description? actions? layout?> sets document.title and the h1; every page is one
<TwoColumns main aside>, <Grid columns={1|2|3|4}>, <Row>, <Toolbar>, <Section title?>, <Card title?>
<Heading level={2|3}>, <Text>, <Badge tone?>, <StatusBadge value>, <Stat label value hint?>, <Picture src alt>
<Button tone?="primary|neutral|danger" busy? onClick>, <LinkButton to tone?>, <TextLink to>, <ExternalLink href>, <EmailLink address>, <Actions>
<DataTable caption rows rowKey columns={[{ id, header, cell, sortValue?, align?, sortKey? }]} rowLink? onSelect? actions? order?>
<Menu label button?> of <MenuItem to? onSelect? tone? disabled?>: what can be done with a thing, behind one button
<ItemList label? columns?> of <Item key label to? onSelect?>; <DetailList> of <Detail label>
<Reference entity id> shows the thing an id means by its name; <BarChart title bars={toBars(…)} format?>
<TextField label required? help? error? type? {...register("x")}>, <TextAreaField …>, <SelectField … options={[{ value, label }]}>, <CheckboxField …>
<Controller control={control} name="book" render={({ field }) => <ReferenceField {...field} label required? error? entity="Book" options={bookOptions} />} /> chooses one thing, by searching where there are many
<Controller control={control} name="cv" render={({ field }) => <FileField {...field} label required? error? accept={["application/pdf"]} maxBytes={2000000} />} /> chooses a file, as a data URL; <FileLink value> opens one
<Calendar label items itemKey start={(item) => item.startsOn} end? text={(item) => item.title} to? onSelect? total?>: things on the days of a month, on a phone a list of days
<SearchBox label value onChange placeholder?>, <FilterSelect label value onChange options allLabel?>
<Pager paging size total> with const paging = usePaging([filter], { name: "books", sorts: ["title"] }): limit size, offset paging.offset and sort paging.sort || undefined in the query; <DataTable order={paging}> and a column's sortKey: "title" sort there
<Loading label?>, <EmptyState title>, <ErrorState title? error? onRetry?>, <Forbidden title? detail?>
<Dialog open onClose title>; const toast = useToast(), toast(text, "danger"?); const confirm = useConfirm(), await confirm(question)`

/** Every module a page may import from, and the names of our own. */
export const allowedImports: ReadonlyArray<AllowedImport> = [
  { module: "react", names: undefined, usage: "React 19, with the new JSX transform: no default import." },
  { module: "react-router", names: undefined, usage: "React Router 7: useParams, useSearchParams, useNavigate, Link." },
  {
    module: "@tanstack/react-query",
    names: undefined,
    usage: "TanStack Query 5: useQuery, useMutation, useQueryClient."
  },
  { module: "react-hook-form", names: undefined, usage: "React Hook Form 7: useForm, Controller." },
  { module: "@hookform/resolvers/zod", names: ["zodResolver"], usage: "useForm({ resolver: zodResolver(schema) })" },
  { module: "zod", names: undefined, usage: "Zod 4: import { z } from \"zod\"." },
  {
    module: "../api/client",
    names: ["api", "unwrap", "ApiError"],
    usage:
      "unwrap(api.GET(\"/books/{bookId}\", { params: { path: { bookId } }, signal })) gives the data or throws ApiError."
  },
  {
    module: "../api/session",
    names: ["useSession", "User"],
    usage:
      "const { user, signIn, signOut } = useSession(); user is { name, role } or null; signIn({ name, role, token }), with the token that the API answered."
  },
  {
    module: "../api/schema",
    names: ["paths", "components", "operations"],
    usage: "Types only: components[\"schemas\"][\"Book\"]."
  },
  {
    module: "../components",
    names: [
      "Actions",
      "Badge",
      "BadgeTone",
      "BarChart",
      "Button",
      "ButtonTone",
      "Calendar",
      "Card",
      "CheckboxField",
      "Column",
      "ConfirmDialog",
      "DataTable",
      "Detail",
      "DetailList",
      "Dialog",
      "EmailLink",
      "EmptyState",
      "ErrorState",
      "ExternalLink",
      "FileField",
      "FileLink",
      "FilterSelect",
      "Forbidden",
      "Grid",
      "Heading",
      "Item",
      "ItemList",
      "LinkButton",
      "Loading",
      "Menu",
      "MenuItem",
      "Option",
      "Page",
      "PageHeader",
      "Pager",
      "Picture",
      "Reference",
      "ReferenceField",
      "Row",
      "SearchBox",
      "Section",
      "SelectField",
      "Stat",
      "StatusBadge",
      "Text",
      "TextAreaField",
      "TextField",
      "TextLink",
      "Toolbar",
      "TwoColumns",
      "useConfirm",
      "usePaging",
      "useToast"
    ],
    usage: components
  },
  {
    module: "../lib/address",
    names: ["useAddress", "useAddressState"],
    usage:
      "const [search, setSearch] = useAddressState(\"search\", \"\"): text that the address keeps; for searches and filters."
  },
  { module: "../lib/charts", names: ["Bar", "toBars"], usage: "toBars(items, (item) => label, (item) => figure?)" },
  { module: "../lib/cn", names: ["cn"], usage: "cn(\"p-4\", wide && \"w-full\")" },
  {
    module: "../lib/days",
    names: ["addDays", "addMonths", "dayOf", "formatDay", "formatMonth", "lastDayOf", "localDay", "timeOf", "weeksOf"],
    usage: "Days as text, 2026-03-05: dayOf(value) of a date as it stands, of a moment by the reader's clock."
  },
  {
    module: "../lib/format",
    names: [
      "formatBoolean",
      "formatDate",
      "formatDateTime",
      "formatMoney",
      "formatNumber",
      "formatText",
      "humanise",
      "toneOf"
    ],
    usage: "Any value as a person reads it; a dash for what is missing."
  },
  {
    module: "../lib/forms",
    names: [
      "dateInput",
      "dateTimeInput",
      "jsonInput",
      "listInput",
      "numberInput",
      "rawTextInput",
      "textInput",
      "toDateInput",
      "toDateTimeInput",
      "useFieldErrors"
    ],
    usage:
      "textInput(z.string(\"Enter the title.\")), numberInput(z.number().optional()): from what a control gives to what the API takes. useFieldErrors(createBook.error, setError, bookSchema) shows what the server refused at the fields it names."
  },
  {
    module: "../lib/paths",
    names: ["paths", "withQuery"],
    usage: "paths.bookDetail({ bookId }) is a page's address; withQuery(paths.books(), { q })."
  },
  { module: "../lib/product", names: ["appName"], usage: "The product's name." },
  {
    module: "../lib/values",
    names: [
      "compareValues",
      "errorMessage",
      "fromJson",
      "keyOf",
      "matchesSearch",
      "oneOf",
      "safeImage",
      "safeUrl",
      "toBoolean",
      "toItems",
      "toList",
      "toNumber",
      "toOptionalBoolean",
      "toOptionalText",
      "toOptions",
      "toText",
      "valueAt"
    ],
    usage:
      "Conversions of values from the API, the address bar and forms; safeUrl before any address from data is followed."
  }
]
