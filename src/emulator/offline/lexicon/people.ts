/** People, and what they say to each other. */
import { type Archetype, archetype } from "./Archetype.ts"

const person = [
  "email!: email = amina.khan@example.com",
  "phone: string = +44 20 7946 0018"
]

export const people: ReadonlyArray<Archetype> = [
  archetype(
    "User",
    "user, user account, user profile, registered user",
    "A person with an account.",
    "name!: string = Amina Khan",
    "email!: email = amina.khan@example.com",
    "biography: text = Likes maps, tea and long walks.",
    "picture: image = https://picsum.photos/seed/amina/320/320"
  ),
  archetype(
    "Client",
    "client, client information",
    "A person or company that the business works for.",
    "name!: string = Harbour Foods Ltd",
    "contact person: string = Amina Khan",
    ...person,
    "address: string = 4 Quay Street, Bristol",
    "status: enum active|inactive",
    "notes: text = Prefers to be called in the morning."
  ),
  archetype(
    "Customer",
    "customer, customer information, buyer, shopper",
    "A person or company that buys.",
    "name!: string = Corner Café",
    ...person,
    "address: string = 18 Market Square, Leeds",
    "notes: text = Orders every other week."
  ),
  archetype(
    "Member",
    "member, borrower, neighbour, neighbor",
    "A person who takes part.",
    "name!: string = Amina Khan",
    ...person,
    "joined on: date = 2026-02-14",
    "status: enum active|paused|left"
  ),
  archetype(
    "Student",
    "student, student information, student profile, learner, pupil",
    "A person who studies.",
    "name!: string = Lindiwe Dube",
    ...person,
    "age: integer = 19",
    "location: string = Durban",
    "qualifications: text = Grade 12 certificate with mathematics and physics",
    "field of study: string = Electrical engineering",
    "career interests: text = Renewable energy, maintenance"
  ),
  archetype(
    "Faculty",
    "faculty, faculty member, teacher, tutor, lecturer, professor, instructor",
    "A person who teaches.",
    "name!: string = Dr Hana Petrov",
    "email!: email = hana.petrov@example.com",
    "age: integer = 46",
    "subject: string = Organic chemistry"
  ),
  archetype(
    "Driver",
    "driver",
    "A person who drives for a living.",
    "name!: string = Marek Nowak",
    ...person,
    "licence class!: enum car|van|rigid-lorry|articulated-lorry",
    "years of experience: integer = 6",
    "location: string = Rotterdam",
    "available: boolean = true",
    "about: text = Careful, punctual and used to night shifts."
  ),
  archetype(
    "TrainingProvider",
    "training provider, provider",
    "An organisation that trains people.",
    "name!: string = Coastal Skills Academy",
    "email!: email = admissions@coastal-skills.example.com",
    "location!: string = Cape Town",
    "field of study!: string = Electrical engineering",
    "minimum qualification: string = Grade 12 certificate",
    "career fields: string = Renewable energy, maintenance",
    "website: url = https://coastal-skills.example.com",
    "description: text = Practical courses with placements at local firms."
  ),
  archetype(
    "Company",
    "company, business, firm, subsidiary, organisation, organization",
    "A company whose figures are kept.",
    "name!: string = Northwind Logistics",
    "industry!: enum logistics|retail|energy|manufacturing|services",
    "country: string = Portugal",
    "currency: enum EUR|USD|GBP",
    "contact email: email = finance@northwind.example.com"
  ),
  archetype(
    "Employee",
    "employee, staff member, worker, staff, colleague",
    "A person who works here.",
    "name!: string = Jonas Weber",
    ...person,
    "job title!: string = Site engineer",
    "department: string = Operations",
    "hired on: date = 2024-09-01"
  ),
  archetype(
    "TeamMember",
    "team member, team",
    "A person on the team.",
    "name!: string = Priya Raman",
    "email!: email = priya.raman@example.com",
    "job title: string = Foreman",
    "phone: string = +44 161 496 0102"
  ),
  archetype(
    "Patient",
    "patient",
    "A person who is cared for.",
    "name!: string = George Bennett",
    "date of birth!: date = 1968-04-11",
    ...person,
    "notes: text = Allergic to penicillin."
  ),
  archetype(
    "Doctor",
    "doctor, physician, practitioner",
    "A person who treats patients.",
    "name!: string = Dr Ines Costa",
    "speciality!: string = Cardiology",
    ...person,
    "available: boolean = true"
  ),
  archetype(
    "Volunteer",
    "volunteer, helper",
    "A person who helps without pay.",
    "name!: string = Sofia Lund",
    ...person,
    "skills: text = Cooking, driving, first aid",
    "availability: enum weekdays|evenings|weekends"
  ),
  archetype(
    "Supplier",
    "supplier, vendor",
    "A company that supplies goods.",
    "name!: string = Paperline GmbH",
    "contact person: string = Karl Braun",
    ...person,
    "address: string = Hafenstrasse 12, Hamburg"
  ),
  archetype(
    "Friend",
    "friend, friendship",
    "A connection between two people.",
    "name!: string = Tomas Novak",
    "since: date = 2025-11-02",
    "status!: enum requested|accepted"
  ),
  archetype(
    "Invitation",
    "invitation",
    "An invitation sent to somebody.",
    "recipient name!: string = Tomas Novak",
    "email!: email = tomas.novak@example.com",
    "message: text = Come and join us here.",
    "status: enum sent|accepted|declined"
  ),
  archetype(
    "Message",
    "message, direct message, conversation, chat message",
    "A message from one person to another.",
    "subject!: string = About Thursday's visit",
    "recipient!: string = Priya Raman",
    "team member!: reference TeamMember",
    "student!: reference Student",
    "employee!: reference Employee",
    "member!: reference Member",
    "patient!: reference Patient",
    "customer!: reference Customer",
    "client!: reference Client",
    "text!: text = Could we meet at ten instead of nine?",
    "sent at!: datetime = 2026-04-22T09:40:00Z",
    "read: boolean = false"
  ),
  archetype(
    "ContactMessage",
    "contact message, contact form, contact request, enquiry, inquiry",
    "A message sent with the contact form.",
    "subject!: string = A question about your services",
    "name!: string = Amina Khan",
    "email!: email = amina.khan@example.com",
    "message!: text = When could somebody call me back?"
  ),
  archetype(
    "Comment",
    "comment, reply",
    "What somebody wrote about something.",
    "text!: text = Very helpful, thank you.",
    "author: string = Amina Khan",
    "maintenance request: reference MaintenanceRequest",
    "post: reference Post",
    "task: reference Task"
  ),
  archetype(
    "Review",
    "review, rating, testimonial",
    "What somebody thought of it.",
    "title!: string = Just what we needed",
    "rating!: integer = 5",
    "text: text = Friendly people and everything worked.",
    "author: string = Amina Khan"
  ),
  archetype(
    "Notification",
    "notification, alert, reminder",
    "Something that a person should know.",
    "title!: string = Your request was approved",
    "text: text = You can collect it from Saturday.",
    "read: boolean = false",
    "due on: datetime = 2026-05-02T09:00:00Z"
  ),
  archetype(
    "Group",
    "group, community, club",
    "People who belong together.",
    "name!: string = Riverside Runners",
    "description!: text = We run along the river on Tuesday evenings.",
    "members: integer = 24",
    "open to new members: boolean = true"
  ),
  archetype(
    "Mentorship",
    "mentorship, mentor",
    "Who mentors whom.",
    "topic!: string = Preparing for the final thesis",
    "student!: reference Student",
    "mentor!: reference Faculty",
    "started on: date = 2026-03-01"
  )
]
