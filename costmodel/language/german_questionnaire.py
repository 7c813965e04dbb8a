"""Die deutschen Texte um den Fragebogen: sein Formular, Tabellen und Bilder der Antworten."""

TEXTS = {
    # das Formular
    "form title": "Sind wir bereit? Sechs Bausteine unserer Organisation",
    "form how": "Wählen Sie zu jeder Aussage die Stufe von 1 bis 5, die heute zutrifft; 2 und 4 liegen zwischen den "
    "Beschreibungen. Lassen Sie leer, was Sie nicht wissen. Alle antworten für sich; es dauert etwa zehn Minuten.",
    "form name": "Ihr Name (darf leer bleiben)",
    "form group": "Ihre Rolle",
    "form block": "Baustein",
    "form statement": "Aussage",
    "form described": "Stufe {level}",
    "form answer": "Ihre Stufe (1 bis 5)",
    "form code": "Code",
    "form wrong": "Eine Stufe ist 1, 2, 3, 4 oder 5. Lassen Sie die Zelle leer, wenn Sie es nicht wissen.",
    "form sheet": "Fragebogen",
    # Rollen
    "group finance": "Finanzen",
    "group data_science": "Data Science",
    "group business": "Fachbereich",
    "group operations": "Betrieb",
    "group lead": "Projektleitung",
    # die Antworten, als Tabellen
    "answered level": "Stufe (Median)",
    "answered lowest": "Niedrigste",
    "answered highest": "Höchste",
    "answered spread": "Abstand",
    "answered answered": "Antworten",
    "answered unknown": "Nicht gewusst",
    "answered differ_most": "Am weitesten auseinander bei",
    "answered who": "{level} ({who})",
    # was ein Schritt spart, als Tabelle
    "step from": "Von Stufe",
    "step to": "Auf Stufe",
    "step to_go_live": "Spart bis zum Produktivstart, {currency}",
    "step months": "Monate früher",
    "step may_cost": "Darf einmalig kosten, {currency}",
    # Kosten und Termin, wie jede Person die Organisation sieht
    "view who": "Gesehen von",
    "view none": "Ohne unsere Antworten",
    "view all": "Alle zusammen, mit Spanne",
    "view cost": "Kosten bis zum Produktivstart, genug in {odds}, {currency}",
    "view months": "Monate bis zum Produktivstart, genug in {odds}",
    "view production": "Geht in Betrieb",
    # Bilder
    "levels title": "Wo wir stehen: der Mittelwert jeder Person und der Median aller",
    "levels axis": "Stufe: 1 heißt, niemand hat begonnen; 5 heißt, es ist Routine",
    "levels median": "Median {level}",
    "levels neutral": "3: bewegt nichts",
    "levels one": "eine Person",
    "apart title": "Wo wir auseinanderliegen: Aussagen mit der größten Spanne",
    "levels cost title": "Was unsere Stufen mit den Kosten bis zum Produktivstart machen",
    "levels cost axis": "Gegenüber Stufe 3 überall, Mittelwert, {unit}; nach rechts ist teurer",
}
