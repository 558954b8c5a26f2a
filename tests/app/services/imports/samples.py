"""Files as platforms and people write them, all made up here."""

from __future__ import annotations

import io
import zipfile

import xlsxwriter

from app.services.imports.preview import examine, first_mapping

BOGOTA = "America/Bogota"
HEADER = "queue,start,offered,answered,abandoned,aht_s\n"

AVAYA = """split,row_date,starttime,intrvl,callsoffered,acdcalls,abncalls,acdtime,\
holdacdtime,acwtime,acceptable
Soporte,11/16/2026,800,30,20,18,2,3600,180,720,15
Soporte,11/16/2026,830,30,24,20,4,4000,0,1000,16
Soporte,11/16/2026,900,30,0,0,0,0,0,0,0
"""
GENESYS = """Interval Start,Interval End,Queue Name,Media Type,Offer,Answer,Abandon,\
Avg Handle,ASA
2026-11-16T13:00:00Z,2026-11-16T13:30:00Z,Soporte,voice,20,18,2,00:04:10,00:00:12
2026-11-16T13:30:00Z,2026-11-16T14:00:00Z,Soporte,voice,24,20,4,00:04:10,00:00:20
"""
WOLKVOX = """SKILL_NAME;DATE;HOUR;INBOUND_CALLS;ANSWER_CALLS;ABANDON_CALLS;\
SERVICE_LEVEL_20SEG
Soporte;2026/11/16;08:00;20;18;2;83,3
Soporte;2026/11/16;08:30;24;20;4;80,0
"""


def guessed(content, table="history", filename="file.csv", preset="generic"):
    """Mapping that is guessed for a file."""
    data = content if isinstance(content, bytes) else content.encode()
    return first_mapping(data, filename, table, preset)


def examined(content, mapping=None, filename="file.csv", **options):
    """Preview and rows of a file, by a mapping or a guessed one."""
    data = content if isinstance(content, bytes) else content.encode()
    table = options.pop("table", "history")
    how = mapping or guessed(data, table, filename)
    zone = options.pop("timezone", BOGOTA)
    return examine(data, filename, how, timezone=zone, **options)


def workbook(*sheets):
    """Bytes of a workbook with sheets of rows, the first named Datos."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        clock = book.add_format({"num_format": "[h]:mm:ss"})
        for number, rows in enumerate(sheets, start=1):
            sheet = book.add_worksheet("Datos" if number == 1 else f"Datos {number}")
            for place, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, str) and cell.startswith("="):
                        sheet.write_formula(place, column, cell, value="")
                    elif hasattr(cell, "total_seconds"):
                        sheet.write_datetime(place, column, cell, clock)
                    else:
                        sheet.write(place, column, cell)
    return buffer.getvalue()


def rewritten(data, was, now):
    """Workbook with other bytes in its parts, as other programs write them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(was, now))
    return buffer.getvalue()
