"""The German texts of the pictures and cards of the dashboard."""

TEXTS = {
    # Zahlen
    "typed: no amount": "„{typed}“ ist kein Geldbetrag; schreiben Sie ihn wie 35.000 oder 35 T.",
    "span": "{low} bis {high}",
    "of": "{count} von {all}",
    # alle Karten
    "what is behind this": "Was steckt dahinter",
    "as an image": "Als Bild",
    "as a table": "Als Tabelle",
    "amounts in": "Beträge in {currency}.",
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
    "column activity": "Tätigkeit",
    "column starts": "Beginnt in Monat",
    "column ends at": "Endet in Monat",
    "read timeline": "Mittelwerte über alle Verläufe, in Monaten ab Beginn. Entscheidet: in wie vielen Verläufen die "
    "Tätigkeit auf dem Pfad liegt, der den Termin des Produktivstarts bestimmt.",
    # von der ersten Schätzung zu den Lebenszykluskosten
    "card waterfall": "Von der ersten Schätzung zur ganzen Laufzeit",
    "about waterfall": "{scope} lagen außerhalb der ersten Schätzung. Damit es in {odds} Fällen reicht, kommt eine "
    "Reserve von {reserve} hinzu; nach dem Produktivstart folgen {after}, die in keinem Projektbudget stehen.",
    "waterfall says": "Von der ersten Schätzung zur ganzen Laufzeit, Schritt für Schritt. {steps}",
    "step first estimate": "Erste Schätzung",
    "step its lines dearer": "Ihre eigenen Posten werden teurer",
    "step its lines cheaper": "Ihre eigenen Posten werden billiger",
    "step out of scope": "Was in ihr fehlt",
    "step likely to go-live": "Bis Start, reicht in 5 von 10",
    "step reserve to p80": "Reserve",
    "step budget p80": "Bis Start, reicht in {odds}",
    "step after go-live at p80": "Nach dem Produktivstart",
    "step whole life p80": "Gesamt, reicht in {odds}",
    "column step": "Schritt",
    "column adds": "Zuwachs",
    "column reached": "Erreicht",
    # wann das Geld ausgegeben wird
    "card cash_flow": "Wann das Geld ausgegeben wird",
    "about cash flow": "Im Mittel sind bis zum Produktivstart {before} ausgegeben, über die ganze Laufzeit {total}; "
    "{enough} reichen in {odds} Fällen. Kein Verlauf folgt den Rändern des Bandes: Jeder Zeitpunkt ist eine "
    "Verteilung für sich.",
    "cash flow says": "Erwartete Ausgaben je Zeitraum und das bis dahin ausgegebene Geld als Band. Produktivstart mit "
    "gleicher Chance vor oder nach {months}; insgesamt im Mittel {total}, in 8 von 10 Verläufen höchstens {most}. "
    "{periods}",
    "spent each fiscal_year": "ausgegeben je Geschäftsjahr, im Mittel, in {currency}",
    "spent each month": "ausgegeben je Monat, im Mittel, in {currency}",
    "spent so far": "ausgegeben seit Beginn, in {currency}",
    "spent by": "Bis Monat {month}: in der Hälfte der Verläufe höchstens {half}, in 8 von 10 höchstens {most}",
    "legend fan": "8 von 10 Verläufen liegen im Band",
    "go-live at even odds": "Produktivstart mit gleicher Chance vor oder nach {months}",
    "month number": "Monat {number}",
    "column month": "Monat",
    # gegen den festgehaltenen Fall
    "card comparison": "Gegenüber {held}",
    "about comparison": "„{name}“ abzüglich „{held}“: im Mittel {before} bis zum Produktivstart, {after} danach. Beide "
    "sahen dieselben Zufälle; was sich unterscheidet, ist kein Glück.",
    "about comparison: none": "Noch kein Unterschied zu „{held}“. Bewegen Sie etwas.",
    "comparison says": "Unterschied zum festgehaltenen Fall: {total} über die ganze Laufzeit, {months} bis zum "
    "Produktivstart. {parts}",
    "compared total": "Ganze Laufzeit",
    "compared date": "Produktivstart",
    "compared cheaper": "billiger in {chance} der Verläufe",
    "compared earlier": "früher in {chance} der Verläufe",
    "compared nothing": "Keine Kostenart wird teurer oder billiger.",
    "compared whole life": "Ganze Laufzeit",
    "legend less": "kostet weniger",
    "legend more": "kostet mehr",
    "read comparison": "Unterschiede der Mittelwerte, dieser Fall abzüglich des festgehaltenen; sie summieren sich.",
    # was solche Projekte wirklich kosten
    "card outside_view": "Was abgeschlossene Projekte wirklich brauchten",
    "about outside: estimate": "Gemessen an der ersten Schätzung. {cost} solcher Projekte endeten höchstens bei dem, "
    "was hier in {odds} Fällen reicht; {schedule} waren so schnell. Sind es nur wenige, ließ die erste Schätzung zu "
    "viel aus, um ein Plan zu sein.",
    "about outside: likeliest": "Gemessen am wahrscheinlichsten Fall als Plan. {cost} solcher Projekte endeten "
    "höchstens bei dem, was hier in {odds} Fällen reicht; {schedule} waren so schnell.",
    "outside says": "{what}, {kind}: geplant {plan}, hier {ours}; {share} der Klasse endeten dort oder darunter. "
    "{ends}.",
    "outside cost": "Kosten bis zum Produktivstart",
    "outside schedule": "Monate bis zum Produktivstart",
    "times the plan": "{times} × Plan",
    # was die Kosten treibt
    "card drivers": "Was die Kosten bis zum Produktivstart treibt",
    "drivers say": "Anteil an der Streuung der Kosten bis zum Produktivstart, der wegfällt, wenn eine Annahme bekannt "
    "ist. {drivers}",
    "about drivers: none": "Nichts von dem, was gezogen wird, bewegt die Kosten.",
    "drives raises": "ein höherer Wert verteuert",
    "drives lowers": "ein höherer Wert verbilligt",
    "drives both ways": "beide Enden bewegen die Kosten",
    # was zuerst zu tun ist
    "card actions": "Was zuerst zu tun ist",
    "about actions": "{count} von {all} geprüften Maßnahmen lohnen sich, jede für sich; gerechnet, wie es kommt, "
    "Abbrüche eingeschlossen, bei gleichem Nutzen. Wo die Kosten noch offen sind, dürfen sie so hoch sein wie die "
    "Ersparnis.",
    "about actions: none": "Von {all} geprüften Maßnahmen spart keine mehr, als sie kostet.",
    "no action": "Nichts von dem, was geprüft wurde, spart mehr, als es kostet.",
    "action saves": "Spart",
    "action costs": "Kostet",
    "action months": "Produktivstart",
    "action production": "Chance auf Betrieb",
    "points": "{number} Punkte",
    # was eine Stufe mehr wert ist
    "card blocks": "Was eine Stufe mehr wert ist",
    "about blocks": "Am meisten bringt hier eine Stufe mehr bei „{block}“: Der Schritt darf einmalig bis zu {worth} "
    "kosten, bis ein Monat im Betrieb so viel kostet wie zuvor.",
    "about blocks: none": "Eine Stufe mehr zahlt sich hier nirgends aus.",
    "blocks say": "Die sechs Bausteine der Organisation. {blocks}",
    "stands at": "Stufe {level} von {most}",
    "worth": "darf {amount} kosten",
    "brings": "{money} und {months} bis zum Produktivstart",
    "top level": "höchste Stufe",
    "legend level": "Stufe heute",
    "legend next level": "eine Stufe mehr",
    "legend open": "offen",
    "read steps": "Erspart durch eine Stufe mehr, bis zum Produktivstart und als Darf kosten: was der Schritt einmalig "
    "kosten darf, Abbrüche eingeschlossen, bei gleichem Nutzen.",
    "column from_level": "Stufe",
    "column to_level": "Dann",
    "column se_to_go_live": "± bis Start",
    "column may_cost": "Darf kosten",
    "column se_may_cost": "± darf kosten",
    # der Termin
    "about deadline": "Ein Termin innerhalb von {months} wird in {chance} der Verläufe gehalten.",
    "mark first brief": "Schätzung",
    "mark budget brief": "Budget",
    "cost not known": "noch offen",
    "outside plan": "Plan",
    "outside here": "Hier",
    "outside here says": "Hier, reicht in {odds}",
    "outside by": "bis",
    "outside ended": "{odds} der Klasse endeten bis",
    "legend p50": "am Ende die Hälfte höchstens",
    "legend p80": "8 von 10 höchstens",
    "worth nothing": "zahlt sich nicht aus",
}
