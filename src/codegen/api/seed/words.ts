/** Names and single words for rows: invented people and firms, real towns, what work and studies are called. */

const list = (text: string): ReadonlyArray<string> => text.split(",").map((word) => word.trim())

export const firstNames = list(
  "Amara, Jonas, Mei, Lucas, Fatima, Oliver, Priya, Mateo, Ingrid, Samuel, Leila, Tomasz, Grace, Diego, Hana, Felix, Zuri, Noah, Elena, Arjun, Clara, Kofi, Sofia, Emil"
)
export const lastNames = list(
  "Okafor, Lindqvist, Chen, Moreau, Haddad, Bennett, Raman, Fernández, Solberg, Adeyemi, Karimi, Nowak, Whitfield, Castillo, Tanaka, Brandt, Mwangi, Fischer, Petrova, Kapoor, Novak, Mensah, Rossi, Larsen"
)
export const companies = list(
  "Northwind Works, Harbour & Pine, Bluefield Group, Cedar Lane, Kestrel Partners, Brightwater, Ironbridge, Oakhurst, Silverline, Meadow & Sons, Redwood Supply, Granite House, Lumen Studio, Westgate, Copperfield, Summit Trading, Riverside Co-op, Juniper Labs"
)
export const cities = list(
  "Bristol, Lyon, Porto, Ghent, Kraków, Bergen, Graz, Bologna, Leeds, Utrecht, Aarhus, Valencia, Galway, Tampere, Leipzig, Ljubljana"
)
export const countries = list(
  "United Kingdom, France, Portugal, Belgium, Poland, Norway, Austria, Italy, Netherlands, Denmark, Spain, Ireland"
)
export const streets = list(
  "Mill Lane, Station Road, Orchard Street, Harbour View, Chapel Hill, Market Square, Willow Avenue, Kings Road, Quarry Close, Park Terrace, Bridge Street, Meadow Way"
)
export const colours = list("Navy, Forest green, Charcoal, Ivory, Crimson, Sand, Teal, Slate")

/** What tells one thing from another of its kind when nothing else is known of it: where it is. */
export const quarters = list(
  "Harbour, Riverside, Old Town, Hillside, Mill Lane, Northgate, Parkside, Orchard, Lakeside, Market Square, Southbank, Station Road, Meadow, Quayside, Bridge Street, Westfield"
)

export const jobTitles = list(
  "Site manager, Bookkeeper, Designer, Electrician, Project lead, Office manager, Engineer, Sales adviser, Technician, Buyer, Trainer, Analyst"
)
export const subjects = list(
  "Mathematics, Organic chemistry, Modern history, Linear algebra, Microeconomics, Linguistics, Molecular biology, Contract law, Music theory, Thermodynamics, Statistics, Philosophy"
)
export const fieldsOfStudy = list(
  "Engineering, Finance, Design, Nursing, Education, Logistics, Law, Computer science, Architecture, Biology"
)
export const departments = list("Operations, Finance, Design, Purchasing, Sales, Logistics, Personnel, Quality")
export const qualifications = list(
  "Secondary school certificate, Bachelor's degree, First aid certificate, Clean driving licence, Vocational diploma, Master's degree, Language certificate B2, Apprenticeship"
)
export const interests = list(
  "Renewable energy, Web design, Public speaking, Languages, Data analysis, Product design, Teaching, Gardening, Photography, Logistics"
)
