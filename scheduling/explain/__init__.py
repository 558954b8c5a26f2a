"""Why intervals are uncovered, and what one more person would save."""

from scheduling.explain.explaining import Explanation as Explanation
from scheduling.explain.explaining import explain as explain
