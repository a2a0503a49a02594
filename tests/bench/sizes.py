"""How much is measured for the report, and how little one may try."""

FULL, FULL_MINUTES = 50_000, 10.0
FEWEST = 2_500  # half of them are in before the door is measured, and most of the rest after it
GROWING = (500, 5_000, 50_000, 500_000)
TABLETS, CHECK_INS_PER_SECOND = 200, 20
