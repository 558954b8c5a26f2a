"""What an account reaches, as choices of a field and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.accounts.scopes import Scope, reaches_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.services.access import Role
    from app.services.accounts.scopes import Reachable
    from app.storage.accounts import ScopeRow

# Keys of campaigns have no such sign.
_MARK = ":"


def scope_choices(campaigns: Iterable[Reachable]) -> list[dict[str, str]]:
    """Campaigns, each followed by its teams."""
    return [
        choice
        for each in campaigns
        for choice in (
            {"value": each.key, "label": each.name},
            *(
                {"value": f"{each.key}{_MARK}{team}", "label": f"{each.name} · {team}"}
                for team in each.teams
            ),
        )
    ]


def chosen_of(scopes: Iterable[ScopeRow]) -> tuple[list[str], str]:
    """Choices of what an account reaches, and the agent that it is."""
    rows = list(scopes)
    chosen = [f"{r.key}{_MARK}{r.team}" if r.team else r.key for r in rows]
    return chosen, next((row.agent for row in rows if row.agent), "")


def scopes_of(
    role: Role, chosen: Sequence[str] | None, agent: str | None
) -> tuple[Scope, ...]:
    """
    Scopes of what was chosen.

    Parameters
    ----------
    role : Role
        One that reaches everything is given nothing.
    chosen : sequence of str or None
        As `scope_choices` has them.
    agent : str or None
        Code of whom the account is.

    Returns
    -------
    tuple of Scope
    """
    if reaches_all(role):
        return ()
    code = (agent or "").strip()
    parts = [str(each).partition(_MARK) for each in chosen or ()]
    return tuple(Scope(key, team, code) for key, _, team in parts)
