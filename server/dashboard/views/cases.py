"""Cases, and settling them."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from server.accesses import Action, record
from server.dashboard.errors import MalformedError, NotFoundError
from server.dashboard.queries import candidates as candidate_queries
from server.dashboard.queries import cases as queries
from server.dashboard.queries.cases import OUTCOMES, CaseLine, CaseState
from server.dashboard.visits import Visit
from server.database import WRITING
from server.tables import CaseKind, Settlement


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody has filled in. ``problems`` are keys of words."""

    outcome: str = ""
    note: str = ""
    problems: tuple[str, ...] = ()


def cases(visit: Visit) -> Response:
    """The cases that wait, or those that were settled or have closed."""
    kind_text, state_text = visit.text("kind"), visit.text("state") or CaseState.OPEN.value
    if state_text not in list(CaseState):
        raise MalformedError(f"expected one of {', '.join(CaseState)}")
    kind = _kind(kind_text) if kind_text else None
    state = CaseState(state_text)
    found = queries.cases(visit.db, visit.viewer, state, kind=kind, venue=visit.text("venue"), page=visit.page)
    return visit.answer(
        "cases.html",
        found=found[: queries.PAGE],
        has_more=len(found) > queries.PAGE,
        page=visit.page,
        waiting=queries.count_open(visit.db, visit.viewer),
        kind=kind,
        kinds=tuple(OUTCOMES),
        state=state,
        states=tuple(CaseState),
        venue=visit.text("venue"),
    )


def case(visit: Visit) -> Response:
    """One case: the facts, what was decided, and the form to settle it."""
    found = _find(visit)
    visit.record(Action.CASE, f"{found.kind}/{found.subject}")
    return _show(visit, found, Draft())


def settle(visit: Visit) -> Response:
    """Keep what a person decided, if the case is still as they saw it."""
    found = _find(visit)
    outcome, note = visit.form.get("outcome", ""), visit.form.get("note", "").replace("\r\n", "\n").strip()
    problems = []
    if outcome not in [each.value for each in OUTCOMES[found.kind]]:
        problems.append("settle.outcome.missing")
    if not 1 <= len(note) <= queries.MAX_NOTE:
        problems.append("settle.note.missing")
    if problems:
        return _show(visit, found, Draft(outcome, note, tuple(problems)), status=422)
    problem = _keep(visit, found, outcome, note)
    if problem is not None:
        visit.db.rollback()  # else the case would be read as it was before
        return _show(visit, _find(visit), Draft(outcome, note, (problem,)), status=409)
    return RedirectResponse(f"/cases/{found.kind}/{found.subject}?done=1", 303)


def _keep(visit: Visit, found: CaseLine, outcome: str, note: str) -> str | None:
    """Keep a settlement, or say by the key of the words why not: the case has closed, or more was added to it."""
    with visit.site.sessions() as db:
        db.connection(execution_options=WRITING)
        revision = queries.lock_revision(db, found.kind, found.subject)
        if revision is None:
            return "settle.closed"
        if str(revision) != visit.form.get("revision"):
            return "settle.changed"
        db.add(
            Settlement(
                kind=found.kind.value,
                subject=found.subject,
                revision=revision,
                outcome=outcome,
                note=note,
                user_name=visit.viewer.name,
                settled_at=visit.now,
            )
        )
        record(db, visit.viewer.name, Action.SETTLED, f"{found.kind}/{found.subject}", visit.now)
        db.commit()
    return None


def _find(visit: Visit) -> CaseLine:
    found = queries.case(visit.db, visit.viewer, _kind(visit.path("kind")), visit.path("subject"))
    if found is None:
        raise NotFoundError("no such case")
    return found


def _kind(text: str) -> CaseKind:
    if text not in list(CaseKind):
        raise NotFoundError("no such kind of case")
    return CaseKind(text)


def _show(visit: Visit, found: CaseLine, draft: Draft, status: int = 200) -> Response:
    about_journal = found.kind in (CaseKind.JOURNAL_REPLACED, CaseKind.MISSING)
    checkins = (
        candidate_queries.checkins_of(visit.db, visit.viewer, found.session_id, found.candidate_number)
        if found.session_id is not None and found.candidate_number is not None
        else []
    )
    return visit.answer(
        "case.html",
        status=status,
        found=found,
        checkins=checkins,
        contradiction=queries.contradiction(visit.db, found.subject) if found.kind is CaseKind.CONTRADICTION else None,
        journal=queries.journal(visit.db, found.subject) if about_journal else None,
        gaps=queries.gaps(visit.db, found.subject) if about_journal else [],
        settlements=queries.settlements(visit.db, found.kind, found.subject),
        outcomes=OUTCOMES[found.kind],
        draft=draft,
        max_note=queries.MAX_NOTE,
        is_done=visit.text("done") == "1",
    )
