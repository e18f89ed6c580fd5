"""Summaries and indexes under the views that people ask; the views themselves are made by db.views."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

DAY = {
    "sqlite": "substr(a.published_at, 1, 10)",
    "postgresql": "to_char(a.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
}

# As db.loading.summaries stood then: what this step does never changes.
SUMS = (
    """INSERT INTO appearances (entity_id, article_id, mentions, in_title, first_start)
    SELECT entity_id, article_id, count(*), sum(CASE field WHEN 'title' THEN 1 ELSE 0 END),
           coalesce(min(CASE field WHEN 'title' THEN char_start END), min(char_start))
    FROM mentions WHERE entity_id IS NOT NULL GROUP BY entity_id, article_id""",
    """INSERT INTO country_appearances (country_code, article_id, by_name, by_others)
    SELECT country_code, article_id, sum(CASE label WHEN 'country' THEN 1 ELSE 0 END),
           sum(CASE label WHEN 'country' THEN 0 ELSE 1 END)
    FROM mentions WHERE country_code IS NOT NULL GROUP BY country_code, article_id""",
    """INSERT INTO entity_totals (entity_id, articles, mentions, first_published_on, last_published_on)
    SELECT p.entity_id, count(*), sum(p.mentions), min({day}), max({day})
    FROM appearances p JOIN articles a ON a.id = p.article_id GROUP BY p.entity_id""",
)


def upgrade() -> None:
    """Make the summaries and fill them from the mentions that are there."""
    op.create_table(
        "appearances",
        sa.Column("entity_id", KEY, nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("in_title", sa.Integer(), nullable=False),
        sa.Column("first_start", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_appearances_article_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["entity_id"], ["entities.id"], name="fk_appearances_entity_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entity_id", "article_id", name="pk_appearances"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_appearances_article_id", "appearances", ["article_id"])
    op.create_table(
        "country_appearances",
        sa.Column("country_code", sa.Text(), nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("by_name", sa.Integer(), nullable=False),
        sa.Column("by_others", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_country_appearances_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("country_code", "article_id", name="pk_country_appearances"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_country_appearances_article_id", "country_appearances", ["article_id"])
    op.create_table(
        "entity_totals",
        sa.Column("entity_id", KEY, autoincrement=False, nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("first_published_on", sa.Text(), nullable=True),
        sa.Column("last_published_on", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["entity_id"], ["entities.id"], name="fk_entity_totals_entity_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entity_id", name="pk_entity_totals"),
    )
    op.drop_index("ix_articles_source_id", "articles")
    op.create_index("ix_articles_by_source", "articles", ["source_id", "published_at", "word_count", "language"])
    op.create_index(
        "ix_blocks_removed",
        "blocks",
        ["rule", "role", "document_id", "raw_start", "raw_end"],
        sqlite_where=sa.text("NOT kept"),
        postgresql_where=sa.text("NOT kept"),
    )
    day = DAY[op.get_bind().dialect.name]
    for statement in SUMS:
        op.execute(statement.format(day=day))
