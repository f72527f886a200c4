"""The letters and digits that may stand between sentences: those of list markers."""

import re

# At a line's start, behind blanks and quotation marks of a mail: "1.", "(a)", "b)", "[x]".
MARKER = re.compile(
    r"[\s>]*"
    r"(?:\d{1,3}[.)．）、]|(?:\d{1,3}\.){2,4}|[（(]\w{1,5}[)）]|[A-Za-z]\)|[^\w\s]{1,6}(?=\s))?"
    r"\s*(?:\[[ xX]\])?"
)
