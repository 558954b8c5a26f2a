"""English sentences of findings: what was found, and what to do about it."""

from __future__ import annotations

PLACES = {"row": "row {row}", "column": "column {column}"}
_SAVE = "save it as .xlsx or as CSV UTF-8 and choose it again"
_DATES = "say in the mapping how its dates are written"
_FIX = "correct the cell in the file, or skip the row"

TEXTS: dict[str, tuple[str, str]] = {
    "E_EMPTY": ("the file is empty", "choose the file that has the data"),
    "E_NO_ROWS": ("there is no row under the header", "export it again with its data"),
    "E_ENCODING": ("a byte that is no text in any usual encoding", _SAVE),
    "E_BINARY": ("this is not a text table", _SAVE),
    "E_TYPE_MISMATCH": ("the name says {expected}, the content is {found}", _SAVE),
    "E_UNSUPPORTED": ("{suffix} files are not read", _SAVE),
    "E_ENCRYPTED": (
        "an old Excel file, or one with a password",
        "save it as .xlsx without a password",
    ),
    "E_MACRO": ("the workbook has macros", "save it as .xlsx, without macros"),
    "E_TOO_BIG": (
        "the file is larger than {limit}",
        "split it by month, or import it with the command line",
    ),
    "E_TOO_WIDE": ("the table has more columns or rows than are read", _SAVE),
    "E_ZIP_BOMB": ("the file unpacks to far more than a table of its size", _SAVE),
    "E_ZIP_STRUCTURE": ("the workbook is damaged", _SAVE),
    "E_XML_ENTITY": ("the workbook declares entities, as no Excel file does", _SAVE),
    "E_QUOTE": (
        'a quotation mark (") is never closed',
        "close it, or remove it from the cell",
    ),
    "E_SHEET": (
        "no sheet has such a table: {sheets}",
        "say in the mapping which sheet to read",
    ),
    "E_SHEET_CHOICE": (
        "several sheets have such a table: {sheets}",
        "say in the mapping which sheet to read",
    ),
    "E_UNKNOWN_SKILL": (
        "skill {value} does not exist in this campaign",
        "correct its name, or confirm that it is new",
    ),
    "E_MISSING_COLUMN": (
        "no column is mapped to {needed}",
        "choose in the mapping the column that holds it",
    ),
    "E_MAPPED_COLUMN": (
        "the mapping names {source}, which the file does not have",
        "choose another column in the mapping",
    ),
    "E_DUP_COLUMN": (
        "the header has {source} more than once",
        "rename or remove one of the two columns",
    ),
    "E_RAGGED": ("{found} cells where the header has {expected}", _FIX),
    "E_BLANK": ("the cell is empty", _FIX),
    "E_NUMBER": ("{value} is not a number", _FIX),
    "E_DECIMAL_AMBIGUOUS": (
        "{value} may be a thousand or a decimal",
        "say in the mapping whether decimals have a comma or a point",
    ),
    "E_NEGATIVE": ("{value} is below zero", _FIX),
    "E_NONFINITE": ("{value} is not a finite number", _FIX),
    "E_RANGE": ("{value} is outside what is possible ({rule})", _FIX),
    "E_CHOICE": ("{value} {rule}", _FIX),
    "E_INCONSISTENT": ("{value} is more than {other}", _FIX),
    "E_AHT_ZERO": ("a handle time of 0 although contacts were answered", _FIX),
    "E_CELL_ERROR": ("the cell shows an error of the spreadsheet", _FIX),
    "E_NO_CACHED_VALUE": (
        "a formula whose result was never calculated",
        "open the file in Excel, save it, and choose it again",
    ),
    "E_DATE": ("{value} is not a date or time that can be read", _DATES),
    "E_DATE_MIXED": (
        "some dates begin with the day, others with the month",
        "write all dates in one order, best as 2026-11-30",
    ),
    "E_DATE_SERIAL": (
        "{value} is a number where a date is expected ({guess})",
        _DATES,
    ),
    "E_DATE_AMBIGUOUS": (
        "{value} may begin with the day or with the month",
        _DATES,
    ),
    "E_DATE_RANGE": ("{value} is outside the years 1970 to 2199", _FIX),
    "E_CLOCK": ("{value} is not a time of day", _FIX),
    "E_DST_GAP": ("{value} never was: the clocks go forward then", _FIX),
    "E_DST_OVERLAP": (
        "{value} happens twice, as the clocks go back then",
        "confirm that the first of the two rows is the earlier one",
    ),
    "E_MIXED_TZ": (
        "some times say their distance from UTC and others do not",
        "confirm that the others are local times of {zone}",
    ),
    "E_ZONE": (
        "{value} is not a time zone",
        "write an IANA name such as America/Bogota",
    ),
    "E_GRAIN": ("{value} does not begin an interval of {minutes} minutes", _FIX),
    "E_DUPLICATE": (
        "{value} appears more than once with different values",
        "keep one of the rows",
    ),
    "E_UNKNOWN_QUEUE": (
        "queue {value} does not exist in this campaign",
        "correct its name, or confirm that it is new",
    ),
    "E_UNKNOWN_AGENT": (
        "agent {value} does not exist in this campaign",
        "import the agent first, or correct the identifier",
    ),
    "E_UNKNOWN_CONTRACT": (
        "contract {value} does not exist in this campaign",
        "import the contracts first, or correct the name",
    ),
    "E_OVERLAP": (
        "agent {value} is already off at that time, by an earlier row",
        "join the two rows, or let the first end where the second starts",
    ),
    "E_ORDER": ("{value} {rule}", _FIX),
    "E_CONTRACT": ("{value} {rule}", _FIX),
    "E_INTERVAL": (
        "the starts are {value} minutes apart, which is no usual interval",
        "export the history by 15, 30 or 60 minutes",
    ),
    "W_MANY_LEAVE": (
        "{count} of {of} agents have a last day at work",
        "confirm that so many leave",
    ),
    "W_SKIPPED_HOUR": (
        "{count} empty rows in an hour that never was were left out",
        "",
    ),
    "W_MATCHED": ("{value} was read as {other}", ""),
    "W_ENCODING": ("the text was read as {encoding}", "look at the names below"),
    "W_DECIMAL": ("decimals were read with a {mark}", ""),
    "W_EXTRA_COLUMN": ("column {value} is not used", ""),
    "W_TRIM": ("spaces or invisible letters were removed from {count} cells", ""),
    "W_TOTAL_ROW": ("a row of totals was left out", ""),
    "W_PREAMBLE": ("{count} rows above the header were left out", ""),
    "W_HIDDEN": ("hidden sheets or links to other files were left out", ""),
    "W_DATE1904": ("the workbook counts its days from 1904", "look at the dates below"),
    "W_DUPLICATE": ("{count} rows repeat another to the letter: each is kept once", ""),
    "W_UNIT": (
        "the handle time is {value} seconds, if the column is in seconds",
        "say in the mapping whether it is in seconds, milliseconds or minutes",
    ),
    "W_UNIT_TAKEN": ("times were read as {unit}", ""),
    "W_FUTURE": ("{count} rows are in the future", "look at the dates below"),
    "W_FORMULA_TEXT": ("a text begins like a formula: it is kept as text", ""),
    "W_MARKUP": ("a text holds markup: it is kept as text", ""),
    "W_OPEN_STATE": ("agent {value} has a state without an end", ""),
    "W_STATES_FROM_EVENTS": ("each state ends where the agent's next one begins", ""),
    "W_STATE": ("state {value} is not known: it counts as unmapped", ""),
    "W_GAP": (
        "{count} intervals of {value} have no row although others of their weekday do",
        "import the missing days, or confirm in the cleaning that they had no contacts",
    ),
    "W_CLOSED_ZERO": (
        "{count} days of {value} are written as zero",
        "leave closed days out, or name them as special days",
    ),
    "W_LEVEL": (
        "the contacts of {value} jump by {change} on {date}",
        "check that no part of the queue is missing before or after",
    ),
    "W_CLEANING": (
        "{count} stretches of {value} look like {kind}",
        "look through them in the cleaning before forecasting",
    ),
    "W_QUALITY_UNKNOWN": ("the quality cannot be judged yet: {rule}", ""),
}

# What was found where the count is one.
ONE: dict[str, str] = {
    "W_SKIPPED_HOUR": "{count} empty row in an hour that never was was left out",
    "W_PREAMBLE": "{count} row above the header was left out",
    "W_DUPLICATE": "{count} row repeats another to the letter: it is kept once",
    "W_MANY_LEAVE": "{count} of {of} agents has a last day at work",
    "W_TRIM": "spaces or invisible letters were removed from {count} cell",
    "W_FUTURE": "{count} row lies in the future",
    "W_GAP": "{count} interval of {value} has no row although others of its weekday do",
    "W_CLOSED_ZERO": "{count} day of {value} is written as zero",
    "W_CLEANING": "{count} stretch of {value} looks like {kind}",
}
