# SPDX-License-Identifier: LicenseRef-Desk
"""The message centre: mailboxes, conversations, messages, drafts, bots, translations."""

import sqlalchemy as sa
from alembic import op

from desk.models import columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "automatic_answer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_automatic_answer")),
    )
    with op.batch_alter_table("automatic_answer", schema=None) as batch_op:
        batch_op.create_index("ix_automatic_answer_address", ["address", "at"], unique=False)
        batch_op.create_index("ix_automatic_answer_conversation_id", ["conversation_id"], unique=False)

    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )
    op.create_table(
        "bot",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.Column("updated_at", columns.UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("settings", columns.Document, nullable=False),
        sa.Column("channels", columns.Document, nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("health_code", sa.String(length=60), nullable=False),
        sa.Column("health_at", columns.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bot")),
    )
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.Column("updated_at", columns.UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("channel", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("customer_id", sa.String(length=32), nullable=True),
        sa.Column("correspondent", sa.String(length=320), nullable=False),
        sa.Column("correspondent_name", sa.String(length=200), nullable=False),
        sa.Column("record_id", sa.String(length=32), nullable=True),
        sa.Column("record_choices", columns.Document, nullable=False),
        sa.Column("location_id", sa.String(length=32), nullable=True),
        sa.Column("mailbox_id", sa.String(length=32), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("last_at", columns.UtcDateTime(), nullable=False),
        sa.Column("last_author", sa.String(length=24), nullable=False),
        sa.Column("preview", sa.String(length=200), nullable=False),
        sa.Column("unread", sa.Integer(), nullable=False),
        sa.Column("message_count", sa.Integer(), nullable=False),
        sa.Column("is_flagged", sa.Boolean(), nullable=False),
        sa.Column("has_attachment", sa.Boolean(), nullable=False),
        sa.Column("waiting_since", columns.UtcDateTime(), nullable=True),
        sa.Column("snoozed_until", columns.UtcDateTime(), nullable=True),
        sa.Column("tags", columns.Document, nullable=False),
        sa.Column("assignee_ids", columns.Document, nullable=False),
        sa.Column("bot_id", sa.String(length=32), nullable=True),
        sa.Column("bot_blocked_until", columns.UtcDateTime(), nullable=True),
        sa.Column("is_separate", sa.Boolean(), nullable=False),
        sa.Column("merged_into", sa.String(length=32), nullable=True),
        sa.Column("deleted_at", columns.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
    )
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.create_index("ix_conversation_correspondent", ["correspondent", "last_at"], unique=False)
        batch_op.create_index("ix_conversation_customer_id", ["customer_id", "last_at"], unique=False)
        batch_op.create_index("ix_conversation_record_id", ["record_id"], unique=False)
        batch_op.create_index(
            "ix_conversation_snoozed",
            ["snoozed_until"],
            unique=False,
            sqlite_where=sa.text("snoozed_until is not null"),
            postgresql_where=sa.text("snoozed_until is not null"),
        )
        batch_op.create_index(
            "ix_conversation_state",
            [
                "state",
                "last_at",
                "id",
                "unread",
                "waiting_since",
                "is_flagged",
                "has_attachment",
                "channel",
                "last_author",
                "location_id",
                "mailbox_id",
                "language",
                "deleted_at",
                "merged_into",
            ],
            unique=False,
            sqlite_where=sa.text("deleted_at is null and merged_into is null"),
            postgresql_where=sa.text("deleted_at is null and merged_into is null"),
        )
        batch_op.create_index(
            "ix_conversation_unread",
            ["state", "last_at", "id", "deleted_at", "merged_into"],
            unique=False,
            sqlite_where=sa.text("unread > 0 and deleted_at is null and merged_into is null"),
            postgresql_where=sa.text("unread > 0 and deleted_at is null and merged_into is null"),
        )
        batch_op.create_index(
            "ix_conversation_waiting",
            ["state", "waiting_since", "id", "deleted_at", "merged_into"],
            unique=False,
            sqlite_where=sa.text("waiting_since is not null and deleted_at is null and merged_into is null"),
            postgresql_where=sa.text(
                "waiting_since is not null and deleted_at is null and merged_into is null"
            ),
        )

    op.create_table(
        "draft",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.Column("updated_at", columns.UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=True),
        sa.Column("operator_id", sa.String(length=32), nullable=True),
        sa.Column("customer_id", sa.String(length=32), nullable=True),
        sa.Column("content", columns.Document, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index("ix_draft_conversation_id", ["conversation_id"], unique=False)
        batch_op.create_index("ix_draft_operator_id", ["operator_id", "updated_at"], unique=False)

    op.create_table(
        "image_allowance",
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("allowed_at", columns.UtcDateTime(), nullable=False),
        sa.Column("operator_id", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_image_allowance")),
    )
    op.create_table(
        "mailbox",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.Column("updated_at", columns.UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("operator_id", sa.String(length=32), nullable=True),
        sa.Column("location_id", sa.String(length=32), nullable=True),
        sa.Column("provider_id", sa.String(length=32), nullable=True),
        sa.Column("settings", columns.Document, nullable=False),
        sa.Column("backfill_days", sa.Integer(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_paused", sa.Boolean(), nullable=False),
        sa.Column("is_sandbox", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("health", sa.String(length=24), nullable=False),
        sa.Column("health_code", sa.String(length=60), nullable=False),
        sa.Column("health_text", sa.String(length=500), nullable=False),
        sa.Column("health_at", columns.UtcDateTime(), nullable=True),
        sa.Column("synced_at", columns.UtcDateTime(), nullable=True),
        sa.Column("progress_done", sa.Integer(), nullable=False),
        sa.Column("progress_total", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailbox")),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.Column("operator_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=True),
        sa.Column("message_id", sa.String(length=32), nullable=True),
        sa.Column("detail", columns.Document, nullable=False),
        sa.Column("read_at", columns.UtcDateTime(), nullable=True),
        sa.Column("told_at", columns.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index("ix_notice_operator_id", ["operator_id", "read_at", "id"], unique=False)

    op.create_table(
        "saved_reply",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.Column("updated_at", columns.UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("shortcut", sa.String(length=40), nullable=False),
        sa.Column("folder", sa.String(length=80), nullable=False),
        sa.Column("operator_id", sa.String(length=32), nullable=True),
        sa.Column("texts", columns.Document, nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_reply")),
    )
    op.create_table(
        "tombstone",
        sa.Column("header_id", sa.String(length=250), nullable=False),
        sa.Column("deleted_at", columns.UtcDateTime(), nullable=False),
        sa.Column("operator_id", sa.String(length=32), nullable=True),
        sa.Column("on_server", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("header_id", name=op.f("pk_tombstone")),
    )
    op.create_table(
        "folder",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("mailbox_id", sa.String(length=32), nullable=False),
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column("delimiter", sa.String(length=4), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("is_synced", sa.Boolean(), nullable=False),
        sa.Column("uid_validity", sa.BigInteger(), nullable=True),
        sa.Column("uid_next", sa.BigInteger(), nullable=False),
        sa.Column("uid_low", sa.BigInteger(), nullable=False),
        sa.Column("highest_modseq", sa.BigInteger(), nullable=False),
        sa.Column("synced_at", columns.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mailbox_id"], ["mailbox.id"], name=op.f("fk_folder_mailbox_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folder")),
    )
    with op.batch_alter_table("folder", schema=None) as batch_op:
        batch_op.create_index("uq_folder_path", ["mailbox_id", "path"], unique=True)

    op.create_table(
        "membership",
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("operator_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_membership_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "operator_id", "kind", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index("ix_membership_operator_id", ["operator_id", "kind"], unique=False)

    op.create_table(
        "message",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("search_key", sa.BigInteger(), nullable=False),
        sa.Column("direction", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("channel", sa.String(length=24), nullable=True),
        sa.Column("author", sa.String(length=24), nullable=False),
        sa.Column("operator_id", sa.String(length=32), nullable=True),
        sa.Column("rule_id", sa.String(length=32), nullable=True),
        sa.Column("bot_id", sa.String(length=32), nullable=True),
        sa.Column("customer_id", sa.String(length=32), nullable=True),
        sa.Column("record_id", sa.String(length=32), nullable=True),
        sa.Column("mailbox_id", sa.String(length=32), nullable=True),
        sa.Column("delivery_id", sa.String(length=32), nullable=True),
        sa.Column("header_id", sa.String(length=250), nullable=True),
        sa.Column("sender", sa.String(length=320), nullable=False),
        sa.Column("sender_name", sa.String(length=200), nullable=False),
        sa.Column("recipients", columns.Document, nullable=False),
        sa.Column("subject", sa.String(length=998), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("preview", sa.String(length=200), nullable=False),
        sa.Column("has_html", sa.Boolean(), nullable=False),
        sa.Column("at", columns.UtcDateTime(), nullable=False),
        sa.Column("received_at", columns.UtcDateTime(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("raw_sha256", sa.String(length=64), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("is_read", sa.Boolean(), nullable=False),
        sa.Column("is_flagged", sa.Boolean(), nullable=False),
        sa.Column("is_automatic", sa.Boolean(), nullable=False),
        sa.Column("images_allowed", sa.Boolean(), nullable=False),
        sa.Column("detail", columns.Document, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_message_conversation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index("ix_message_conversation_id", ["conversation_id", "at", "id"], unique=False)
        batch_op.create_index(
            "ix_message_delivery_id",
            ["delivery_id"],
            unique=False,
            sqlite_where=sa.text("delivery_id is not null"),
            postgresql_where=sa.text("delivery_id is not null"),
        )
        batch_op.create_index(
            "ix_message_raw",
            ["raw_sha256"],
            unique=False,
            sqlite_where=sa.text("raw_sha256 is not null"),
            postgresql_where=sa.text("raw_sha256 is not null"),
        )
        batch_op.create_index("uq_message_header_id", ["header_id"], unique=True)
        batch_op.create_index("uq_message_search_key", ["search_key"], unique=True)

    op.create_table(
        "presence",
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("workstation", sa.String(length=64), nullable=False),
        sa.Column("operator_id", sa.String(length=32), nullable=True),
        sa.Column("is_writing", sa.Boolean(), nullable=False),
        sa.Column("seen_at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_presence_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "workstation", name=op.f("pk_presence")),
    )
    op.create_table(
        "server_job",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("mailbox_id", sa.String(length=32), nullable=False),
        sa.Column("message_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("detail", columns.Document, nullable=False),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.Column("due_at", columns.UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["mailbox_id"], ["mailbox.id"], name=op.f("fk_server_job_mailbox_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_server_job")),
    )
    with op.batch_alter_table("server_job", schema=None) as batch_op:
        batch_op.create_index("ix_server_job_mailbox_id", ["mailbox_id", "due_at"], unique=False)
        batch_op.create_index("ix_server_job_message_id", ["message_id"], unique=False)

    op.create_table(
        "thread_reference",
        sa.Column("header_id", sa.String(length=250), nullable=False),
        sa.Column("party", sa.String(length=320), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_thread_reference_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("header_id", "party", name=op.f("pk_thread_reference")),
    )
    with op.batch_alter_table("thread_reference", schema=None) as batch_op:
        batch_op.create_index("ix_thread_reference_conversation_id", ["conversation_id"], unique=False)

    op.create_table(
        "attachment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("message_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content_id", sa.String(length=250), nullable=False),
        sa.Column("is_inline", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_attachment_message_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index("ix_attachment_message_id", ["message_id", "position"], unique=False)

    op.create_table(
        "bot_task",
        sa.Column("message_id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("due_at", columns.UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("is_forced", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_bot_task_message_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_bot_task")),
    )
    with op.batch_alter_table("bot_task", schema=None) as batch_op:
        batch_op.create_index("ix_bot_task_due_at", ["due_at"], unique=False)

    op.create_table(
        "placement",
        sa.Column("folder_id", sa.String(length=32), nullable=False),
        sa.Column("uid", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.String(length=32), nullable=False),
        sa.Column("flags", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["folder_id"], ["folder.id"], name=op.f("fk_placement_folder_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("folder_id", "uid", name=op.f("pk_placement")),
    )
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.create_index("ix_placement_message_id", ["message_id"], unique=False)

    op.create_table(
        "translation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("message_id", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("source_language", sa.String(length=12), nullable=False),
        sa.Column("engine", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("error", sa.String(length=300), nullable=False),
        sa.Column("is_automatic", sa.Boolean(), nullable=False),
        sa.Column("created_at", columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_translation_message_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
    )
    with op.batch_alter_table("translation", schema=None) as batch_op:
        batch_op.create_index("ix_translation_state", ["state", "id"], unique=False)
        batch_op.create_index("uq_translation_message_id", ["message_id", "language"], unique=True)

    op.create_table(
        "written",
        sa.Column("notification_id", sa.String(length=32), nullable=False),
        sa.Column("content", columns.Document, nullable=False),
        sa.Column("raw_sha256", sa.String(length=64), nullable=True),
        sa.Column("settled_as", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["notification_id"],
            ["notification.id"],
            name=op.f("fk_written_notification_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("notification_id", name=op.f("pk_written")),
    )
    with op.batch_alter_table("written", schema=None) as batch_op:
        batch_op.create_index(
            "ix_written_settled_as",
            ["notification_id"],
            unique=False,
            sqlite_where=sa.text("settled_as <> 'sent'"),
            postgresql_where=sa.text("settled_as <> 'sent'"),
        )

    with op.batch_alter_table("contact_point", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("soft_bounces", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )

    with op.batch_alter_table("operator", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("password_hash", sa.String(length=200), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("failed_sign_ins", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(sa.Column("locked_until", columns.UtcDateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("wishes", columns.Document, server_default=sa.text("'{}'"), nullable=False)
        )
