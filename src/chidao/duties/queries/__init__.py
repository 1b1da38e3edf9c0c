"""Reading agencies' reports: forms, demands, who sent what on time, late or not at all, what an agency owes."""

from __future__ import annotations

from chidao.duties.queries.rows import (
    SUBJECT,
    Asked,
    DemandRow,
    FormRow,
    SentReport,
    asked_of_act,
    demand_list,
    form_list,
    form_named,
    last_sent,
    one_form,
    reports_for,
    seen_reports,
    sees_reports,
    sent_report,
    versions_of,
)
from chidao.duties.queries.tables import (
    LOOKED_AHEAD,
    LOOKED_BACK,
    Line,
    Owed,
    Table,
    TurnStanding,
    current_turn,
    lines_due,
    overview,
    owed_reports,
    owing_agencies,
    table_of_demand,
    table_of_form,
    turn_standings,
    turns_of_form,
)

__all__ = [
    "LOOKED_AHEAD", "LOOKED_BACK", "SUBJECT", "Asked", "DemandRow", "FormRow", "Line", "Owed", "SentReport", "Table",
    "TurnStanding", "asked_of_act", "current_turn", "demand_list", "form_list", "form_named", "last_sent",
    "lines_due", "one_form", "overview", "owed_reports", "owing_agencies", "reports_for", "seen_reports",
    "sees_reports", "sent_report", "table_of_demand", "table_of_form", "turn_standings", "turns_of_form",
    "versions_of",
]  # fmt: skip
