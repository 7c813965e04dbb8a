"""The German texts of the pictures and cards of the dashboard."""

TEXTS = {
    # Zahlen
    "typed: no amount": "„{typed}“ ist kein Geldbetrag; schreiben Sie ihn wie 35.000 oder 35 T.",
    "span": "{low} bis {high}",
    "of": "{count} von {all}",
    # alle Karten
    "what is behind this": "Was steckt dahinter",
    "as a table": "Als Tabelle",
    "being worked out": "wird berechnet …",
    "scope to_go_live": "bis zum Produktivstart",
    "scope after_go_live": "danach",
    "before and after": "{before} bis zum Produktivstart + {after} danach",
    # was eine erste Schätzung nicht sieht
    "card iceberg": "Was eine erste Schätzung nicht sieht",
    "about iceberg": "Nur was aus dem Wasser ragt, steckt im Prototyp: {prototype} von {whole} (mittlere Kosten bis "
    "zum Produktivstart). Darunter liegt, was jede Software braucht und was maschinelles Lernen hinzufügt.",
    "iceberg says": "Eisberg der mittleren Kosten bis zum Produktivstart, Flächen im Verhältnis. {layers}",
    "column layer": "Teil der Kosten",
    # wie viel genügt
    "card distribution": "Wie viel bis zum Produktivstart reicht",
    "about distribution": "Die Hälfte aller simulierten Verläufe kostet bis zum Produktivstart höchstens {even}, "
    "{odds} höchstens {enough}.",
    "about first estimate": "Ihre Schätzung von {first} reicht in {chance} der Verläufe.",
    "about prototype as estimate": "Der Prototyp allein, {first}, reicht in {chance} der Verläufe.",
    "about budget": "Ihr Budget von {budget} reicht in {chance}.",
    "about both": "Budget und Termin, innerhalb von {months}, werden zusammen in {chance} gehalten.",
    "distribution says": "Wie wahrscheinlich welche Kosten bis zum Produktivstart sind. {marks}. Chance, mit der "
    "ersten Schätzung auszukommen: {chance}.",
    "mark enough": "reicht in {odds}",
    "mark even says": "Der Median (P50): Es kann ebenso gut mehr wie weniger kosten",
    "mark enough says": "{percentile}: {odds} solchen Vorhaben kommen mit diesem Betrag aus",
    "mark first": "Erste Schätzung",
    "mark first says": "Die erste Schätzung; Chance, damit auszukommen: {chance}",
    "mark budget": "Ihr Budget",
    "mark budget says": "Ihr Budget; Chance, damit auszukommen: {chance}",
    "curve says": "Die Chance, mit einem Betrag auszukommen, von 0 ganz unten bis 100 % ganz oben",
    "guide": "{chance} Chance",
    # wofür das Geld ist
    "card categories": "Wofür das Geld ausgegeben wird",
    "about categories": "Über die ganze Laufzeit im Mittel {total}; {share} davon fallen nach dem Produktivstart an "
    "und stehen in keinem Projektbudget.",
    "categories says": "Mittlere Kosten nach Kostenart, bis zum Produktivstart und danach. {categories}",
    # wo die Monate bleiben
    "card timeline": "Wo die Monate bleiben",
    "about timeline": "{share} der Zeit bis zum Produktivstart ist Warten, gezählt auf dem Pfad, der den Termin "
    "bestimmt. Balken sind Mittelwerte; im hellen Band liegen acht von zehn Terminen.",
    "timeline says": "Zeitplan. Produktivstart mit gleicher Chance vor oder nach {median}; in einem von zehn Fällen "
    "vor {early}, in einem von zehn nach {late}. {activities}",
    "no time": "keine Zeit",
    "decides": "bestimmt in {chance} der Verläufe den Termin des Produktivstarts",
    "heading decides": "entscheidet",
    "heading months": "Monate",
    "legend decides": "umrandet: bestimmt meist den Termin",
    "from month to month": "von Monat {start} bis {end}",
    "go-live says": "Produktivstart: die Hälfte innerhalb von {median}; acht von zehn zwischen {early} und {late}",
    "eight of ten": "(8 von 10: {early} bis {late})",
    "month zero": "Monat 0",
    "column activity": "Tätigkeit",
    "column starts": "Beginnt in Monat",
    "column ends at": "Endet in Monat",
    "read timeline": "Mittelwerte über alle Verläufe, in Monaten ab Beginn. Entscheidet: in wie vielen Verläufen die "
    "Tätigkeit auf dem Pfad liegt, der den Termin des Produktivstarts bestimmt.",
}
