"""The first version: every table, as `storage.tables` has them. Later versions say only what they change."""

from __future__ import annotations

from alembic import op

from storage.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    metadata.create_all(op.get_bind())


def downgrade() -> None:
    """Take every table away."""
    metadata.drop_all(op.get_bind())
