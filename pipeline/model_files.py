"""A model on disk: arrays and texts with the digest of each; reading them runs no code from them."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.errors import ModelError
from pipeline.store import digest, write_bytes, write_text

Array = npt.NDArray[Any]

REMEDY = "Kies een andere versie met 'lokale-foto rollback', of maak een nieuwe met 'lokale-foto retrain'."
_ARRAYS = "arrays.npz"
_DIGESTS = "sha256.json"


def write_model(folder: Path, arrays: Mapping[str, Array], texts: Mapping[str, str]) -> str:
    """Write the arrays and the texts (by file name) and return the digest over all of it."""
    files = {_ARRAYS: _pack(arrays)} | {name: text.encode() for name, text in texts.items()}
    digests = as_json({name: digest(data) for name, data in files.items()})
    for name, data in files.items():
        write_bytes(folder / name, data)
    write_text(folder / _DIGESTS, digests)
    return digest(digests.encode())


def read_model(folder: Path, texts: Sequence[str]) -> tuple[dict[str, Array], dict[str, str]]:
    """The arrays by name and the texts by file name.

    Raises:
        ModelError: a file is missing, or it is not what was written.
    """
    try:
        digests = json.loads((folder / _DIGESTS).read_text(encoding="utf-8"))
        files = {name: (folder / name).read_bytes() for name in (_ARRAYS, *texts)}
        wrong = [name for name, data in files.items() if digests.get(name) != digest(data)]
        if wrong:
            raise ModelError(f"Het model in {folder} is beschadigd ({', '.join(wrong)}). {REMEDY}")
        with np.load(io.BytesIO(files[_ARRAYS]), allow_pickle=False) as packed:
            arrays = {name: packed[name] for name in packed.files}
        return arrays, {name: files[name].decode() for name in texts}
    except (OSError, ValueError, AttributeError) as error:
        raise ModelError(f"Het model in {folder} kan niet gelezen worden. {REMEDY}") from error


def as_json(value: Any) -> str:
    """JSON that is the same for equal values."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _pack(arrays: Mapping[str, Array]) -> bytes:
    """Arrays as .npz with fixed dates, so that the same model gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            inner = io.BytesIO()
            np.lib.format.write_array(inner, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0)), inner.getvalue(), zipfile.ZIP_DEFLATED
            )
    return buffer.getvalue()
