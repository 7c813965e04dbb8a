"""The English texts around the questionnaire: its form, the tables and figures of what was answered."""

TEXTS = {
    # the form
    "form title": "Are we ready? Six building blocks of our organisation",
    "form how": "Choose for each statement the level from 1 to 5 that is true today; 2 and 4 lie between the "
    "descriptions. Leave it empty where you do not know. Everybody answers alone; it takes about ten minutes.",
    "form name": "Your name (may stay empty)",
    "form group": "Your role",
    "form block": "Building block",
    "form statement": "Statement",
    "form described": "Level {level}",
    "form answer": "Your level (1 to 5)",
    "form code": "Code",
    "form wrong": "A level is 1, 2, 3, 4 or 5. Leave the cell empty where you do not know.",
    "form sheet": "Questionnaire",
    # roles
    "group finance": "Finance",
    "group data_science": "Data science",
    "group business": "Business side",
    "group operations": "Operations",
    "group lead": "Project lead",
    # what was answered, as tables
    "answered level": "Level (median)",
    "answered lowest": "Lowest",
    "answered highest": "Highest",
    "answered spread": "Apart by",
    "answered answered": "Answered",
    "answered unknown": "Did not know",
    "answered differ_most": "Furthest apart on",
    "answered who": "{level} ({who})",
    # what a step saves, as a table
    "step from": "From level",
    "step to": "To level",
    "step to_go_live": "Saves until go-live, {currency}",
    "step months": "Months earlier",
    "step may_cost": "May cost once, {currency}",
    # cost and date as each person sees the organisation
    "view who": "As seen by",
    "view none": "Without our answers",
    "view all": "All of us, with the range",
    "view cost": "Cost to go-live, enough in {odds}, {currency}",
    "view months": "Months to go-live, enough in {odds}",
    "view production": "Reaches production",
    # figures
    "levels title": "Where we stand: each person's mean and the median of all",
    "levels axis": "Level: 1 is where nobody has begun, 5 is routine",
    "levels median": "median {level}",
    "levels neutral": "3: moves nothing",
    "levels one": "one person",
    "apart title": "Where we differ most: statements with the widest range",
    "levels cost title": "What our levels do to the cost to go-live",
    "levels cost axis": "Against level 3 everywhere, mean, {unit}; to the right is dearer",
}
