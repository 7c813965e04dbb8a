"""Die deutschen Texte der Papiere für den Workshop: Handzettel, Fragen und der Bogen für die Antworten."""

TEXTS = {
    "handout title": "Was in den drei Wochen fehlt",
    "handout quote": "„Für das Modell habe ich drei Wochen gebraucht. Ein Jahr ist vergangen, und es ist immer noch "
    "nicht im Einsatz.“",
    "handout lead": "Der Prototyp macht {prototype} der mittleren Kosten bis zum Produktivstart aus. {waiting} der "
    "Zeit bis dahin ist Warten; in der Hälfte aller Fälle dauert es länger als {months}.",
    "handout run": "Danach kostet das System {year} im Jahr.",
    "handout ask": "In 8 von 10 Fällen genug: {money} bis zum Produktivstart, innerhalb von {months}.",
    "handout line": "Was damit bezahlt wird, über die ganze Laufzeit",
    "handout mean": "Mittlere Kosten",
    "handout whole": "Zusammen",
    "handout ranges": "Wie man eine Spanne angibt",
    "handout range 1": "Zuerst der schlimmste Fall, den Sie erlebt haben, dann der beste, zuletzt der "
    "wahrscheinlichste. Die erste Zahl hält alle folgenden fest.",
    "handout range 2": "Niedrig und hoch stimmen in 8 von 10 Fällen: einmal in zehn darf es weniger sein, einmal mehr. "
    "Würden Sie darauf wetten? Wenn nicht, dann breiter.",
    "handout range 3": "Jeder schreibt seine Spanne auf, bevor jemand spricht, und worauf sie beruht. Wo zwei sich "
    "unterscheiden: nach dem Grund fragen, nicht die Mitte nehmen.",
    "handout home": "Drei Sätze zum Mitnehmen",
    "handout home 1": "Mit einem Prototyp, der läuft, beginnt die Rechnung; sie endet dort nicht.",
    "handout home 2": "Eine einzelne Zahl ist keine Schätzung: Fragen Sie nach Geld und Termin, die in 8 von 10 Fällen "
    "reichen.",
    "handout home 3": "Auch Warten kostet: Klären Sie Daten, Entscheidungen und Termine, bevor die Arbeit beginnt.",
    "handout go on": "Wie es weitergeht",
    "handout dashboard": "Ihre eigenen Zahlen im Browser",
    "handout notebook": "Ihr eigenes Vorhaben, Schritt für Schritt",
    "handout notebook command": "costmodel dashboard --notebook de/5_unser_vorhaben",
    "handout figures": "die Zahlen dieser Seite",
    # die Fragen
    "questions ask": "Frage",
    "questions unit": "Einheit",
    "questions so far": "Bisher angenommen",
    "questions cost": "Bewegt die Kosten bis zum Produktivstart, {currency}",
    "questions months": "Bewegt den Produktivstart, Monate",
    "questions rests": "Beruht auf",
    "questions judgement": "Einschätzung",
    "questions source": "Quelle",
    # der Bogen
    "sheet of questions title": "Die Fragen, auf die es am meisten ankommt",
    "sheet of questions how": "Jeder für sich, bevor jemand spricht: ein niedriger und ein hoher Wert, die in 8 von 10 "
    "Fällen stimmen, dann der wahrscheinlichste. Wo etwas eintritt oder nicht, genügt die Chance in % unter "
    "„Wahrsch.“. Was Sie nicht wissen, bleibt leer.",
    "sheet of questions who": "Name oder Rolle:",
    "sheet of questions number": "Nr.",
    "sheet of questions low": "Niedrig",
    "sheet of questions high": "Hoch",
    "sheet of questions likeliest": "Wahrsch.",
    "sheet of questions why": "Worauf es beruht",
    "sheet of questions event": "Chance in %",
    # was falsch ist
    "faults file": "Datei",
    "faults line": "Zeile",
    "faults name": "Name",
    "faults what": "Was falsch ist",
    # die Fälle zur Auswahl
    "scenarios label": "Fall",
    "scenarios meaning": "Was es ist",
    "scenarios story": "Geschichte",
    "scenarios name": "Szenario",
}
