"""The sheet on which a case gets its name, its link and its files, and on which another one is loaded."""

from __future__ import annotations

from costmodel.dashboard.state.case import LONGEST_NAME, Case
from costmodel.dashboard.state.downloads import KINDS
from costmodel.files.identity_entries import SECTION
from costmodel.initiative.identity import LONGEST, STATUSES, Initiative
from costmodel.language.language import Language
from costmodel.pictures.markup import Markup, join, tag

ASKED = ("start", "owner", "cost_centre", "status", "version")


def _who(initiative: Initiative, says: Language) -> list[Markup]:
    """The fields for what papers say of the initiative beside its name."""
    said = initiative.said()
    fields = []
    for key in ASKED:
        known = {"value": said.get(key, ""), "data_field": f"{SECTION}.{key}", "id": f"cm-{key}"}
        if key == "status":
            chosen = known.pop("value")
            options = [_status(one, one == chosen, says) for one in ("", *STATUSES)]
            entry = tag("select", *options, **known)
        else:
            example = says("share: start example") if key == "start" else ""
            entry = tag("input", type="text", maxlength=str(LONGEST), placeholder=example, autocomplete="off", **known)
        fields.append(tag("div", tag("label", says(f"initiative {key}"), for_=f"cm-{key}"), entry, class_="cm-field"))
    return fields


def _status(status: str, chosen: bool, says: Language) -> Markup:
    words = says(f"status {status}") if status else "–"
    return tag("option", words, value=status, **({"selected": ""} if chosen else {}))


def share_sheet(case: Case, *, fits: bool, says: Language) -> list[Markup]:
    """What stands on it; the browser writes the link itself, for it knows under which address the page was opened.

    Args:
        case: what is shared.
        fits: whether the link is short enough to be sent.
        says: the language.
    """
    takes = [
        tag(
            "li",
            tag(
                "button",
                says(f"share: {what}"),
                type="button",
                data_do="download",
                data_name=what,
                data_working=says("share: working"),
                class_="cm-button",
            ),
            tag("span", says(f"share: {what} means"), class_="cm-note"),
        )
        for what in KINDS
    ]
    printing = tag(
        "li",
        tag("button", says("share: print"), type="button", data_do="print", class_="cm-button"),
        tag("span", says("share: print means"), class_="cm-note"),
    )
    name = tag(
        "input",
        type="text",
        value=case.name or case.said.get("name", ""),
        maxlength=str(LONGEST_NAME),
        placeholder=says("share: name example"),
        data_field="name",
        id="cm-name",
        autocomplete="off",
    )
    address = tag("input", type="text", readonly="", data_address="", id="cm-address", aria_label=says("share: link"))
    copy = tag(
        "button",
        says("share: copy"),
        type="button",
        data_do="copy",
        data_done=says("share: copied"),
        class_="cm-button cm-main",
        id="cm-copy",
    )
    return [
        tag("div", tag("label", says("share: name"), for_="cm-name"), name, class_="cm-field"),
        tag(
            "details", tag("summary", says("share: who")), *_who(case.assumptions().initiative, says), class_="cm-more"
        ),
        tag("h3", says("share: link")),
        tag("div", address, copy, class_="cm-link") if fits else join(),
        tag("p", says("share: link means" if fits else "share: link long"), class_="cm-note"),
        tag("h3", says("share: take")),
        tag("ul", *takes, printing, class_="cm-takes"),
        tag("h3", says("share: load")),
        tag("p", says("share: load means"), class_="cm-note"),
        tag("input", type="file", accept=".yaml,.yml", data_load="load", id="cm-file", hidden="", tabindex="-1"),
        tag("button", says("share: choose"), type="button", data_do="file", class_="cm-button", id="cm-choose"),
        tag("div", data_region="loading", aria_live="assertive"),
    ]
