"""
Who may do what: the matrix of roles and actions, as data.

An action that the matrix does not give to a role is refused; so is one it does not
name. Tests are made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wfm.errors import ForbiddenError


class Role(StrEnum):
    """What an account is for."""

    OPERATIONS_DIRECTOR = "operations_director"
    PLANNER = "planner"
    SUPERVISOR = "supervisor"
    HR_DIRECTOR = "hr_director"
    QUALITY = "quality"
    AGENT = "agent"
    CLIENT_READER = "client_reader"
    ADMINISTRATOR = "administrator"


class Reach(StrEnum):
    """On what an action may be done."""

    OWN = "own"  # what is about the person of the account
    TEAM = "team"  # the teams of the account
    CAMPAIGN = "campaign"  # the campaigns of the account
    ALL = "all"


class Action(StrEnum):
    """Everything that can be asked of Aforo."""

    OWN_READ = "own.read"  # own schedule and adherence
    OWN_ASK = "own.ask"  # time off and swaps for oneself
    SERVICE_READ = "service.read"  # published totals by queue: no people, no cost
    CAMPAIGN_READ = "campaign.read"
    CAMPAIGN_EDIT = "campaign.edit"  # goals, rules, input tables
    HISTORY_READ = "history.read"
    HISTORY_IMPORT = "history.import"
    FORECAST_READ = "forecast.read"
    STAFFING_READ = "staffing.read"  # requirement and capacity
    PLAN_RUN = "plan.run"  # forecast, staff, roster as jobs
    SCHEDULE_READ = "schedule.read"
    SCHEDULE_EDIT = "schedule.edit"
    SCHEDULE_PUBLISH = "schedule.publish"
    PEOPLE_READ = "people.read"  # name, team, contract, skills
    PEOPLE_EDIT = "people.edit"
    CONTRACTS_EDIT = "people.contracts"  # what agents are contracted for; no goals
    PEOPLE_PRIVATE = "people.private"  # pay, document, birth, reasons of absence
    ADHERENCE_READ = "adherence.read"
    TIME_OFF_DECIDE = "time_off.decide"  # what agents ask for themselves
    REQUEST_READ = "request.read"  # staffing requests
    REQUEST_DECIDE = "request.decide"
    JOB_READ = "job.read"
    JOB_CANCEL = "job.cancel"
    RULES_READ = "rules.read"
    ACCOUNT_EDIT = "account.edit"
    AUDIT_READ = "audit.read"
    BACKUP_RUN = "backup.run"


_A, _R = Action, Reach
MATRIX: dict[Role, dict[Action, Reach]] = {
    Role.OPERATIONS_DIRECTOR: dict.fromkeys(
        (
            *(_A.SERVICE_READ, _A.CAMPAIGN_READ, _A.CAMPAIGN_EDIT, _A.HISTORY_READ),
            *(_A.FORECAST_READ, _A.STAFFING_READ, _A.PLAN_RUN, _A.SCHEDULE_READ),
            *(_A.SCHEDULE_PUBLISH, _A.ADHERENCE_READ, _A.REQUEST_READ),
            *(_A.REQUEST_DECIDE, _A.JOB_READ, _A.JOB_CANCEL, _A.RULES_READ),
            *(_A.CONTRACTS_EDIT, _A.AUDIT_READ),
        ),
        _R.ALL,
    ),
    Role.PLANNER: dict.fromkeys(
        (
            *(_A.SERVICE_READ, _A.CAMPAIGN_READ, _A.CAMPAIGN_EDIT, _A.HISTORY_READ),
            *(_A.HISTORY_IMPORT, _A.FORECAST_READ, _A.STAFFING_READ, _A.PLAN_RUN),
            *(_A.SCHEDULE_READ, _A.SCHEDULE_EDIT, _A.SCHEDULE_PUBLISH),
            *(_A.PEOPLE_READ, _A.ADHERENCE_READ, _A.REQUEST_READ, _A.JOB_READ),
            *(_A.CONTRACTS_EDIT, _A.TIME_OFF_DECIDE),
            *(_A.JOB_CANCEL, _A.RULES_READ),
        ),
        _R.CAMPAIGN,
    ),
    Role.SUPERVISOR: {
        _A.SERVICE_READ: _R.CAMPAIGN,
        _A.CAMPAIGN_READ: _R.CAMPAIGN,
        _A.FORECAST_READ: _R.CAMPAIGN,
        _A.SCHEDULE_READ: _R.TEAM,
        _A.PEOPLE_READ: _R.TEAM,
        _A.ADHERENCE_READ: _R.TEAM,
        _A.TIME_OFF_DECIDE: _R.TEAM,
    },
    Role.HR_DIRECTOR: dict.fromkeys(
        (
            *(_A.CAMPAIGN_READ, _A.STAFFING_READ, _A.PEOPLE_READ, _A.PEOPLE_EDIT),
            *(_A.PEOPLE_PRIVATE, _A.REQUEST_READ, _A.REQUEST_DECIDE, _A.RULES_READ),
            *(_A.CONTRACTS_EDIT, _A.SCHEDULE_READ),
        ),
        _R.ALL,
    ),
    Role.QUALITY: dict.fromkeys(
        (_A.SERVICE_READ, _A.CAMPAIGN_READ, _A.FORECAST_READ, _A.ADHERENCE_READ),
        _R.CAMPAIGN,
    ),
    Role.AGENT: dict.fromkeys((_A.OWN_READ, _A.OWN_ASK), _R.OWN),
    Role.CLIENT_READER: dict.fromkeys((_A.SERVICE_READ,), _R.CAMPAIGN),
    Role.ADMINISTRATOR: dict.fromkeys(
        (
            *(_A.JOB_READ, _A.JOB_CANCEL, _A.RULES_READ, _A.ACCOUNT_EDIT),
            *(_A.AUDIT_READ, _A.BACKUP_RUN),
        ),
        _R.ALL,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """
    Who asks: the account of a request or of a job.

    Attributes
    ----------
    account_id : int or None
        None for `COMMAND_LINE`.
    name : str
        Shown to others who are in its way.
    role : Role or None
        Row of the matrix; None for the command line, whose user has the database
        itself in hand.
    campaigns : frozenset of int
        Campaigns in reach; for `Reach.ALL` every one is, listed or not.
    teams : frozenset of (int, str)
        Campaign and team.
    agents : frozenset of (int, str)
        Campaign and agent that the account itself is.
    """

    account_id: int | None
    name: str
    role: Role | None
    campaigns: frozenset[int] = frozenset()
    teams: frozenset[tuple[int, str]] = frozenset()
    agents: frozenset[tuple[int, str]] = frozenset()

    def reach(self, action: Action) -> Reach | None:
        """How far the actor may go with an action; None for not at all."""
        return Reach.ALL if self.role is None else MATRIX[self.role].get(action)

    def may(self, action: Action, campaign_id: int | None = None) -> bool:
        """
        Whether the action is open to the actor, on a campaign if one is given.

        Parameters
        ----------
        action : Action
            What is asked.
        campaign_id : int or None
            On which campaign. Teams and own rows are narrowed by the queries.

        Returns
        -------
        bool
        """
        reach = self.reach(action)
        if reach is None:
            return False
        return (
            campaign_id is None or reach is Reach.ALL or campaign_id in self.campaigns
        )

    def require(self, action: Action, campaign_id: int | None = None) -> None:
        """
        Refuse what the actor may not do.

        Raises
        ------
        ForbiddenError
            If the matrix does not give it.
        """
        if not self.may(action, campaign_id):
            raise ForbiddenError(action.value)


COMMAND_LINE = Actor(account_id=None, name="command line", role=None)
