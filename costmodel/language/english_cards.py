"""The English texts of the pictures and cards of the dashboard."""

TEXTS = {
    # numbers
    "typed: no amount": "“{typed}” is not an amount of money; type it like 35,000 or 35k.",
    "span": "{low} to {high}",
    "of": "{count} of {all}",
    # all cards
    "what is behind this": "What is behind this",
    "as an image": "As an image",
    "as a table": "As a table",
    "amounts in": "Amounts in {currency}.",
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
    "column activity": "Activity",
    "column starts": "Starts in month",
    "column ends at": "Ends in month",
    "read timeline": "Means over all courses, in months from the start. Decides: in how many courses the activity lies "
    "on the path that decides the date of go-live.",
    # from the first estimate to the whole life
    "card waterfall": "From the first estimate to the whole life",
    "about waterfall": "{scope} was out of the first estimate's scope. To be enough in {odds} cases, a reserve of "
    "{reserve} is added; after go-live come {after} more, which no project budget holds.",
    "waterfall says": "From the first estimate to the whole life, step by step. {steps}",
    "step first estimate": "First estimate",
    "step its lines dearer": "Its own lines turn out dearer",
    "step its lines cheaper": "Its own lines turn out cheaper",
    "step out of scope": "Left out of it",
    "step likely to go-live": "To go-live, enough in 5 of 10",
    "step reserve to p80": "Reserve",
    "step budget p80": "To go-live, enough in {odds}",
    "step after go-live at p80": "After go-live",
    "step whole life p80": "Whole life, enough in {odds}",
    "column step": "Step",
    "column adds": "Adds",
    "column reached": "Reached",
    # when the money is spent
    "card cash_flow": "When the money is spent",
    "about cash flow": "In the mean {before} is spent until go-live and {total} over the whole life; {enough} is "
    "enough in {odds} cases. No course of events follows the edges of the band: each point in time is a distribution "
    "of its own.",
    "cash flow says": "Expected spending by period, and the money spent so far as a band. Go-live at even odds after "
    "{months}; in all {total} in the mean, in 8 of 10 courses at most {most}. {periods}",
    "spent each fiscal_year": "spent in each fiscal year, mean, in {currency}",
    "spent each month": "spent in each month, mean, in {currency}",
    "spent so far": "spent since the start, in {currency}",
    "spent by": "By month {month}: in half of the courses at most {half}, in 8 of 10 at most {most}",
    "legend fan": "8 of 10 courses lie in the band",
    "go-live at even odds": "Go-live at even odds after {months}",
    "month number": "Month {number}",
    "column month": "Month",
    # against the case that is held
    "card comparison": "Against {held}",
    "about comparison": "“{name}” less “{held}”: {before} to go-live, {after} after it, in the mean. Both saw the same "
    "chances, so what differs is not luck.",
    "about comparison: none": "Nothing differs from “{held}” yet. Move something.",
    "comparison says": "Difference to the held case: {total} over the whole life, {months} to go-live. {parts}",
    "compared total": "Whole life",
    "compared date": "Go-live",
    "compared cheaper": "cheaper in {chance} of the courses",
    "compared earlier": "earlier in {chance} of the courses",
    "compared nothing": "No category costs more or less.",
    "compared whole life": "Whole life",
    "legend less": "costs less",
    "legend more": "costs more",
    "read comparison": "Differences of means, this case less the held one; they add up.",
    # what such projects really cost
    "card outside_view": "What finished projects really took",
    "about outside: estimate": "Held against the first estimate. {cost} of such projects ended at or below what here "
    "is enough in {odds} cases; {schedule} were as quick. If few did, the first estimate left out too much to be a "
    "plan.",
    "about outside: likeliest": "Held against the likeliest case as the plan. {cost} of such projects ended at or "
    "below what here is enough in {odds} cases; {schedule} were as quick.",
    "outside says": "{what}, {kind}: planned {plan}, here {ours}; {share} of the class ended at or below that. {ends}.",
    "outside cost": "Cost to go-live",
    "outside schedule": "Months to go-live",
    "times the plan": "{times} × plan",
    # what drives the cost
    "card drivers": "What drives the cost to go-live",
    "drivers say": "Share of the spread of the cost to go-live that goes when one assumption is known. {drivers}",
    "about drivers: none": "Nothing that is drawn moves the cost.",
    "drives raises": "a higher value raises the cost",
    "drives lowers": "a higher value lowers it",
    "drives both ways": "both ends move it",
    # what to do first
    "card actions": "What to do first",
    "about actions": "{count} of {all} actions that were tried are worth it, each alone; savings as it happens, stops "
    "included, at equal benefit. Where the cost is not known yet, it may be as much as is saved.",
    "about actions: none": "Of {all} actions that were tried none saves more than it costs.",
    "no action": "Nothing that was tried saves more than it costs.",
    "action saves": "Saves",
    "action costs": "Costs",
    "action months": "Go-live",
    "action production": "Chance of production",
    "points": "{number} points",
    # what one level more is worth
    "card blocks": "What one level more is worth",
    "about blocks": "One level more of “{block}” is worth most here: the step may cost up to {worth}, once, until a "
    "month in production costs as much as before.",
    "about blocks: none": "One level more pays for nothing here.",
    "blocks say": "The six building blocks of the organisation. {blocks}",
    "stands at": "level {level} of {most}",
    "worth": "may cost {amount}",
    "brings": "{money} and {months} to go-live",
    "top level": "highest level",
    "legend level": "level today",
    "legend next level": "one level more",
    "legend open": "open",
    "read steps": "Saved by one level more, to go-live and as may cost: what the step may cost, once, stops included, "
    "at equal benefit.",
    "column from_level": "Level",
    "column to_level": "Then",
    "column se_to_go_live": "± to go-live",
    "column may_cost": "May cost",
    "column se_may_cost": "± may cost",
    # the date
    "about deadline": "A deadline within {months} is kept in {chance} of the courses.",
    "mark first brief": "Estimate",
    "mark budget brief": "Budget",
    "cost not known": "not known yet",
    "outside plan": "Plan",
    "outside here": "Here",
    "outside here says": "Here, enough in {odds}",
    "outside by": "ended by",
    "outside ended": "{odds} of the class ended by",
    "legend p50": "in the end half spend at most",
    "legend p80": "8 of 10 at most",
    "worth nothing": "pays for nothing",
}
