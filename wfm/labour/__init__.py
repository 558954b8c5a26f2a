"""What the law and the house say about work: dated values, limits and pay."""

from wfm.labour.countries import has_law as has_law
from wfm.labour.countries import parameters_on as parameters_on
from wfm.labour.rules import RuleBook as RuleBook
from wfm.labour.rules import WorkRules as WorkRules
from wfm.labour.rules import rule_book as rule_book
