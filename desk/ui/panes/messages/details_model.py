# SPDX-License-Identifier: LicenseRef-Desk
"""What the details pane shows: who the open conversation is with."""

from desk.services.store import Change
from desk.ui.detail_model import Detail, DetailModel
from desk.ui.panes.messages.details_readings import Details, read_details

TOPICS = (Change.CONVERSATIONS, Change.CUSTOMERS, Change.RECORDS, Change.DELIVERIES, Change.CONSENT)
DETAILS: Detail[Details] = Detail(read=read_details, topics=TOPICS, first=1)
DetailsModel = DetailModel[Details]
