"""What repeated lines are worth: the measured sets extracted page by page, and then as one archive each.

    python -m tests.score_repeated            # ../shared/data and ../shared/tools, where they lie beside the project

Prints of each set the scorer's row before and after, how many pages changed, and the lines that went most often.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from broadsheet_index.article import Article
from broadsheet_index.as_json import extracted
from broadsheet_index.errors import BroadsheetError
from broadsheet_index.extraction import extract_file
from broadsheet_index.repeated import read_together
from broadsheet_index.repeated.applied import RULE

SHARED = Path(__file__).parent.parent.parent / "shared"
SETS = ("aeb", "fundus_eval", "fundus_tests", "l3s_gn1", "dragnet")


def articles(folder: Path, hosts: dict[str, str]) -> Iterator[tuple[str, Article]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            try:
                article = extract_file(path)
            except BroadsheetError:
                continue
            host = hosts.get(path.name.split(".")[0])
            yield path.name, replace(article, source=replace(article.source, domain=article.source.domain or host))


def scored(found: dict[str, Article], gold: Path, text: bool) -> str:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for article in found.values():
            file.write(json.dumps(extracted(article)) + "\n")
        file.flush()
        command = [sys.executable, str(SHARED / "tools" / "score_extraction.py"), file.name, "--gold", str(gold)]
        done = subprocess.run(command + (["--text"] if text else []), capture_output=True, text=True, check=False)
    return done.stdout.strip() or done.stderr.strip()


def told(name: str, found: dict[str, Article], gold: Path, text: bool) -> None:
    after = read_together(found)
    changed = [id for id in found if after[id] != found[id]]
    print(f"== {name}: {len(found)} pages, {len(changed)} changed")
    print("before", scored(found, gold, text), "after", scored(after, gold, text), sep="\n")
    gone = Counter(block.text[:90] for id in changed for block in after[id].removed if RULE.fullmatch(block.rule))
    for line, times in gone.most_common(12):
        print(f"   {times} x {line}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "text"
        subprocess.run([sys.executable, SHARED / "tools" / "make_text_pages.py", SHARED / "data" / "text", pages], check=True)
        for name in SETS:
            gold = SHARED / "data" / "html" / name / "gold.jsonl"
            hosts = {}
            for line in gold.read_text(encoding="utf-8").splitlines():
                record = json.loads(line)
                if record.get("url"):
                    hosts[record["id"]] = urlsplit(record["url"]).hostname or ""
            told(f"html {name}", dict(articles(gold.parent / "pages", hosts)), gold, text=False)
            if (pages / name).is_dir():
                told(f"dumps {name}", dict(articles(pages / name, hosts)), gold, text=True)


if __name__ == "__main__":
    main()
