"""Why something was changed or published, in the words of whoever did."""

from __future__ import annotations

from wfm.errors import ParameterError

LONGEST_REASON = 500


def checked_reason(reason: str) -> str:
    """
    Reason in one line, without the space around it.

    Parameters
    ----------
    reason : str
        In the author's words.

    Returns
    -------
    str
        At most `LONGEST_REASON` characters, each run of white space made one space.

    Raises
    ------
    ParameterError
        If nothing is left of it, or it is a whole page.
    """
    said = " ".join(reason.split())
    if not said or len(said) > LONGEST_REASON:
        raise ParameterError(
            "reason", said[:40], f"a sentence of at most {LONGEST_REASON} letters"
        )
    return said
