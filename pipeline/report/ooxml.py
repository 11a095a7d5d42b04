"""Office files with the same bytes for the same content: fixed dates inside, also in workbooks embedded in charts."""

import io
import re
import zipfile
from datetime import date

_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")


def fixed(data: bytes, day: date) -> bytes:
    """The same zip file with every date inside set to ``day``."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry.filename)
            if entry.filename.endswith(".xlsx"):
                content = fixed(content, day)
            if entry.filename == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>" + day.isoformat().encode() + rb"T00:00:00Z\g<3>", content)
            info = zipfile.ZipInfo(entry.filename, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            new.writestr(info, content)
    return result.getvalue()
