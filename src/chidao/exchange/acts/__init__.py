"""Acts of exchange: codes, documents sent, messages taken in, statuses said."""

from __future__ import annotations

from chidao.exchange.acts import codes, exporting, following, importing, statuses
from chidao.exchange.acts.codes import RegisterOrganCode, register_organ_code
from chidao.exchange.acts.exporting import ExportDocument, export_document
from chidao.exchange.acts.importing import ImportMessage, import_message
from chidao.exchange.acts.statuses import SendStatus, send_status

__all__ = [
    "ExportDocument",
    "ImportMessage",
    "RegisterOrganCode",
    "SendStatus",
    "codes",
    "export_document",
    "exporting",
    "following",
    "import_message",
    "importing",
    "register_organ_code",
    "send_status",
    "statuses",
]
