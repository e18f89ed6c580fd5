"""The examples' database, and its pages as a server answers them, without a port."""

import asyncio
from types import SimpleNamespace

import httpx
import pytest

from db.site.served import application
from tests.demo import demo, demo_engine

__all__ = ["demo", "demo_engine", "get"]


@pytest.fixture(scope="session")
def get(demo, demo_engine):
    """Ask the server for an address; gives status, headers and text."""
    with application(demo_engine, demo) as app:

        async def ask(address, headers):
            transport = httpx.ASGITransport(app=app)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                return await client.get(address, headers=headers)

        def get(address, **headers):
            answer = asyncio.run(ask(address, headers))
            return SimpleNamespace(status=answer.status_code, headers=answer.headers, text=answer.text)

        yield get
