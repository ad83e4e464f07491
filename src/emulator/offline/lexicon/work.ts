/** Work, projects, learning and records. */
import { type Archetype, archetype } from "./Archetype.ts"

export const work: ReadonlyArray<Archetype> = [
  archetype(
    "Task",
    "task, to-do item, todo item, to-do, todo, item to do, chore",
    "Something to be done.",
    "title!: string = Call the plumber",
    "description: text = The kitchen tap drips again.",
    "due date: date = 2026-05-08",
    "priority: enum low|medium|high = medium",
    "status!: enum open|completed",
    "project: reference Project",
    "assigned to: reference TeamMember"
  ),
  archetype(
    "Project",
    "project, project progress, construction project",
    "A piece of work with a beginning and an end.",
    "name!: string = Mill Lane school extension",
    "client name: string = Mill Lane Primary School",
    "location: string = 3 Mill Lane, York",
    "starts on!: date = 2026-04-06",
    "ends on: date = 2026-12-18",
    "status!: enum planned|active|on-hold|done",
    "progress in percent: integer = 35",
    "budget: money = 1250000",
    "description: text = Six classrooms and a hall."
  ),
  archetype(
    "Document",
    "document, drawing",
    "A document and where it is kept.",
    "title!: string = Foundation drawings, revision C",
    "project: reference Project",
    "category!: enum contract|drawing|permit|report|photo",
    "file: file = foundation-c.pdf",
    "version: string = C",
    "notes: text = Replaces revision B."
  ),
  archetype(
    "ScheduleEntry",
    "schedule, timeline, project timeline, project scheduling, milestone, calendar, project schedule",
    "A stretch of work in the schedule.",
    "title!: string = Pour the foundations",
    "project: reference Project",
    "starts on!: date = 2026-05-04",
    "ends on!: date = 2026-05-15",
    "status!: enum planned|under-way|completed",
    "responsible: reference TeamMember"
  ),
  archetype(
    "CostEstimate",
    "cost estimate, job costing, job cost, project cost, estimate",
    "What a part of the work is expected to cost.",
    "item!: string = Concrete and formwork",
    "project: reference Project",
    "category: enum labour|material|equipment|subcontractor",
    "quantity!: number = 180",
    "unit cost!: money = 142.50",
    "estimated cost!: money = 25650",
    "actual cost: money = 24980",
    "notes: text = Price agreed until June."
  ),
  archetype(
    "TimeEntry",
    "time entry, timesheet, time tracking, working hour",
    "Time spent on something.",
    "activity!: string = Setting out the east wing",
    "project: reference Project",
    "person: reference TeamMember",
    "worked on!: date = 2026-04-21",
    "hours!: number = 6.5",
    "notes: text = Rain in the afternoon."
  ),
  archetype(
    "Resource",
    "resource",
    "People, machines or material that work needs.",
    "name!: string = 12 t excavator",
    "kind!: enum labour|machine|material",
    "project: reference Project",
    "quantity!: integer = 1",
    "status!: enum available|in-use|in-repair",
    "available from: date = 2026-05-11"
  ),
  archetype(
    "CallLog",
    "call log, call, customer service call, open call, to-do call, call type, phone call",
    "A call from a client, and what came of it.",
    "subject!: string = Invoice sent twice",
    "client!: reference Client",
    "call type!: enum question|complaint|order|support",
    "status!: enum open|to-do|closed",
    "information!: text = The March invoice came by post and by e-mail.",
    "additional information: text = Wants e-mail only from now on.",
    "called at: datetime = 2026-04-22T09:40:00Z",
    "follow up on: date = 2026-04-24"
  ),
  archetype(
    "ActionStep",
    "action step",
    "What was done about a call.",
    "step!: string = Checked the invoice with accounting",
    "call log!: reference CallLog",
    "done by: string = Jonas Weber",
    "done on: date = 2026-04-22",
    "result: text = Second copy cancelled."
  ),
  archetype(
    "FollowUpStep",
    "follow-up step, follow up step, follow-up",
    "What is still to be done about a call.",
    "step!: string = Call back with the answer",
    "call log!: reference CallLog",
    "due on!: date = 2026-04-24",
    "status!: enum to-do|done",
    "notes: text = After ten in the morning."
  ),
  archetype(
    "Ticket",
    "ticket, issue, incident, support request, bug, problem report",
    "A problem that somebody reported.",
    "title!: string = Printer on the second floor is offline",
    "description!: text = It shows a paper jam, and there is none.",
    "priority!: enum low|medium|high|urgent",
    "status!: enum open|in-progress|resolved|closed",
    "reported by: string = Amina Khan"
  ),
  archetype(
    "JobPosting",
    "job posting, job listing, job, vacancy, job offer, active job posting",
    "A job that somebody is wanted for.",
    "title!: string = Night driver, Rotterdam to Lille",
    "client: reference Client",
    "location!: string = Rotterdam",
    "employment type!: enum full-time|part-time|temporary",
    "salary: money = 3200",
    "licence class: enum car|van|rigid-lorry|articulated-lorry",
    "description!: text = Four nights a week, home every morning.",
    "closes on: date = 2026-05-31",
    "status!: enum active|closed"
  ),
  archetype(
    "JobApplication",
    "job application",
    "Somebody's application for a job.",
    "applicant name!: string = Marek Nowak",
    "job posting: reference JobPosting",
    "email!: email = marek.nowak@example.com",
    "phone: string = +31 10 555 0142",
    "cover letter!: text = I have driven this route for six years.",
    "cv: file = marek-nowak-cv.pdf",
    "status: enum sent|in-review|accepted|rejected"
  ),
  archetype(
    "Program",
    "programme, training program, program, skills development program",
    "A programme that people can join.",
    "title!: string = Solar installation, level 4",
    "training provider: reference TrainingProvider",
    "field of study!: string = Electrical engineering",
    "location: string = Cape Town",
    "starts on: date = 2026-07-06",
    "length in weeks: integer = 24",
    "entry requirements: text = Grade 12 with mathematics",
    "description: text = Theory in the mornings, roofs in the afternoons."
  ),
  archetype(
    "ProgramApplication",
    "program application, programme application",
    "A student's application for a programme.",
    "student name!: string = Lindiwe Dube",
    "program!: reference Program",
    "email!: email = lindiwe.dube@example.com",
    "motivation!: text = I want to work with solar power at home.",
    "status: enum sent|in-review|accepted|rejected"
  ),
  archetype(
    "Course",
    "course, lesson, workshop, training",
    "Something to learn, in steps.",
    "title!: string = Bookbinding for beginners",
    "teacher: string = Hana Petrov",
    "level!: enum beginner|intermediate|advanced",
    "starts on: date = 2026-05-12",
    "places: integer = 12",
    "price: money = 90.00",
    "description: text = Three evenings, one finished notebook."
  ),
  archetype(
    "Enrolment",
    "enrolment, enrollment, course registration, signup",
    "A place taken by somebody.",
    "name!: string = Lindiwe Dube",
    "course: reference Course",
    "event: reference Event",
    "email!: email = lindiwe.dube@example.com",
    "status: enum booked|waiting|cancelled"
  ),
  archetype(
    "Assignment",
    "assignment, homework, exercise",
    "Work that students hand in.",
    "title!: string = Essay on tides",
    "course: reference Course",
    "due on!: date = 2026-05-20",
    "instructions!: text = Two pages, with one drawing.",
    "points: integer = 20"
  ),
  archetype(
    "Grade",
    "grade",
    "How well somebody did.",
    "subject!: string = Physics",
    "student: reference Student",
    "points!: integer = 17",
    "given on: date = 2026-05-22"
  ),
  archetype(
    "Quiz",
    "quiz, exam, questionnaire, survey",
    "Questions to be answered.",
    "title!: string = Capitals of Europe",
    "questions: integer = 20",
    "level: enum easy|medium|hard",
    "time limit in minutes: integer = 10"
  ),
  archetype(
    "Question",
    "question, q&a",
    "A question that somebody asked.",
    "title!: string = How do I reset my password?",
    "text: text = The link in the e-mail has expired.",
    "author: string = Amina Khan",
    "answered: boolean = false"
  ),
  archetype(
    "School",
    "school, college, university",
    "A school and what is known of it.",
    "name!: string = School of Natural Sciences",
    "town: string = Uppsala",
    "students: integer = 840"
  ),
  archetype(
    "Asset",
    "asset, equipment, device, machine",
    "Something owned that is looked after.",
    "name!: string = Laser printer, second floor",
    "serial number: string = LP-99120",
    "location: string = Room 2.14",
    "status!: enum in-use|in-repair|retired",
    "bought on: date = 2024-03-12"
  ),
  archetype(
    "MaintenanceRequest",
    "maintenance request, repair, repair request, maintenance",
    "Something that needs repair.",
    "title!: string = Dripping tap in the kitchen",
    "description!: text = It got worse on Sunday.",
    "location: string = Flat 3",
    "priority: enum low|medium|high",
    "status!: enum reported|scheduled|done"
  ),
  archetype(
    "LeaveRequest",
    "leave request, holiday request, absence, time off",
    "Days off that somebody asks for.",
    "reason!: string = Summer holiday",
    "employee: reference Employee",
    "from!: date = 2026-07-13",
    "until!: date = 2026-07-24",
    "status!: enum requested|approved|rejected"
  ),
  archetype(
    "Shift",
    "shift, rota, roster",
    "A stretch of time that somebody covers.",
    "title!: string = Saturday desk",
    "volunteer: reference Volunteer",
    "employee: reference Employee",
    "starts at!: datetime = 2026-05-09T10:00:00Z",
    "ends at!: datetime = 2026-05-09T13:00:00Z",
    "status: enum open|filled|done"
  ),
  archetype(
    "Contract",
    "contract, agreement, lease",
    "What was agreed with somebody.",
    "title!: string = Cleaning, north building",
    "client: reference Client",
    "starts on!: date = 2026-01-01",
    "ends on: date = 2026-12-31",
    "value: money = 18000",
    "status: enum draft|active|ended"
  ),
  archetype(
    "Lead",
    "lead, sales lead, prospect, deal, opportunity",
    "Somebody who may buy.",
    "name!: string = Harbour Foods Ltd",
    "contact person: string = Amina Khan",
    "value: money = 12000",
    "stage!: enum new|contacted|offer-sent|won|lost",
    "next step: string = Call on Monday"
  ),
  archetype(
    "Reading",
    "sensor reading, measurement, reading, metric",
    "A value that was measured.",
    "name!: string = Greenhouse temperature",
    "value!: number = 21.4",
    "unit: string = °C",
    "measured at!: datetime = 2026-04-22T06:00:00Z"
  )
]
