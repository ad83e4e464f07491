/** Things to read, play, watch, share and take part in. */
import { type Archetype, archetype } from "./Archetype.ts"

export const leisure: ReadonlyArray<Archetype> = [
  archetype(
    "Game",
    "game, game board, board, tile, identical tile",
    "One game, from its start to its end.",
    "name!: string = Monday evening game",
    "score!: integer = 1240",
    "best tile!: integer = 256",
    "moves: integer = 87",
    "board: text = 2 4 8 16 / 0 2 32 64 / 0 0 4 256 / 2 0 0 8",
    "revivals: integer = 0",
    "status!: enum playing|won|over"
  ),
  archetype(
    "Poll",
    "poll, ballot, election",
    "A question that people vote on.",
    "question!: string = Where shall we go this summer?",
    "description: text = The trip is in the second week of July.",
    "closes on: date = 2026-06-01",
    "votes: integer = 42",
    "status!: enum open|closed"
  ),
  archetype(
    "PollOption",
    "poll option, voting option",
    "One of the answers to choose from.",
    "label!: string = The lake in the north",
    "poll!: reference Poll",
    "description: text = Two hours by train, with boats to rent.",
    "votes!: integer = 17"
  ),
  archetype(
    "Post",
    "post, blog post, content, feed, story",
    "Something that somebody shared.",
    "title!: string = First swim of the year",
    "author: string = Tomas Novak",
    "text!: text = Cold, short and wonderful.",
    "votes: integer = 12",
    "posted on!: date = 2026-04-19"
  ),
  archetype(
    "Picture",
    "picture, photo, photograph, image",
    "A picture that somebody uploaded.",
    "title!: string = Fog over the harbour",
    "picture!: imageFile = harbour.jpg",
    "author: string = Tomas Novak",
    "votes: integer = 31",
    "points earned: integer = 5",
    "taken on: date = 2026-03-28"
  ),
  archetype(
    "Point",
    "point, points, reward",
    "Points that somebody earned.",
    "reason!: string = Uploaded a picture",
    "points!: integer = 5",
    "earned on!: date = 2026-04-19"
  ),
  archetype(
    "Book",
    "book, title in the catalogue",
    "A book and who has it.",
    "title!: string = The Summer Book",
    "author!: string = Tove Jansson",
    "ISBN: string = 978-0-95487-252-5",
    "category: enum fiction|children|nature|history|cooking",
    "status!: enum available|on-loan|reserved",
    "cover: image = https://picsum.photos/seed/summer-book/320/480",
    "description: text = A girl, her grandmother and an island."
  ),
  archetype(
    "LibraryItem",
    "library item, lendable, thing to lend, tool to lend",
    "Something that can be borrowed.",
    "name!: string = Cordless drill",
    "category!: enum tools|kitchen|garden|sport|games|camping",
    "description: text = With two batteries and a box of bits.",
    "condition: enum new|good|worn",
    "deposit: money = 20.00",
    "owner: string = Amina Khan",
    "status!: enum available|on-loan|in-repair",
    "picture: image = https://picsum.photos/seed/drill/640/480"
  ),
  archetype(
    "Loan",
    "loan, borrowing, lending",
    "Something lent to somebody until a day.",
    "borrower name!: string = Amina Khan",
    "library item: reference LibraryItem",
    "book: reference Book",
    "member: reference Member",
    "borrowed on!: date = 2026-04-18",
    "due on!: date = 2026-05-02",
    "status: enum requested|out|returned|overdue",
    "notes: text = Will bring it back on Saturday."
  ),
  archetype(
    "Reservation",
    "reservation, waiting list",
    "Something kept for somebody.",
    "name!: string = Amina Khan",
    "book: reference Book",
    "library item: reference LibraryItem",
    "room: reference Room",
    "reserved for!: date = 2026-05-09",
    "status!: enum waiting|ready|cancelled"
  ),
  archetype(
    "Event",
    "event, meeting, meetup, concert, festival, tour, trip, activity",
    "Something that happens at a time and a place.",
    "title!: string = Spring repair café",
    "starts at!: datetime = 2026-05-16T10:00:00Z",
    "place!: string = Community hall",
    "places: integer = 40",
    "description: text = Bring what is broken; we mend it together.",
    "status: enum planned|full|cancelled|over"
  ),
  archetype(
    "Recipe",
    "recipe, cooking recipe",
    "How to cook something.",
    "title!: string = Lentil soup with lemon",
    "minutes!: integer = 35",
    "servings: integer = 4",
    "difficulty: enum easy|medium|hard",
    "ingredients!: text = Red lentils, onion, cumin, lemon",
    "steps!: text = Fry the onion, add the lentils, simmer.",
    "picture: image = https://picsum.photos/seed/soup/640/480"
  ),
  archetype(
    "Ingredient",
    "ingredient",
    "What a dish is made of.",
    "name!: string = Red lentils",
    "unit!: enum g|ml|piece",
    "quantity: number = 250"
  ),
  archetype(
    "MealPlan",
    "meal plan, shopping list, weekly plan",
    "What is cooked when.",
    "title!: string = Second week of May",
    "starts on!: date = 2026-05-11",
    "notes: text = Guests on Saturday."
  ),
  archetype(
    "Article",
    "news article, article, news, blog, announcement, page content",
    "Something to read.",
    "title!: string = The hall opens again in May",
    "author: string = Hana Petrov",
    "summary: text = New floor, new lights, same people.",
    "text!: text = After six months of work the doors open again.",
    "published on: date = 2026-04-15"
  ),
  archetype(
    "Song",
    "song, music, playlist",
    "A piece of music.",
    "title!: string = Harbour Lights",
    "artist!: string = The Northern Line",
    "album: string = Low Tide",
    "length in seconds: integer = 214",
    "favourite: boolean = false"
  ),
  archetype(
    "Film",
    "movie, film, video",
    "A film to watch.",
    "title!: string = The Lighthouse Keeper",
    "year: integer = 2024",
    "genre!: enum drama|comedy|documentary|thriller",
    "rating: number = 7.8",
    "poster: image = https://picsum.photos/seed/lighthouse/320/480",
    "description: text = A winter alone, and who came by boat."
  ),
  archetype(
    "Workout",
    "workout, training session, fitness activity",
    "One training session.",
    "title!: string = Intervals by the river",
    "kind!: enum run|ride|swim|strength",
    "minutes!: integer = 45",
    "done on!: date = 2026-04-21",
    "notes: text = Six times 800 m."
  ),
  archetype(
    "Habit",
    "habit, routine",
    "Something to do again and again.",
    "name!: string = Read before bed",
    "frequency!: enum daily|weekly|monthly",
    "streak: integer = 12",
    "active: boolean = true"
  ),
  archetype(
    "Note",
    "note, journal entry, diary entry, memo",
    "Something written down.",
    "title!: string = Ideas for the garden",
    "text!: text = Beans by the fence, mint in a pot.",
    "tag: string = garden",
    "pinned: boolean = false"
  ),
  archetype(
    "Plant",
    "plant, crop, seed, seedling",
    "A plant and what it needs.",
    "name!: string = Tomato, Black Krim",
    "kind!: enum vegetable|herb|flower|fruit",
    "sown on: date = 2026-03-20",
    "water every days: integer = 2",
    "notes: text = South wall, under glass until May."
  ),
  archetype(
    "Plot",
    "plot, garden plot, allotment",
    "A piece of ground that somebody tends.",
    "name!: string = Plot 14",
    "area in square metres: integer = 30",
    "tended by: string = Amina Khan",
    "status!: enum free|taken|resting"
  ),
  archetype(
    "Pet",
    "pet, animal, dog, cat",
    "An animal in somebody's care.",
    "name!: string = Biscuit",
    "kind!: enum dog|cat|rabbit|bird|other",
    "age in years: integer = 3",
    "description: text = Friendly with children.",
    "status: enum available|reserved|adopted",
    "picture: image = https://picsum.photos/seed/biscuit/640/480"
  ),
  archetype(
    "Tournament",
    "tournament, league, competition",
    "A competition from first to last round.",
    "name!: string = Spring Cup",
    "starts on!: date = 2026-05-23",
    "place: string = Sports hall",
    "teams: integer = 8",
    "status!: enum planned|running|over"
  ),
  archetype(
    "Destination",
    "destination, tourist attraction, restaurant, hotel",
    "A place worth going to.",
    "name!: string = Old lighthouse",
    "region!: string = North coast",
    "price level: enum low|medium|high",
    "rating: number = 4.6",
    "description: text = Two hundred steps and the best view.",
    "picture: image = https://picsum.photos/seed/lighthouse/640/480"
  ),
  archetype(
    "Link",
    "essential link, link, bookmark",
    "An address worth keeping.",
    "title!: string = Getting started",
    "address!: url = https://example.com/start",
    "description: text = Where newcomers begin.",
    "category: enum guide|community|reference"
  )
]
