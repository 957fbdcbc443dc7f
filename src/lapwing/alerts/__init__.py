"""Alerts: events that meet a rule, or a rise of them, told once to a web address, a mailbox or a program.

rule = read_rule("type=ASSAULT and country=SDN")
run_alerts(Store("out"), rule, [webhook("https://desk.example/hook")], on=date(2024, 6, 4), at=datetime.now(UTC))
"""

from __future__ import annotations

from lapwing.alerts.deliver import DeliveryFailed, Destination, command, email, read_destination, webhook
from lapwing.alerts.find import last_story_day
from lapwing.alerts.rise import Rise, measure_rise
from lapwing.alerts.rules import RiseRule, Rule, read_rule
from lapwing.alerts.run import Alert, Outcome, run_alerts

__all__ = [
    "Alert", "DeliveryFailed", "Destination", "Outcome", "Rise", "RiseRule", "Rule", "command", "email", "last_story_day", "measure_rise", "read_destination",
    "read_rule", "run_alerts", "webhook",
]  # fmt: skip
