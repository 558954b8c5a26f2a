"""Sentences in English."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    # Head
    "name": "English",
    "kind": "Staffing and shift plan",
    "horizon": "{first} \N{EN DASH} {last} · {days}",
    "grid": "{interval}-minute intervals · {timezone} time",
    "days": "{n} days",
    "days.one": "{n} day",
    "queues": "{n} queues",
    "queues.one": "{n} queue",
    "people": "{n} people",
    "people.one": "{n} person",
    "goal": "Goals",
    "goal.level": "{share} of contacts ({basis}) within {seconds}",
    "goal.asa": "mean wait of at most {seconds}",
    "goal.abandonment": "abandonment of at most {share}",
    "goal.occupancy.cap": "occupancy of at most {share}",
    "goal.occupancy.floor": "occupancy of at least {share}",
    "goal.occupancy.band": "occupancy around {share}",
    "goal.occupancy.report": "occupancy of {share} for reference",
    "goal.window": "measured by {window}",
    "goal.minimum": "at least {n} agents in an open queue",
    "goal.minimum.one": "at least {n} agent in an open queue",
    "basis.offered": "offered",
    "basis.answered": "answered",
    "basis.excl_short": "short abandons left out",
    "basis.short_ok": "short abandons count as met",
    "basis.virtual": "by virtual wait",
    "rule.cap": "cap: adds agents until it holds",
    "rule.floor": "floor: adds no agents",
    "rule.band": "band: adds no agents",
    "rule.report": "reported only",
    "window.interval": "interval",
    "window.day": "day",
    "window.week": "week",
    "window.month": "month",
    # Brief
    "brief": "In short",
    "brief.people": "People",
    "brief.people.unknown": "Serving {contacts} contacts takes {people}. The campaign"
    " does not say how many it has.",
    "brief.people.lacking": "Serving {contacts} contacts takes {people} of the"
    " standard contract, and the campaign has {available}. In the week of {week} those"
    " are not enough: {missing} are missing.",
    "brief.people.enough": "Serving {contacts} contacts takes {people} of the standard"
    " contract. The campaign has {available}, enough in every week.",
    "brief.coverage": "Coverage",
    "brief.coverage.short": "The shifts cover {coverage} of the hours required:"
    " {short} of {required} are missing. The worst moment is {day} at {time} in"
    " {queue}, with {agents} agents fewer than required.",
    "brief.coverage.hours": "The shifts cover {coverage} of the hours required:"
    " {short} of {required} are missing.",
    "brief.coverage.full": "The shifts cover all the hours required ({required}).",
    "brief.window": "Measuring",
    "brief.window.saves": "As the goals hold over a longer time and not in every"
    " interval, {hours} of agents on contacts suffice instead of {every}: {saved} are"
    " saved ({less} less).",
    "brief.window.never": "Measuring the goals over a longer time saves no hours: the"
    " intervals by themselves ask for the same.",
    "brief.cap": "Occupancy",
    "brief.cap.binds": "The occupancy cap ({share}) binds in {part} of the intervals"
    " and adds {extra} to the {without} that the other goals would take ({more} more).",
    "brief.cap.never": "The agents that the other goals ask for keep the occupancy cap"
    " ({share}).",
    "brief.hire": "Hiring",
    "brief.hire.none": "Nobody has to be hired.",
    "brief.hire.heads": "{people} are to be hired.",
    "brief.hire.late": "{n} lines should have been decided by now, the first on {day}.",
    "brief.hire.late.one": "{n} line should have been decided by now, on {day}.",
    "brief.hire.next": "The next decision is due on {day}.",
    # Figures
    "kpi.contacts": "Contacts forecast",
    "kpi.peak": "Peak agents",
    "kpi.peak.note": "on contacts at once",
    "kpi.people": "People needed",
    "kpi.people.unknown": "of the standard contract; how many there are is not known",
    "kpi.people.lacking": "{available} there; up to {missing} missing in a week",
    "kpi.people.enough": "{available} there, and enough",
    "kpi.coverage": "Coverage",
    "kpi.coverage.note": "{short} of {required} missing",
    "kpi.pay": "Pay of the shifts ({currency})",
    "kpi.pay.hours": "Paid hours",
    "kpi.cost": "Cost of the shifts ({currency})",
    "kpi.cost.hours": "Cost in paid hours",
    "kpi.cost.note": "{people} on shifts",
    "kpi.gap": "Gap to the bound",
    "kpi.gap.note": "pay plus the price of what is missing: {cost}; no plan goes"
    " below {bound}",
    "kpi.violations": "Rules broken",
    "kpi.violations.note": "says the referee, which shares no code with the optimiser",
    # Coverage
    "coverage": "Required and scheduled",
    "coverage.anonymous": "These are anonymous shifts: the campaign does not say yet"
    " who works.",
    "coverage.days": "Agent-hours by day",
    "coverage.busiest": "The busiest day: {day}",
    "coverage.busiest.unit": "agents in each interval of {interval} min, all queues",
    "coverage.days.unit": "all queues",
    "coverage.days.tip": "{day}: {required} required, {scheduled} scheduled, {short}"
    " missing",
    "coverage.busiest.tip": "{time}: {required} required, {scheduled} scheduled,"
    " {short} missing",
    "coverage.note": "Agents too many in one queue or interval do not make up for"
    " those missing in another: people can be missing where the totals seem to"
    " suffice.",
    "required": "Required",
    "scheduled": "Scheduled",
    "short": "Missing",
    # Queues
    "queues.title": "By queue",
    "queue": "Queue",
    "contacts": "Contacts",
    "peak": "Peak agents",
    "required_hours": "Hours required",
    "short_hours": "Hours missing",
    "coverage.share": "Coverage",
    "binding": "What binds",
    "binding.share": "{constraint} {share}",
    "channel.voice": "voice",
    "channel.chat": "chat",
    "channel.deferred": "deferred",
    "channel.outbound": "outbound",
    "constraint.service_level": "service level",
    "constraint.occupancy": "occupancy",
    "constraint.asa": "mean wait",
    "constraint.abandonment": "abandonment",
    "constraint.minimum": "least agents",
    "constraint.stability": "stability",
    "constraint.deadline": "deadline",
    "constraint.target": "contact target",
    "constraint.none": "none",
    "binding.meaning": "“What binds” is the part of the intervals in which each goal"
    " is the one that asks for most agents.",
    "cap.binds": "The occupancy cap ({share}) binds in {intervals} of {of} intervals"
    " ({part}): there it asks for more agents than the service level, so that nobody"
    " is busy with contacts for more than that part of their time. With them customers"
    " wait less than promised.",
    "cap.price": "The cap adds {extra} to the {without} that the other goals would"
    " take ({more} more).",
    "cap.never": "The occupancy cap ({share}) binds in no interval: the other goals"
    " already ask for the agents that keep it.",
    # Simulation
    "simulation": "Promised and simulated service level",
    "simulation.lead": "The requirement promises by calculation; here the same agents,"
    " and then those of the shifts, answer simulated contacts one by one.",
    "simulation.goal": "Goal",
    "simulation.predicted": "Promised",
    "simulation.required": "Simulated with the agents required",
    "simulation.scheduled": "Simulated with the shifts",
    "simulation.below": "Intervals below goal",
    "simulation.below.of": "{below} of {intervals}",
    "simulation.days": "Simulated service level by day",
    "simulation.days.tip": "{day}: {required} with the agents required, {scheduled}"
    " with the shifts",
    "simulation.note": "{runs} runs of every day: contacts by chance around the"
    " forecast, customers give up where the campaign says their patience, and"
    " {absence} of the agents on shift are absent by chance. In brackets, the interval"
    " of {confidence} confidence; an interval counts as below its goal where chance"
    " does not explain it.",
    "simulation.left_out": "Not simulated, because their contacts do not wait in a line"
    " or an agent has several at a time: {queues}.",
    # Worst intervals
    "worst": "The intervals that miss most",
    "worst.none": "No interval misses anybody.",
    "worst.note": "{n} intervals miss agents; these miss most.",
    "worst.note.one": "{n} interval misses agents.",
    "date": "Date",
    "time": "Time",
    "agents.short": "Agents missing",
    "agents.required": "Required",
    # Weeks
    "weeks": "Needed and contracted",
    "weeks.chart": "Paid hours by week",
    "weeks.chart.unit": "all skills",
    "weeks.tip": "Week of {week}: {needed} needed, {contracted} contracted",
    "weeks.missing": "{n} missing",
    "weeks.note": "Hours needed include all shrinkage. Hours contracted are those of"
    " the people there are, less their absences; part-timers count what they work. The"
    " people missing can be more than the difference in hours, because of peaks and"
    " days off.",
    "needed": "Needed",
    "contracted": "Contracted",
    "skill": "Skill",
    "needed_hours": "Hours needed",
    "contracted_hours": "Hours contracted",
    "missing_hours": "Hours missing",
    "missing_heads": "People missing",
    "missing_week": "{n} (week of {week})",
    # Requests
    "requests": "Request to Human Resources",
    "requests.lead": "{people} for {campaign}.",
    "requests.cost": "Loaded cost a month: {money}.",
    "requests.none": "Nobody has to be hired: the contracted hours suffice.",
    "requests.late": "{n} days late",
    "requests.late.one": "{n} day late",
    "requests.otherwise": "If nobody is hired:",
    "line": "Line",
    "heads": "People",
    "profile": "Profile",
    "start_by": "In operation",
    "decide_by": "Decide by",
    "state": "State",
    "state.draft": "draft",
    "state.submitted": "submitted",
    "state.approved": "approved",
    "state.in_recruitment": "in recruitment",
    "state.in_training": "in training",
    "state.in_operation": "in operation",
    "state.closed": "closed",
    "state.rejected": "rejected",
    "state.cancelled": "cancelled",
    # Adherence
    "adherence": "Adherence to the schedule",
    "adherence.total": "{adherence} adherence: {adherent} in the scheduled activity,"
    " of {scheduled} scheduled ({people}, {days}). Conformance: {conformance}.",
    "adherence.nobody": "Nobody was scheduled on the days recorded.",
    "adherence.worst": "Agents with the lowest adherence",
    "adherence.formula": "The total divides the minutes of all, it does not average"
    " percentages. Conformance counts time present at any hour and can exceed 100%.",
    "agent": "Agent",
    "lost": "Out of adherence",
    "minutes": "{n} min",
    "adherence.share": "Adherence",
    "conformance.share": "Conformance",
    # Assumptions
    "assumptions": "Assumptions and limits",
    "defaults": "What the campaign did not say and the plan assumed",
    "defaults.none": "The campaign gave every value: none was assumed.",
    "notes": "Notes",
    "absent": "What this plan does not have",
    "absent.here": "Not in this plan: ",
    "absent.none": "No part is missing.",
    "absent.unknown": "the plan does not say why",
    "absent.forecast": "Forecast",
    "absent.requirement": "Requirement by interval",
    "absent.coverage": "Coverage",
    "absent.simulation": "Simulation",
    "absent.schedule": "Roster with names",
    "absent.shifts": "Anonymous shifts",
    "absent.adherence": "Adherence",
    "absent.requests": "Request to Human Resources",
    "run": "Computation",
    "run.solver": "Optimiser: {solver}, seed {seed}; {stopped}. It took {seconds}.",
    "stopped.gap": "it stopped at the gap asked for",
    "stopped.passes": "it stopped when its passes were done",
    "stopped.time_limit": "the time limit stopped it",
    "default.campaign.timezone": "Time zone",
    "default.campaign.country": "Country of holidays and labour law",
    "default.campaign.days": "Days planned",
    "default.goal.service_level": "Service level",
    "default.goal.threshold": "Threshold of the wait",
    "default.goal.basis": "Contacts that count",
    "default.goal.max_occupancy": "Occupancy",
    "default.goal.occupancy_rule": "What occupancy does",
    "default.goal.window": "Goals are measured by",
    "default.goal.min_agents": "Least agents in an open queue",
    "default.shrinkage.scheduled": "Scheduled shrinkage (breaks, training, time off)",
    "default.shrinkage.unscheduled": "Unscheduled shrinkage (absence, lateness)",
    # Foot
    "foot": "Made with Aforo from data until {day}.",
    "foot.undated": "Made with Aforo.",
}
