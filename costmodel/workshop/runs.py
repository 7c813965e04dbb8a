"""How many samples, and which luck, page and workshop simulate a case with: the same, so that both say the same."""

MOVING, AT_REST = 4_096, 16_384  # samples: enough to follow a slider; P80 within half a per cent
SEED = 1
