"""Navigation and buttons: "Skip to content", "All news", "Menu", "Edit post", "Back to top", page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lines import whole_line

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

LONGEST = 60  # characters
BUTTON = whole_line(
    r"skip to (the )?(main |page )?(content|navigation|menu|article|footer)|edit post|(all|latest) news"
    r"|home( ?page)?|front page|menu",
    r"search( this site)?|close( (menu|window))?|open menu|back( to (top|the top|home|all).{0,20})?|(to )?top"
    r"|next( (page|article|story|post))?",
    r"prev(ious)?( (page|article|story|post))?|loading( more)?|go back|contents?|navigation|print( (this )?(article"
    r"|page|version|story))?",
    r"(show|load|view|see|read) (more|less|all)( \w+){0,2}|more|(play|pause|mute|unmute)( (video|audio))?|replay"
    r"|now playing|expand|collapse",
    r"(hide|toggle|show) (caption|menu|navigation|navbar|comments|sidebar)|settings|text size.{0,12}"
    r"|font size.{0,12}|a ?\+ ?a ?-?|aa?",
    r"cookies?( (settings|policy))?|privacy( (policy|notice))?|terms( (of|and) \w+)?|contact( us)?|about( us)?"
    r"|advertise( with us)?|careers",
    r"help|faqs?|site ?map|(open|read) in app|get the app|language|accept( all)?|reject( all)?|ok|got it|dismiss"
    r"|cancel|submit|send|reset",
    r"\d+ ?/ ?\d+|\d+ of \d+|(image|photo|slide|page) \d+( of \d+)?|enlarge( (this )?(image|photo))?|view (larger"
    r"|gallery|photos)|gallery",
    r"startseite|accueil|inicio|zurück|retour|volver|главная|назад|ホーム|首页|beranda",
)


def is_navigation(block: Block, view: View) -> bool:
    return len(block.text) <= LONGEST and BUTTON.fullmatch(block.lowered) is not None
