"""Where two powers are compared: in which columns, and what stands for all sectors."""

ALL = "all"

SIDES = ("host", "sector", "power", "other")
PAIR = ("world", *SIDES)
