"""Labels cost what a vendor asks, or the time of own experts."""

import numpy as np
import pytest

from costmodel.costs.shared.labelling import expert_days, labels_by_experts, labels_given, vendor_fee


def test_labels_given_again_count_once_more() -> None:
    assert labels_given(np.array(1000.0), np.array(3.0), np.array(0.1)) == pytest.approx(3300)  # 1000 x 3 x 1.1


def test_a_vendor_is_paid_for_its_share_of_the_labels() -> None:
    assert vendor_fee(np.array(3300.0), np.array(0.5), np.array(0.04)) == pytest.approx(66)  # 1650 x 0.04


def test_experts_label_what_no_vendor_does_and_check_a_share_of_all() -> None:
    # 1000 x (1 - 0.75 + 0.1)
    assert labels_by_experts(np.array(1000.0), np.array(0.75), np.array(0.1)) == pytest.approx(350)


def test_960_labels_of_a_minute_take_two_days_of_eight_hours() -> None:
    assert expert_days(np.array(960.0), np.array(60.0), np.array(3600.0), np.array(8.0)) == pytest.approx(2)


def test_a_finely_outlined_street_scene_takes_an_expert_an_hour_and_a_half() -> None:
    """Cityscapes, https://ethanweber.me/scaling-anno: 5,400 seconds for a picture, so 100 take 150 hours."""
    days = expert_days(np.array(100.0), np.array(5400.0), np.array(3600.0), np.array(8.0))
    assert days == pytest.approx(150 / 8)
