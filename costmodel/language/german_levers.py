"""Die deutschen Texte um die Regler und Tabellen des Workshops."""

TEXTS: dict[str, str] = {
    "lever figure": "Größe",
    "lever mean": "Im Mittel",
    "lever enough": "Reicht in {odds} Fällen",
    "lever change": "Änderung ({odds})",
    "lever to_go_live": "Kosten bis zum Produktivstart",
    "lever after_go_live": "Kosten ab dem Produktivstart",
    "lever total": "Lebenszykluskosten",
    "lever go_live": "Monate bis zum Produktivstart",
    "lever category": "{category}, Lebenszyklus",
    "lever reset": "Zurück zum Anfang",
    "lever fault": "Das geht nicht: {faults}",
    "lever says": "Was daraus folgt",
    "hidden: part": "Wofür das Geld ist",
    "hidden: visible": "Die Arbeit, die jeder sieht: das Modell und seine Experimente",
    "hidden: waiting": "Warten: Leute in Bereitschaft, der alte Weg wird länger bezahlt",
    "hidden: again": "Nochmals getane Arbeit",
    "hidden: handover": "Überführung in den Betrieb",
    "hidden: rest": "Alles andere bis zum Produktivstart: Daten, Team und Steuerung, Recht",
    "hidden: operations": "Betrieb nach dem Produktivstart",
}
