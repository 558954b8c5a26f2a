"""Meetings, training and other blocks off the queue, placed in a finished schedule."""

from scheduling.activities.placing import MISSED as MISSED
from scheduling.activities.placing import Placed as Placed
from scheduling.activities.placing import place_activities as place_activities
