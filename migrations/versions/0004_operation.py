"""What keeps runs apart, and what a run says of itself."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TIMESTAMP

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INSTANT = sa.Text().with_variant(TIMESTAMP(timezone=True), "postgresql")
COUNTS = ("rejects", "notices_learned", "articles_cleaned_again", "articles_stale")


def upgrade() -> None:
    """Make the lock, and add to the runs what learning did, the reasons and the seconds."""
    op.create_table(
        "run_locks",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("machine", sa.Text(), nullable=False),
        sa.Column("process", sa.BigInteger(), nullable=False),
        sa.Column("process_began", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("taken_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_run_locks"),
    )
    op.add_column("ingest_runs", sa.Column("work", sa.Text(), nullable=False, server_default="ingest"))
    for name in COUNTS:
        op.add_column("ingest_runs", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("ingest_runs", sa.Column("reasons", sa.JSON(), nullable=True))
    op.add_column("ingest_runs", sa.Column("seconds", sa.Double(), nullable=True))
    op.add_column("ingest_runs", sa.Column("step_seconds", sa.JSON(), nullable=True))
    op.add_column("rejects", sa.Column("ignored_at", INSTANT, nullable=True))
    op.create_index(
        "ix_articles_versions",
        "articles",
        ["cleaner_version", "recogniser", "recogniser_version", "resolver_version"],
    )
