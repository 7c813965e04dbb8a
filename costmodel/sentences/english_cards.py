"""The English texts of the pictures and cards of the dashboard."""

TEXTS = {
    # numbers
    "typed: no amount": "“{typed}” is not an amount of money; type it like 35,000 or 35k.",
    "span": "{low} to {high}",
    "of": "{count} of {all}",
    # all cards
    "what is behind this": "What is behind this",
    "as a table": "As a table",
    "being worked out": "being worked out …",
    "scope to_go_live": "to go-live",
    "scope after_go_live": "after go-live",
    "before and after": "{before} to go-live + {after} after",
    # what a first estimate does not see
    "card iceberg": "What a first estimate does not see",
    "about iceberg": "Only what is above the water is in a prototype: {prototype} of {whole} (mean cost to go-live). "
    "Below it is what any software needs, and what machine learning adds.",
    "iceberg says": "Iceberg of the mean cost to go-live, areas in proportion. {layers}",
    "column layer": "Part of the cost",
    # how much is enough
    "card distribution": "How much is enough to go live",
    "about distribution": "Half of all simulated courses cost at most {even} to go-live, {odds} at most {enough}.",
    "about first estimate": "Your estimate of {first} is enough in {chance} of them.",
    "about prototype as estimate": "The prototype alone, {first}, is enough in {chance} of them.",
    "about budget": "Your budget of {budget} is enough in {chance}.",
    "about both": "Budget and deadline, within {months}, are both kept in {chance}.",
    "distribution says": "How likely is which cost to go-live. {marks}. Chance of staying within the first estimate: "
    "{chance}.",
    "mark enough": "enough in {odds}",
    "mark even says": "The median (P50): as likely to cost more as to cost less",
    "mark enough says": "{percentile}: {odds} such initiatives stay within this amount",
    "mark first": "First estimate",
    "mark first says": "The first estimate; chance of staying within it: {chance}",
    "mark budget": "Your budget",
    "mark budget says": "Your budget; chance of staying within it: {chance}",
    "curve says": "The chance of staying within each amount, from 0 at the bottom to 100 % at the top",
    "guide": "{chance} chance",
    # what the money is for
    "card categories": "What the money is for",
    "about categories": "Over the whole life {total} in the mean; {share} of it falls due after go-live, in no project "
    "budget.",
    "categories says": "Mean cost by category, to go-live and after. {categories}",
    # where the months go
    "card timeline": "Where the months go",
    "about timeline": "{share} of the time to go-live is waiting, on the path that decides the date. Bars are means; "
    "the shaded band holds eight of ten go-live dates.",
    "timeline says": "Timeline. Go-live after {median} at even odds; one time in ten before {early}, one in ten after "
    "{late}. {activities}",
    "no time": "no time",
    "decides": "decides the date of go-live in {chance} of the courses",
    "heading decides": "decides",
    "heading months": "months",
    "legend decides": "outlined: decides the date in most courses",
    "from month to month": "from month {start} to {end}",
    "go-live says": "Go-live: half by {median}; eight of ten between {early} and {late}",
    "eight of ten": "(8 of 10: {early} to {late})",
    "month zero": "month 0",
    "column activity": "Activity",
    "column starts": "Starts in month",
    "column ends at": "Ends in month",
    "read timeline": "Means over all courses, in months from the start. Decides: in how many courses the activity lies "
    "on the path that decides the date of go-live.",
}
