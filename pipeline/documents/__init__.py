"""The documents of a folder: finding them, what kind of source each is and why, the register, and doubles.

``find_files`` lists what there is, ``infer`` gives brontype and status with a reason, ``Register`` is ``documenten.csv``
(what a person wrote there wins), ``mark_doubles`` says which documents repeat another one.
"""

from pipeline.documents.brontype import infer, missing_kinds
from pipeline.documents.doubles import mark_doubles, words_of
from pipeline.documents.find import REGISTER_FILE, Source, find_files
from pipeline.documents.register import Register, update_register

__all__ = [
    "REGISTER_FILE",
    "Register",
    "Source",
    "find_files",
    "infer",
    "mark_doubles",
    "missing_kinds",
    "update_register",
    "words_of",
]
