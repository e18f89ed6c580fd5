"""Names of months, and their short forms, in the languages whose dates are read: name in small letters → number."""

import re

_SPELT = {  # English, German (and Austrian), French, Spanish, Italian, Portuguese; without the point of a short form
    1: "january jan januar jänner janvier janv enero ene gennaio gen janeiro",
    2: "february feb februar feber février fevrier févr fevr febrero febbraio fevereiro fev",
    3: "march mar märz maerz mär mrz mars marzo março marco",
    4: "april apr avril avr abril abr aprile",
    5: "may mai mayo maggio mag maio",
    6: "june jun juni juin junio giugno giu junho",
    7: "july jul juli juillet juil julio luglio lug julho",
    8: "august aug août aout agosto ago",
    9: "september sept sep septembre septiembre setiembre settembre set setembro",
    10: "october oct oktober okt octobre octubre ottobre ott outubro out",
    11: "november nov novembre noviembre novembro",
    12: "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro",
}
MONTHS = {name: number for number, names in _SPELT.items() for name in names.split()}

MONTH = "(?:" + "|".join(map(re.escape, sorted(MONTHS, key=lambda name: (-len(name), name)))) + ")"
"""A pattern for any of them; case has to be ignored."""
