"""A real OpenSearch of two nodes on loopback, for tests: from its published modules, brought by Maven, run by Java.

The first node leads and holds data; the second only holds data, so it may be killed. A node ends when this process does.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import pytest

HERE = Path(__file__).parent
JARS = HERE / "target" / "dependency"
MEMORY = "512m"
STARTED = 90  # seconds a node may take
BRING = ["mvn", "--quiet", "--batch-mode", "dependency:copy-dependencies", f"-DoutputDirectory={JARS}"]


def missing() -> str | None:
    """What this machine lacks to run OpenSearch; None: nothing."""
    for command in ("java", "mvn"):
        if shutil.which(command) is None:
            return f"no {command} on this machine"
    if not JARS.exists():
        brought = subprocess.run(BRING, cwd=HERE, capture_output=True, text=True, check=False)
        if brought.returncode:
            shutil.rmtree(JARS, ignore_errors=True)
            return "OpenSearch's modules cannot be had: " + (brought.stdout.strip().splitlines() or ["mvn failed"])[0]
    return None


REQUIRED = os.environ.get("BROADSHEET_OPENSEARCH") == "required"  # CI: what is missing fails, it is not skipped
LACKING = missing()
needs_opensearch = [
    pytest.mark.opensearch,
    pytest.mark.skipif(bool(LACKING) and not REQUIRED, reason=f"OpenSearch was not tried: {LACKING}"),
]


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


@dataclass
class Node:
    """name; port: of HTTP; home: its folder; others: transport addresses of the nodes that it looks for; memory: of its heap."""

    name: str
    home: Path
    roles: str
    others: Sequence[str] = ()
    memory: str = MEMORY
    port: int = field(default_factory=_free_port)
    transport: int = field(default_factory=_free_port)
    process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        settings = {
            "cluster.name": "broadsheet-tests",
            "node.name": self.name,
            "node.roles": self.roles,
            "http.port": self.port,
            "transport.port": self.transport,
            "discovery.seed_hosts": ",".join(self.others),
            # The fault tests kill a node: that it is gone should be seen in a second or two, and its copies not moved.
            "cluster.fault_detection.follower_check.interval": "500ms",
            "cluster.fault_detection.follower_check.retry_count": 2,
        }
        if "cluster_manager" in self.roles:
            settings["cluster.initial_cluster_manager_nodes"] = self.name
        command = ["java", f"-Xms{self.memory}", f"-Xmx{self.memory}", "-XX:+UseSerialGC", "-cp", f"{JARS}/*", str(HERE / "OneNode.java"), str(self.home)]
        log = (self.home / "log.txt").open("a", encoding="utf-8")
        self.process = subprocess.Popen(
            command + [f"{key}={value}" for key, value in settings.items() if value != ""],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        out: IO[str] | None = self.process.stdout
        assert out is not None
        for line in out:
            if line.strip() == "started":
                return
        raise RuntimeError(f"node {self.name} did not start: " + (self.home / "log.txt").read_text(encoding="utf-8")[-2000:])

    def kill(self) -> None:
        """As a machine that loses its power."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            assert self.process.stdin is not None
            self.process.stdin.close()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


class Cluster:
    """Two nodes."""

    def __init__(self, folder: Path, memory: str = MEMORY) -> None:
        self.first = Node("first", folder / "first", "cluster_manager,data,ingest", memory=memory)
        self.second = Node("second", folder / "second", "data,ingest", [f"127.0.0.1:{self.first.transport}"], memory)

    def address(self, name: str, *, shards: int = 2, replicas: int = 1) -> str:
        """Of an archive, through both nodes."""
        return f"http://127.0.0.1:{self.first.port},127.0.0.1:{self.second.port}/{name}?shards={shards}&replicas={replicas}"

    def start(self) -> None:
        self.first.start()
        self.second.start()
        self.settle(2)

    def settle(self, nodes: int) -> None:
        """Wait until so many nodes are there and every copy of a shard that can be is in its place."""
        wanted = f"wait_for_nodes={nodes}&wait_for_no_initializing_shards=true&wait_for_no_relocating_shards=true&timeout={STARTED}s"
        with urllib.request.urlopen(f"{self.first.url}/_cluster/health?{wanted}", timeout=STARTED + 10) as answer:
            assert answer.status == 200, answer.read()

    def stop(self) -> None:
        self.second.stop()
        self.first.stop()


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    started = Cluster(tmp_path_factory.mktemp("opensearch"))
    started.start()
    yield started
    started.stop()
