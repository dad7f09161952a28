"""One's own portfolio, and the page that its owner shares."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.journal.operations import actor_of
from eventkit.people.models import Group, Person
from eventkit.portfolio import operations
from eventkit.portfolio.chapters import folio
from eventkit.portfolio.forms import NoteForm
from eventkit.portfolio.groups import group_chapters, groups_of, pair_of_id, team_of_id
from eventkit.portfolio.models import PairShare, PortfolioItem, PortfolioShare
from eventkit.portfolio.pairs import (
    events_naming_both,
    pair_share_by_token,
    pair_share_of,
)
from eventkit.portfolio.queries import (
    item_of,
    items_of,
    person_with_school,
    share_by_token,
    share_of,
)
from eventkit.portfolio.rules import may_edit_item, may_see_group, may_share_pair
from eventkit.printing import qr
from eventkit.web.access import access, anyone, signed_in
from eventkit.web.requests import commit
from eventkit.web.security import limiter
from eventkit.web.urls import full_url
from eventkit.web.viewer import current_viewer

bp = Blueprint("portfolio", __name__)
Page = str | Response | tuple[str, int]


def own_item(item_id: int) -> PortfolioItem | None:
    """A line of the viewer; another person's is not found."""
    return item_of(current_viewer().person_id or 0, item_id)


def own_person() -> Person | None:
    """The viewer's person."""
    return person_with_school(current_viewer().person_id)


@bp.get("/me/portfolio")
@access(signed_in)
def mine() -> Page:
    """The own portfolio with what the owner may change."""
    person = own_person()
    if person is None:
        return render_template("portfolio/nobody.html")
    shared = share_of(person.id)
    address = full_url(url_for("portfolio.shared", token=shared.token)) if shared else ""
    return render_template(
        "portfolio/mine.html",
        folio=folio(person, items_of(person.id, with_hidden=True)),
        address=address,
        code=_code(address),
        groups=groups_of(person.id),
    )


@bp.post("/me/portfolio/<int:item_id>/hide")
@access(may_edit_item, own_item)
def hide(item: PortfolioItem) -> Page:
    """Take a line off the shared page."""
    operations.set_hidden(item, True)
    commit()
    flash(_("Запись скрыта. По ссылке её не видно."), "ok")
    return redirect(url_for("portfolio.mine", _anchor=f"item-{item.id}"))


@bp.post("/me/portfolio/<int:item_id>/show")
@access(may_edit_item, own_item)
def show(item: PortfolioItem) -> Page:
    """Put a line back."""
    operations.set_hidden(item, False)
    commit()
    flash(_("Запись снова видна по ссылке."), "ok")
    return redirect(url_for("portfolio.mine", _anchor=f"item-{item.id}"))


@bp.get("/me/portfolio/<int:item_id>/note")
@access(may_edit_item, own_item)
def edit_note(item: PortfolioItem) -> Page:
    """Write own words beside a line."""
    return render_template("portfolio/note.html", item=item, form=NoteForm(obj=item))


@bp.post("/me/portfolio/<int:item_id>/note")
@access(may_edit_item, own_item)
def save_note(item: PortfolioItem) -> Page:
    """Keep the note."""
    form = NoteForm()
    if not form.validate_on_submit():
        return render_template("portfolio/note.html", item=item, form=form), 422
    operations.set_note(item, form.note.data)
    commit()
    flash(_("Пояснение сохранено."), "ok")
    return redirect(url_for("portfolio.mine", _anchor=f"item-{item.id}"))


@bp.post("/me/portfolio/share")
@access(signed_in)
def share() -> Page:
    """Open the portfolio to whoever gets the link."""
    person = own_person()
    if person is None:
        return redirect(url_for("portfolio.mine"))
    operations.share(person, actor=actor_of(current_viewer()))
    commit()
    flash(_("Ссылка готова. Портфолио увидит каждый, у кого она есть."), "ok")
    return redirect(url_for("portfolio.mine", _anchor="share"))


@bp.post("/me/portfolio/revoke")
@access(signed_in)
def revoke() -> Page:
    """Close the link for everybody who has it."""
    person = own_person()
    if person is not None and operations.revoke_share(person, actor=actor_of(current_viewer())):
        commit()
        flash(_("Ссылка больше не открывается. Можно сделать новую."), "ok")
    return redirect(url_for("portfolio.mine", _anchor="share"))


@bp.get("/me/pairs/<int:group_id>")
@access(may_see_group, pair_of_id)
def pair(group: Group) -> Page:
    """What a pair has done and won together, for its members."""
    shared = pair_share_of(group.id)
    address = full_url(url_for("portfolio.shared_pair", token=shared.token)) if shared else ""
    return render_template(
        "portfolio/pair.html",
        pair=group,
        chapters=group_chapters(group),
        may_share=may_share_pair(current_viewer(), group),
        address=address,
        code=_code(address),
    )


@bp.post("/me/pairs/<int:group_id>/share")
@access(may_share_pair, pair_of_id)
def share_pair(group: Group) -> Page:
    """Open the portfolio of the pair to whoever gets the link."""
    operations.share_pair(group, actor=actor_of(current_viewer()))
    commit()
    flash(_("Ссылка готова. Портфолио пары увидит каждый, у кого она есть."), "ok")
    return redirect(url_for("portfolio.pair", group_id=group.id, _anchor="share"))


@bp.post("/me/pairs/<int:group_id>/revoke")
@access(may_share_pair, pair_of_id)
def revoke_pair(group: Group) -> Page:
    """Close the link for everybody who has it, whichever of the two made it."""
    if operations.revoke_pair_share(group, actor=actor_of(current_viewer())):
        commit()
        flash(_("Ссылка больше не открывается. Можно сделать новую."), "ok")
    return redirect(url_for("portfolio.pair", group_id=group.id, _anchor="share"))


@bp.get("/me/teams/<int:group_id>")
@access(may_see_group, team_of_id)
def team(group: Group) -> Page:
    """What a team has done and won together, for its members."""
    return render_template("portfolio/team.html", team=group, chapters=group_chapters(group))


@bp.get("/p/pair/<token>")
@limiter.limit("120 per minute")
@access(anyone, pair_share_by_token)
def shared_pair(share: PairShare) -> Page:
    """What the pair shows: results, and names only of contests where both agreed to them."""
    chapters = group_chapters(share.group)
    address = full_url(url_for("portfolio.shared_pair", token=share.token))
    page = render_template(
        "portfolio/shared_pair.html",
        pair=share.group,
        chapters=chapters,
        named=events_naming_both(
            share.group, {row.calculation.event_id for one in chapters for row in one.rows}
        ),
        code=_code(address),
    )
    response = make_response(page)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@bp.get("/p/<token>")
@limiter.limit("120 per minute")
@access(anyone, share_by_token)
def shared(share: PortfolioShare) -> Page:
    """What the owner shows: visible lines, nothing private, and no search engine comes here."""
    address = full_url(url_for("portfolio.shared", token=share.token))
    page = render_template(
        "portfolio/shared.html",
        folio=folio(share.person, items_of(share.person_id)),
        address=address,
        code=_code(address),
    )
    response = make_response(page)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _code(address: str) -> str:
    if not address:
        return ""
    return qr.svg(address, title=_("QR-код этой страницы"), prefix="share", css_class="")
