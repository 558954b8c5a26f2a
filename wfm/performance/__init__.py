"""From what happened to measures: adherence, conformance and coverage."""
