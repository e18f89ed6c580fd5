"""The tables. Import as `from db import models`; `models.Base.metadata` holds them all."""

from db.instants import instant_text
from db.models.articles import Article, ArticleRevision, MentionRevision, Source, SourceFact
from db.models.base import Base, Instant
from db.models.cleaning import Block, CleaningRule
from db.models.decisions import LearnedNotice, NoticeCandidate, NoticeVeto, Restoration, SourceToReview
from db.models.documents import Collection, Document, File
from db.models.judgements import EntityJudgement, EntityOffice, EntityTie
from db.models.names import Entity, EntityAlias, EntityCountry, Mention, Role
from db.models.runs import DataDictionary, IngestRun, Reject, RunLock
from db.models.summaries import Appearance, CountryAppearance, EntityTotal

__all__ = [
    "Appearance",
    "Article",
    "ArticleRevision",
    "Base",
    "Block",
    "CleaningRule",
    "Collection",
    "CountryAppearance",
    "DataDictionary",
    "Document",
    "Entity",
    "EntityAlias",
    "EntityCountry",
    "EntityJudgement",
    "EntityOffice",
    "EntityTie",
    "EntityTotal",
    "File",
    "IngestRun",
    "Instant",
    "LearnedNotice",
    "Mention",
    "MentionRevision",
    "NoticeCandidate",
    "NoticeVeto",
    "Reject",
    "Restoration",
    "Role",
    "RunLock",
    "Source",
    "SourceFact",
    "SourceToReview",
    "instant_text",
]
