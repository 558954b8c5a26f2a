"""What a campaign promises, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.texts import word

if TYPE_CHECKING:
    from app.services.plans.summary_file import Summary
    from app.web.visitor import Visitor


def goal_sentence(summary: Summary, visitor: Visitor) -> str:
    """Say what is promised, as far as the campaign does."""
    goal, formats = summary.get("goal", {}), visitor.formats
    parts = []
    if goal.get("service_level"):
        parts.append(
            visitor.say(
                "goal.level",
                share=formats.share(goal["service_level"], 0),
                seconds=formats.number(goal.get("threshold", 0)),
            )
        )
    if goal.get("max_asa"):
        parts.append(
            visitor.say("goal.asa", seconds=formats.number(goal["max_asa"], 0))
        )
    if goal.get("max_abandonment"):
        parts.append(
            visitor.say(
                "goal.abandonment", share=formats.share(goal["max_abandonment"], 0)
            )
        )
    if goal.get("max_occupancy"):
        rule = goal.get("occupancy_rule", "cap")
        parts.append(
            visitor.say(
                f"goal.occupancy.{rule}", share=formats.share(goal["max_occupancy"], 0)
            )
        )
    if goal.get("window"):
        parts.append(
            visitor.say(
                "goal.window", window=word(visitor.language, "window", goal["window"])
            )
        )
    return " · ".join(parts)
