"""The tables. Times are whole microseconds since 1970 in UTC; what only the core understands is a JSON document.

A new kind of matter needs no migration: its body is a document. The columns beside the documents are what lists,
ledgers and alarms select by. `wake_at` is set exactly while an obligation is live, so the partial indexes on it are
small however long the history grows.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, String, Table, Text, text

metadata = MetaData()

_SPOKEN = text("matter IS NOT NULL")
_WEB = text("channel = 'web'")

inbox = Table(
    "inbox",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("channel", String, nullable=False),
    Column("key", String, nullable=False),
    Column("chat", String, nullable=False),
    Column("lane", String, nullable=False),
    Column("message", String, nullable=False),  # the platform's id of what was written
    Column("matter", BigInteger),  # what it opened or spoke of
    Column("at", BigInteger, nullable=False),
    Column("raw", Text, nullable=False),
    Column("refused", String, nullable=False),  # the kind of classified mark, empty for none
    Column("status", String, nullable=False),  # new, done, failed:<code>
    Index("inbox_key", "channel", "key", unique=True),
    Index("inbox_chat", "chat", "id", sqlite_where=_WEB, postgresql_where=_WEB),
    Index("inbox_matter", "channel", "chat", "message", sqlite_where=_SPOKEN, postgresql_where=_SPOKEN),
    Index("inbox_new", "id", sqlite_where=text("status = 'new'"), postgresql_where=text("status = 'new'")),
)

matters = Table(
    "matters",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("number", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("stage", String, nullable=False),
    Column("state", String, nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("opened_by", String),
    Column("closed_at", BigInteger),
    Column("starts_at", BigInteger),
    Column("ends_at", BigInteger),
    Column("subject", String),
    Column("unit", String),
    Column("body", Text, nullable=False),
    Index("matters_number", "number"),
    Index("matters_kind", "kind", "stage", "opened_at"),
    Index("matters_hours", "kind", "ends_at"),
)

_LIVE = text("wake_at IS NOT NULL")
_ASLEEP = text("status IN ('open', 'acknowledged') AND wake_at IS NULL")  # what the auditor hopes never to find

obligations = Table(
    "obligations",
    metadata,
    Column("matter", BigInteger, primary_key=True, autoincrement=False),
    Column("slot", Integer, primary_key=True, autoincrement=False),
    Column("owes", String, nullable=False),
    Column("debtor", String),
    Column("unit", String),
    Column("status", String, nullable=False),
    Column("started_at", BigInteger, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("done_at", BigInteger),
    Column("wake_at", BigInteger),
    Column("doc", Text, nullable=False),
    Index("obligations_wake", "wake_at", sqlite_where=_LIVE, postgresql_where=_LIVE),
    Index("obligations_debtor", "debtor", sqlite_where=_LIVE, postgresql_where=_LIVE),
    Index("obligations_act", "owes", "due_at"),
    Index("obligations_asleep", "matter", sqlite_where=_ASLEEP, postgresql_where=_ASLEEP),
    sqlite_with_rowid=False,
)

_WAITING = text("status IN ('pending', 'sending')")
_FAILED = text("status = 'failed'")
_EVIDENCE = text("slot IS NOT NULL")
_CARD = text("card <> ''")
_MESSAGE = text("message <> ''")

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("recipient", String, nullable=False),
    Column("channel", String, nullable=False),  # empty where nobody could be reached
    Column("chat", String, nullable=False),
    Column("urgency", String, nullable=False),
    Column("doc", Text, nullable=False),  # text, buttons, attachments
    Column("matter", BigInteger),
    Column("slot", Integer),
    Column("card", String, nullable=False),
    Column("reply_to", String, nullable=False),
    Column("main", Boolean, nullable=False),  # False for the copy in the web chat
    Column("status", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", BigInteger),
    Column("done_at", BigInteger),
    Column("message", String, nullable=False),  # the platform's id, once it has one
    Column("why", String, nullable=False),
    Index("outbox_waiting", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    Index("outbox_failed", "done_at", sqlite_where=_FAILED, postgresql_where=_FAILED),
    Index("outbox_evidence", "matter", sqlite_where=_EVIDENCE, postgresql_where=_EVIDENCE),
    Index("outbox_card", "card", "channel", "chat", sqlite_where=_CARD, postgresql_where=_CARD),
    Index("outbox_web", "chat", "id", sqlite_where=_WEB, postgresql_where=_WEB),
    Index("outbox_message", "channel", "chat", "message", sqlite_where=_MESSAGE, postgresql_where=_MESSAGE),
)

journal = Table(
    "journal",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("actor", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("verb", String, nullable=False),
    Column("matter", BigInteger),
    Column("detail", Text, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
    Index("journal_matter", "matter"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("channel", String, primary_key=True),
    Column("address", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("lost", Boolean, nullable=False),
    Column("language", String, nullable=False),
)

codes = Table(
    "codes",
    metadata,
    Column("hash", String, primary_key=True),
    Column("person", String, nullable=False),
    Column("issued_by", String),
    Column("until", BigInteger, nullable=False),
    Column("used", Boolean, nullable=False),
)

questions = Table(
    "questions",
    metadata,
    Column("person", String, primary_key=True),
    Column("doc", Text, nullable=False),
)

outages = Table(
    "outages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", String, nullable=False),  # empty for the bot itself
    Column("since", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
)

notes = Table(
    "notes",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)
