"""The English texts around the sliders and tables of the workshop."""

TEXTS: dict[str, str] = {
    "lever figure": "Figure",
    "lever mean": "On average",
    "lever enough": "Enough in {odds} cases",
    "lever change": "Change ({odds})",
    "lever to_go_live": "Cost to go-live",
    "lever after_go_live": "Cost from go-live on",
    "lever total": "Cost of the whole life",
    "lever go_live": "Months to go-live",
    "lever category": "{category}, whole life",
    "lever reset": "Back to the start",
    "lever fault": "That does not work: {faults}",
    "lever says": "What follows from it",
    "hidden: part": "What the money is for",
    "hidden: visible": "The work that everybody sees: the model and its experiments",
    "hidden: waiting": "Waiting: people kept ready, the old way paid for longer",
    "hidden: again": "Work done again",
    "hidden: handover": "Handover to production",
    "hidden: rest": "All else until go-live: data, team and steering, the law",
    "hidden: operations": "Operations after go-live",
}
