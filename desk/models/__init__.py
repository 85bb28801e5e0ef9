# SPDX-License-Identifier: LicenseRef-Desk
"""The nouns: importing this package registers every table."""

from desk.models.announcement import Announcement
from desk.models.assistant import AutomaticAnswer, Bot, BotTask, Translation
from desk.models.base import Base
from desk.models.capture import Capture
from desk.models.consent import ConsentEntry
from desk.models.conversation import Conversation, Draft, Membership, Notice, Presence, ThreadReference
from desk.models.customer import ContactPoint, Customer
from desk.models.delivery import Attempt, Content, Delivery, DeliveryTotal
from desk.models.evaluation import Evaluation
from desk.models.event import Event
from desk.models.identity import new_id
from desk.models.lease import Lease
from desk.models.location import Location
from desk.models.mailbox import Folder, Mailbox, Placement, ServerJob
from desk.models.message import Attachment, Blob, ImageAllowance, Message, SavedReply, Tombstone, Written
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
    "Attachment",
    "Attempt",
    "AutomaticAnswer",
    "Base",
    "Blob",
    "Bot",
    "BotTask",
    "Capture",
    "ConsentEntry",
    "ContactPoint",
    "Content",
    "Conversation",
    "Customer",
    "Delivery",
    "DeliveryTotal",
    "Draft",
    "Evaluation",
    "Event",
    "Folder",
    "ImageAllowance",
    "Lease",
    "Location",
    "Mailbox",
    "Membership",
    "Message",
    "Notice",
    "Notification",
    "Operator",
    "Placement",
    "Presence",
    "Provider",
    "Record",
    "Rule",
    "RuleTotal",
    "SavedReply",
    "ServerJob",
    "Setting",
    "Suppression",
    "Template",
    "TemplateVersion",
    "ThreadReference",
    "Timer",
    "Tombstone",
    "Translation",
    "Written",
    "new_id",
]
