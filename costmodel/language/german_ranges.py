"""The German texts about ranges: opinions made into one, the quiz, and their pictures."""

TEXTS = {
    # die Spannen mehrerer Menschen zu einer gemacht
    "pool: disagreement": "{share} der Streuung der gemeinsamen Spanne liegen zwischen den Fachleuten, der Rest in "
    "ihren eigenen Spannen.",
    "pool: two camps": "Es gibt zwei Lager: Reden Sie miteinander, bevor Sie zusammenlegen. Fragen Sie jede Seite, "
    "was sie gesehen hat und die andere nicht.",
    "pool: fit is close": "Die eine Spanne, die für alle steht, kommt dem nahe: Ihre Wahrscheinlichkeiten weichen um "
    "höchstens {gap} Prozentpunkte ab (bei {at}).",
    "pool: fit is rough": "Die eine Spanne, die für alle steht, verliert etwas: Ihre Wahrscheinlichkeiten weichen um "
    "bis zu {gap} Prozentpunkte ab (bei {at}).",
    # das Quiz
    "quiz: nothing answered": "Keine Frage ist beantwortet.",
    "quiz: hits": "{hits} von {answered} Spannen enthalten den wahren Wert; bei {confidence} sollten es etwa "
    "{expected} sein.",
    "quiz: too narrow": "Diese Spannen sind zu eng: Hielten sie, was sie versprechen, kämen so wenige Treffer nur mit "
    "einer Wahrscheinlichkeit von {chance} vor.",
    "quiz: rather narrow": "Diese Spannen sind eher eng: Hielten sie, was sie versprechen, kämen so wenige Treffer "
    "immer noch mit einer Wahrscheinlichkeit von {chance} vor. Das ist ein Hinweis, kein Beweis.",
    "quiz: as promised": "Das passt zu dem, was versprochen war. So wenige Fragen beweisen wenig: Zählen Sie mit "
    "Ihren eigenen Projekten weiter.",
    "quiz: too wide": "Diese Spannen sind weiter als nötig: Hielten sie nur, was sie versprechen, kämen so viele "
    "Treffer nur mit einer Wahrscheinlichkeit von {chance} vor.",
    "quiz: widen": "Um das Versprechen zu halten, hätten sie {factor}-mal so weit sein müssen.",
    "quiz: points": "Einzelne Werte haben keine Breite: Geben Sie zu jeder Frage eine Spanne an.",
    "quiz: unanswered": "Nicht beantwortet: {count}.",
    "quiz: title": "Wie sicher sind Sie?",
    "quiz: how": "Geben Sie zu jeder Frage einen unteren und einen oberen Wert an, sodass die Wahrheit bei acht von "
    "zehn Fragen dazwischenliegt. Nicht nachschlagen. Eine leere Zeile zählt nicht.",
    "quiz: question": "Frage",
    "quiz: low": "Unten",
    "quiz: high": "Oben",
    "quiz: low of": "Unterer Wert zu Frage {number}",
    "quiz: high of": "Oberer Wert zu Frage {number}",
    "quiz: your range": "Ihre Spanne",
    "quiz: range": "Spanne",
    "quiz: needed": "Nötige Breite",
    "quiz: truth": "Wahrer Wert",
    "quiz: result": "Ergebnis",
    "quiz: rests on": "Worauf er beruht",
    "quiz: held": "getroffen",
    "quiz: missed": "verfehlt",
    "quiz: score it": "Auswerten",
    "quiz: cannot": "Noch nicht ausgewertet:",
    "quiz: half a range": "Frage {number}: Eine Spanne hat einen unteren und einen oberen Wert",
    "quiz: upside down": "Frage {number}: Der untere Wert {low} liegt über dem oberen {high}",
    "quiz: no number": "Frage {number}: „{typed}“ ist keine Zahl",
    "quiz: shape of a range": "So sieht eine gute Spanne aus: so weit, dass zwei Ihrer zehn verfehlen. Verfehlt "
    "keine, waren sie zu weit; verfehlen fünf, zu eng. Nehmen Sie zuerst das untere Ende und fragen Sie: „Was müsste "
    "geschehen, damit es noch weniger wird?“, dann das obere Ende, und den wahrscheinlichsten Wert zuletzt.",
    "quiz: chart": "Haben die Spannen gehalten?",
    "quiz: axis": "Vielfache des wahren Werts",
    # Bilder zu Spannen
    "ranges: title": "Was jede und jeder erwartet, und was alle zusammen",
    "ranges: pool": "Alle zusammen",
    "ranges: fit": "Eine Spanne für alle",
    "ranges: read": "Balken: acht von zehn Fällen; Punkt: gleiche Chancen",
    "readings: title": "Dieselben drei Zahlen, auf zwei Arten gelesen",
    "readings: bounds": "Kleinster, wahrscheinlichster, größter Wert: Nichts liegt außerhalb",
    "readings: percentiles": "Einer von zehn Fällen liegt darunter, einer darüber",
    "sum: title": "Die Summe der wahrscheinlichsten Werte ist nicht wahrscheinlich",
    "sum: likeliest": "Summe der wahrscheinlichsten Werte\n{amount} · genug in {share}",
    "sum: enough": "P80\n{amount} · genug in {share}",
    "precision: title": "Viermal so viele Ziehungen, halber Fehler",
    "precision: samples": "Ziehungen",
    "precision: error": "Standardfehler in {unit}",
}
