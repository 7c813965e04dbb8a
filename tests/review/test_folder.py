"""What `check` doubts about a folder as a whole."""

import costmodel as cm
from costmodel.initiative.discrepancy import STAGE
from costmodel.review.folder import doubted_stage


def test_a_contract_whose_numbers_are_mostly_judged_is_doubted_and_one_with_sources_is_not() -> None:
    signed = cm.load().with_changes({STAGE: 3})
    uncertain = signed.uncertain
    offer = {"title": "Offer of the vendor, signed", "address": "https://example.com/offer", "seen": 2026}
    judgement = [{"judgement": "As far as anybody can tell"}]

    def with_judged(count: int) -> cm.Assumptions:
        offered = {name: [offer | {"supports": list(signed[name].given)}] for name in uncertain[count:]}
        sources = dict.fromkeys(uncertain[:count], judgement) | offered
        return signed.with_changes({name: signed[name].changed({"source": one}) for name, one in sources.items()})

    half = len(uncertain) // 2
    (told,) = doubted_stage(with_judged(half + 1))
    assert f"{half + 1} of {len(uncertain)} uncertain numbers rest on judgement" in told
    assert doubted_stage(with_judged(half)) == []
    assert doubted_stage(cm.load()) == []  # an idea claims nothing
