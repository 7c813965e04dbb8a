"""The English texts about ranges: opinions made into one, the quiz, and their pictures."""

TEXTS = {
    # several people's ranges made into one
    "pool: disagreement": "{share} of the spread of the pooled range lies between the experts, the rest within their "
    "own ranges.",
    "pool: two camps": "There are two camps: talk before you pool. Ask each what they have seen that the others have "
    "not.",
    "pool: fit is close": "The one range that stands for all comes close: its chances are off by {gap} percentage "
    "points at most (at {at}).",
    "pool: fit is rough": "The one range that stands for all loses something: its chances are off by up to {gap} "
    "percentage points (at {at}).",
    # the quiz
    "quiz: nothing answered": "No question was answered.",
    "quiz: hits": "{hits} of {answered} ranges hold the true value; at {confidence} it should be about {expected}.",
    "quiz: too narrow": "These ranges are too narrow: if they kept their promise, so few hits would happen with a "
    "chance of {chance} only.",
    "quiz: rather narrow": "These ranges are rather narrow: if they kept their promise, so few hits would still "
    "happen with a chance of {chance}. That is a hint, not a proof.",
    "quiz: as promised": "That is in keeping with the promise. So few questions prove little: go on counting with "
    "your own projects.",
    "quiz: too wide": "These ranges are wider than they need be: if they only kept their promise, so many hits would "
    "happen with a chance of {chance} only.",
    "quiz: widen": "To keep the promise they would have had to be {factor} times as wide.",
    "quiz: points": "Single values have no width: give a range for each question.",
    "quiz: unanswered": "Not answered: {count}.",
    "quiz: title": "How sure are you?",
    "quiz: how": "Give a low and a high value for each question, so that the truth lies between them in eight of ten "
    "questions. No looking up. An empty row is left out.",
    "quiz: question": "Question",
    "quiz: low": "Low",
    "quiz: high": "High",
    "quiz: low of": "Low value of question {number}",
    "quiz: high of": "High value of question {number}",
    "quiz: your range": "Your range",
    "quiz: range": "Range",
    "quiz: needed": "Width needed",
    "quiz: truth": "True value",
    "quiz: result": "Result",
    "quiz: rests on": "Rests on",
    "quiz: held": "held",
    "quiz: missed": "missed",
    "quiz: score it": "Score",
    "quiz: cannot": "Not scored yet:",
    "quiz: half a range": "question {number}: a range has a low and a high value",
    "quiz: upside down": "question {number}: the low value {low} is above the high one {high}",
    "quiz: no number": "question {number}: “{typed}” is no number",
    "quiz: shape of a range": "What a range should look like: so wide that two of your ten miss. If none misses, they "
    "were too wide; if five miss, too narrow. Take the low end first, ask “what would have to happen for it to be "
    "even less?”, then the high end, and the likeliest value last.",
    "quiz: chart": "Did the ranges hold?",
    "quiz: axis": "multiples of the true value",
    # pictures about ranges
    "ranges: title": "What each expects, and what all expect together",
    "ranges: pool": "All together",
    "ranges: fit": "One range for all",
    "ranges: read": "bar: eight of ten cases; dot: even odds",
    "readings: title": "The same three numbers, read in two ways",
    "readings: bounds": "Least, likeliest, most: nothing lies outside",
    "readings: percentiles": "One case in ten lies below, one in ten above",
    "sum: title": "The sum of the likeliest values is not likely",
    "sum: likeliest": "Sum of the likeliest values\n{amount} · enough in {share}",
    "sum: enough": "P80\n{amount} · enough in {share}",
    "precision: title": "Four times as many samples, half the error",
    "precision: samples": "samples",
    "precision: error": "standard error in {unit}",
}
