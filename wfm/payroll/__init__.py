"""What a schedule costs, minute by minute, and the registers that pay needs."""

from wfm.payroll.pay import Payroll as Payroll
from wfm.payroll.pay import schedule_pay as schedule_pay
