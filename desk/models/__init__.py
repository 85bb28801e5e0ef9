# SPDX-License-Identifier: LicenseRef-Desk
"""The nouns: importing this package registers every table."""

from desk.models.announcement import Announcement
from desk.models.base import Base
from desk.models.capture import Capture
from desk.models.consent import ConsentEntry
from desk.models.customer import ContactPoint, Customer
from desk.models.delivery import Attempt, Content, Delivery, DeliveryTotal
from desk.models.evaluation import Evaluation
from desk.models.event import Event
from desk.models.identity import new_id
from desk.models.lease import Lease
from desk.models.location import Location
from desk.models.notification import Notification
from desk.models.operator import Operator
from desk.models.provider import Provider
from desk.models.record import Record
from desk.models.rule import Rule, RuleTotal
from desk.models.setting import Setting
from desk.models.suppression import Suppression
from desk.models.template import Template, TemplateVersion
from desk.models.timer import Timer

__all__ = [
    "Announcement",
    "Attempt",
    "Base",
    "Capture",
    "ConsentEntry",
    "ContactPoint",
    "Content",
    "Customer",
    "Delivery",
    "DeliveryTotal",
    "Evaluation",
    "Event",
    "Lease",
    "Location",
    "Notification",
    "Operator",
    "Provider",
    "Record",
    "Rule",
    "RuleTotal",
    "Setting",
    "Suppression",
    "Template",
    "TemplateVersion",
    "Timer",
    "new_id",
]
