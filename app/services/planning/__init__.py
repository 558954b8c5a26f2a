"""From a history to a plan: forecast, need, roster, request."""
