"""Judgements on entities, where they and the rules put each name, how sure that is, and roles."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TIMESTAMP

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(TIMESTAMP(timezone=True), "postgresql")
MOVED = sa.text("resolved_key IS NOT NULL")


def upgrade() -> None:
    """Tables beside those there are, and columns that nothing fills before names are resolved again."""
    op.create_table(
        "entity_judgements",
        sa.Column("id", KEY, nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("alias", sa.Text(), nullable=True),
        sa.Column("uri", sa.Text(), nullable=True),
        sa.Column("country_code", sa.Text(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("decided_at", INSTANT, nullable=False),
        sa.Column("refused", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_entity_judgements"),
    )
    op.create_index("ix_entity_judgements_key", "entity_judgements", ["key"])
    op.create_table(
        "entity_ties",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("entity_key", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sound", sa.Text(), nullable=True),
        sa.Column("register", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_entity_ties"),
        sa.UniqueConstraint("key", name="uq_entity_ties_key"),
    )
    op.create_index("ix_entity_ties_entity_key", "entity_ties", ["entity_key"])
    op.create_index("ix_entity_ties_sound", "entity_ties", ["sound"])
    op.create_table(
        "entity_offices",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("country_code", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entity_offices"),
        sa.UniqueConstraint("key", "country_code", name="uq_entity_offices_key_country_code"),
    )
    op.create_table(
        "roles",
        sa.Column("id", KEY, nullable=False),
        sa.Column("mention_id", KEY, nullable=False),
        sa.Column("entity_id", KEY, nullable=True),
        sa.Column("char_start", sa.Integer(), nullable=False),
        sa.Column("char_end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("country_code", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["entity_id"], ["entities.id"], name="fk_roles_entity_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["mention_id"], ["mentions.id"], name="fk_roles_mention_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_roles"),
        sa.UniqueConstraint("mention_id", "char_start", name="uq_roles_mention_id_char_start"),
    )
    op.create_index("ix_roles_entity_id", "roles", ["entity_id"])
    op.add_column("entities", sa.Column("sound", sa.Text(), nullable=True))
    op.create_index("ix_entities_sound", "entities", ["sound"])
    op.add_column("mentions", sa.Column("link_score", sa.Double(), nullable=True))
    op.add_column("mentions", sa.Column("place_score", sa.Double(), nullable=True))
    op.add_column("mentions", sa.Column("resolved_key", sa.Text(), nullable=True))
    op.create_index(
        "ix_mentions_resolved_key", "mentions", ["resolved_key"], sqlite_where=MOVED, postgresql_where=MOVED
    )
