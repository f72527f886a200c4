"""Files of many formats as text in reading order."""

from models.documents.decoding import Decoded, decode
from models.documents.document import Document, ReadingCancelledError
from models.documents.kinds import ENDINGS, Kind
from models.documents.reading import read_document

__all__ = [
    "ENDINGS",
    "Decoded",
    "Document",
    "Kind",
    "ReadingCancelledError",
    "decode",
    "read_document",
]
