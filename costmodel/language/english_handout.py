"""The English texts of the workshop's papers: the hand-out, the questions, and the sheet on which they are answered."""

TEXTS = {
    "handout title": "What the three weeks leave out",
    "handout quote": "“I needed three weeks to develop the machine-learning model. A year has passed and it is still "
    "not in production.”",
    "handout lead": "The prototype is {prototype} of the mean cost to go-live. {waiting} of the time until then is "
    "waiting; in half of all cases go-live takes longer than {months}.",
    "handout run": "Once live, the system costs {year} a year.",
    "handout ask": "Enough in 8 of 10 cases: {money} to go-live, within {months}.",
    "handout line": "What it pays for, over the whole life",
    "handout mean": "Mean cost",
    "handout whole": "Together",
    "handout ranges": "How to give a range",
    "handout range 1": "First the worst case that you have seen, then the best, and the likeliest last. The first "
    "number holds on to all that follow.",
    "handout range 2": "Low and high hold in 8 of 10 cases: once in ten it may be lower, once in ten higher. Would "
    "you bet on it? If not, go wider.",
    "handout range 3": "Everybody writes down their own before anybody speaks, with what it rests on. Where two "
    "differ, ask why; do not take the middle.",
    "handout home": "Three sentences to take home",
    "handout home 1": "A prototype that works is where the bill begins, not where it ends.",
    "handout home 2": "One number is no estimate: ask for the money and the date that are enough in 8 of 10 cases.",
    "handout home 3": "Waiting costs as well: settle data, decisions and dates before the work begins.",
    "handout go on": "How to go on",
    "handout dashboard": "your own numbers in the browser",
    "handout notebook": "your own initiative, step by step",
    "handout notebook command": "costmodel dashboard --notebook 5_our_initiative",
    "handout figures": "the figures of this page",
    # the questions
    "questions ask": "Question",
    "questions unit": "Unit",
    "questions so far": "Believed so far",
    "questions cost": "Moves the cost to go-live, {currency}",
    "questions months": "Moves go-live, months",
    "questions rests": "Rests on",
    "questions judgement": "judgement",
    "questions source": "source",
    # the sheet
    "sheet of questions title": "The questions that matter most",
    "sheet of questions how": "On your own, before anybody speaks: a low and a high that are right in 8 of 10 cases, "
    "then the likeliest. Where something happens or does not, write only the chance, in %, under “likeliest”. What you "
    "do not know stays empty.",
    "sheet of questions who": "Name or role:",
    "sheet of questions number": "No.",
    "sheet of questions low": "Low",
    "sheet of questions high": "High",
    "sheet of questions likeliest": "Likeliest",
    "sheet of questions why": "What it rests on",
    "sheet of questions event": "chance in %",
    # what is wrong
    "faults file": "File",
    "faults line": "Line",
    "faults name": "Name",
    "faults what": "What is wrong",
    # the cases to choose from
    "scenarios label": "Case",
    "scenarios meaning": "What it is",
    "scenarios story": "Story",
    "scenarios name": "Scenario",
}
