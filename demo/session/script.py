"""The day: who comes in what order, what the operator does, what must stand on record, and where everybody stands at
the end. Written by hand, so that it can disagree with the program."""

from __future__ import annotations

from dataclasses import dataclass

from demo.faces import number_of
from demo.session.acts import (
    Act,
    Befall,
    Event,
    NextReviewer,
    Person,
    Recorded,
    Scan,
    See,
    Show,
    Sign,
    Stand,
    Write,
    press,
)
from demo.session.cast import (
    BLURRED,
    HAS_TWIN,
    IN_AFTERNOON,
    IN_NEXT_ROOM,
    LIKENESS,
    LOOKS_LIKE,
    STRAY,
    TWIN,
    UNKNOWN,
    WITHOUT_PHOTO,
)
from demo.session.record import TAKEN_BACK, Entry
from ui.view_state import Message
from wire.decisions import RefusalCategory, Resolution, ReviewAnswer
from wire.standing import StandingStatus
from wire.vocabulary import Decision, Reason, Verdict

SAME, DIFFERENT, CANNOT_TELL = ReviewAnswer.SAME, ReviewAnswer.DIFFERENT, ReviewAnswer.CANNOT_TELL
ADMITTED_ELSEWHERE = 36  # at another desk, before this one opens
ABSENT = (number_of(37), LIKENESS)
GREASE = 14.0  # sigma in pixels of the camera's picture


@dataclass(frozen=True, slots=True)
class Visit:
    """One thing after the other at the desk, and the entries that must come of it."""

    title: str
    acts: tuple[Act, ...]
    entries: tuple[Entry, ...] = ()


def day() -> tuple[Visit, ...]:
    """The whole session."""
    return (
        _clean(1),
        _card_before_the_camera(2),
        _same_card_twice(3),
        *_next_one_waits(4, 5),
        _searched("by part of a name", 6, "dim sap"),
        _searched("by the end of a NIK", 7, "872307"),
        _unknown_card(),
        _turned_away("of the afternoon", number_of(IN_AFTERNOON), press("Escape"), Decision.CANCEL),
        _turned_away("of the next room", number_of(IN_NEXT_ROOM), press("Escape"), Decision.CANCEL),
        _turned_away("of another venue", STRAY, press("x", "3", "Return"), Decision.REFUSE),
        _impostor(IN_AFTERNOON, 23),
        Visit("the server is lost", (Befall(Event.SERVER_LOST),)),
        *(_clean(person) for person in (8, 9, 10, 11)),
        _no_id_card(24),
        _refused_earlier(23),
        _blurred_at_registration(BLURRED[0]),
        _nobody_can_tell(BLURRED[1]),
        _clean(12),
        Visit("the server is back", (Befall(Event.SERVER_BACK),)),
        _look_alike(LOOKS_LIKE),
        _one_of_twins(HAS_TWIN),
        _other_of_twins(TWIN, HAS_TWIN),
        _without_photo(WITHOUT_PHOTO),
        _greasy_lens(28),
        _taken_back(29),
        *(_clean(person) for person in (13, 15, 16, 17, 18, 19, 20, 21, 22, 30, 31, 32, 33)),
        _already_in("at this desk", 1),
        _already_in("at another desk", ADMITTED_ELSEWHERE),
        _settled(BLURRED[1], WITHOUT_PHOTO),
        Visit("PINs close", (Befall(Event.CLOSING),)),
        _late_with_override(34),
        _late_without_pin(35),
    )


def standings() -> dict[str, StandingStatus]:
    """Where everybody stands at the end about whom anything was decided, by their number."""
    admitted = [number_of(person) for person in range(1, 37) if person not in (24, HAS_TWIN)]
    refused = (number_of(24), number_of(WITHOUT_PHOTO), UNKNOWN, STRAY)
    seen = (number_of(IN_AFTERNOON), number_of(IN_NEXT_ROOM))
    return {
        **dict.fromkeys((*admitted, TWIN), StandingStatus.ADMITTED),
        **dict.fromkeys(refused, StandingStatus.REFUSED),
        **dict.fromkeys(seen, StandingStatus.SEEN),
        number_of(HAS_TWIN): StandingStatus.PROVISIONAL,
    }


def pin_list() -> frozenset[str]:
    """The numbers of those whose PIN was shown at this desk."""
    without = {24, 35, ADMITTED_ELSEWHERE}  # refused, too late, given it at the other desk
    people = {*range(1, 37), WITHOUT_PHOTO} - without
    return frozenset({TWIN, *(number_of(person) for person in people)})


_IN = (See(Message.ADMITTED), press("Return"), See(Message.NEXT))
_GONE = (See(Message.CANCELLED), press("Return"), See(Message.NEXT))
_REFUSED = (See(Message.REFUSED), press("Return"), See(Message.NEXT))


def _arrives(person: int, number: str, message: Message, defocus: float = 0.0) -> tuple[Act, ...]:
    return Stand(person, defocus), Scan(number), See(message)


def _clean(person: int) -> Visit:
    number = number_of(person)
    return Visit("clean", (*_arrives(person, number, Message.MATCH), press("Return"), *_IN), (_admitted(number),))


def _admitted(number: str) -> Entry:
    return Entry(number, Decision.ADMIT, Verdict.MATCH, pin=True)


def _card_before_the_camera(person: int) -> Visit:
    number = number_of(person)
    acts = (Show(number), See(Message.CHECKING), Stand(person), See(Message.MATCH), press("Return"), *_IN)
    return Visit("card before the camera", acts, (_admitted(number),))


def _same_card_twice(person: int) -> Visit:
    number = number_of(person)
    again = Scan(number)
    acts = (*_arrives(person, number, Message.MATCH), again, press("Return"), *_IN, again, See(Message.NEXT))
    return Visit("the same card lies in the scanner's light", acts, (_admitted(number),))


def _next_one_waits(first: int, second: int) -> tuple[Visit, Visit]:
    pending = _arrives(first, number_of(first), Message.MATCH)
    meanwhile = (Scan(number_of(second)), press("Return"), See(Message.ADMITTED), Stand(second), press("Return"))
    taken = (See(Message.MATCH), press("Return"), *_IN)
    return (
        Visit("the next card is scanned meanwhile", (*pending, *meanwhile), (_admitted(number_of(first)),)),
        Visit("has waited", taken, (_admitted(number_of(second)),)),
    )


def _searched(how: str, person: int, text: str) -> Visit:
    look = (Stand(person), press("F4"), Write(text), press("Return"))
    return Visit(f"searched {how}", (*look, See(Message.MATCH), press("Return"), *_IN), (_admitted(number_of(person)),))


def _unknown_card() -> Visit:
    note = "not our card"
    acts = (*_arrives(0, UNKNOWN, Message.NOT_ON_ROSTER), press("x", "6"), Write(note), press("Return"), *_REFUSED)
    entry = Entry(UNKNOWN, Decision.REFUSE, reason=Reason.NOT_ON_ROSTER, refusal=RefusalCategory.OTHER, note=note)
    return Visit("unknown card", acts, (entry,))


def _turned_away(where: str, number: str, keys: Act, decision: Decision) -> Visit:
    refused = decision is Decision.REFUSE
    acts = (*_arrives(0, number, Message.OTHER_SESSION), keys, *(_REFUSED if refused else _GONE))
    category = RefusalCategory.WRONG_SESSION if refused else None
    return Visit(where, acts, (Entry(number, decision, reason=Reason.NOT_ON_ROSTER, refusal=category),))


def _impostor(person: int, victim: int) -> Visit:
    number, note = number_of(victim), "other ears"
    acts = (
        *_arrives(person, number, Message.NO_MATCH),
        press("r"),
        See(Message.CHECKING),
        See(Message.NO_MATCH),
        press("m"),
        See(Message.REVIEWING),
        press("2", "a", "Return"),
        See(Message.DOUBTED),
        press("x", "1", "n"),
        Write(note),
        press("Return"),
        *_REFUSED,
    )
    entry = Entry(
        number,
        Decision.REFUSE,
        Verdict.NO_MATCH,
        Reason.BELOW_REVIEW,
        attempts=2,
        answers=(DIFFERENT,),
        refusal=RefusalCategory.DIFFERENT_PERSON,
        note=note,
    )
    return Visit("impostor", acts, (entry,))


def _no_id_card(person: int) -> Visit:
    number = number_of(person)
    acts = (*_arrives(person, number, Message.MATCH), press("x", "2", "Return"), *_REFUSED)
    entry = Entry(number, Decision.REFUSE, Verdict.MATCH, refusal=RefusalCategory.NO_VALID_ID)
    return Visit("no valid ID card", acts, (entry,))


def _by_two_people(title: str, person: int, number: str, message: Message, verdict: Verdict, reason: Reason) -> Visit:
    """Two people compare by eye, each for themselves, and both see the candidate."""
    acts = (
        *_arrives(person, number, message),
        press("m"),
        See(Message.REVIEWING),
        press("1", "Return"),
        NextReviewer(),
        press("Return"),
        Sign(Person.COLLEAGUE),
        See(Message.REVIEWING),
        press("1", "Return"),
        See(Message.AGREED),
        press("Return"),
        *_IN,
    )
    entry = Entry(number, Decision.ADMIT_MANUAL, verdict, reason, answers=(SAME, SAME), pin=True)
    return Visit(title, acts, (entry,))


def _refused_earlier(person: int) -> Visit:
    return _by_two_people(
        "refused earlier, and really comes",
        person,
        number_of(person),
        Message.REFUSED_EARLIER,
        Verdict.MATCH,
        Reason.REFUSED_EARLIER,
    )


def _blurred_at_registration(person: int) -> Visit:
    return _by_two_people(
        "registered with blurred photos",
        person,
        number_of(person),
        Message.NO_MATCH,
        Verdict.NO_MATCH,
        Reason.BELOW_REVIEW,
    )


def _look_alike(person: int) -> Visit:
    return _by_two_people(
        "looks like somebody else",
        person,
        number_of(person),
        Message.LOOKALIKE,
        Verdict.LOOKALIKE,
        Reason.OTHER_CANDIDATE_SIMILAR,
    )


def _other_of_twins(number: str, person: int) -> Visit:
    return _by_two_people("the other twin", person, number, Message.KNOWN_TWIN, Verdict.LOOKALIKE, Reason.KNOWN_TWIN)


_PROVISIONALLY = (
    press("p", "Return"),
    Sign(Person.SUPERVISOR),
    See(Message.PROVISIONAL),
    press("Return"),
    See(Message.NEXT),
)


def _provisional(number: str, verdict: Verdict | None, reason: Reason, *answers: ReviewAnswer) -> Entry:
    return Entry(number, Decision.PROVISIONAL, verdict, reason, second=Person.SUPERVISOR, answers=answers, pin=True)


def _nobody_can_tell(person: int) -> Visit:
    number = number_of(person)
    acts = (
        *_arrives(person, number, Message.NO_MATCH),
        press("m"),
        See(Message.REVIEWING),
        press("3", "h", "Return"),
        See(Message.DOUBTED),
        *_PROVISIONALLY,
    )
    entry = _provisional(number, Verdict.NO_MATCH, Reason.BELOW_REVIEW, CANNOT_TELL)
    return Visit("nobody can tell", acts, (entry,))


def _one_of_twins(person: int) -> Visit:
    number = number_of(person)
    entry = _provisional(number, Verdict.LOOKALIKE, Reason.KNOWN_TWIN)
    return Visit("one of twins", (*_arrives(person, number, Message.KNOWN_TWIN), *_PROVISIONALLY), (entry,))


def _without_photo(person: int) -> Visit:
    number = number_of(person)
    entry = _provisional(number, None, Reason.NO_REFERENCE)
    return Visit("without a photo", (*_arrives(person, number, Message.NO_REFERENCE), *_PROVISIONALLY), (entry,))


def _greasy_lens(person: int) -> Visit:
    number = number_of(person)
    wiped = (Stand(person), press("r"), See(Message.MATCH), press("Return"), *_IN)
    entry = Entry(number, Decision.ADMIT, Verdict.MATCH, attempts=2, pin=True)
    return Visit("a greasy lens", (*_arrives(person, number, Message.NO_PICTURE, GREASE), *wiped), (entry,))


def _taken_back(person: int) -> Visit:
    number = number_of(person)
    arrives = _arrives(person, number, Message.MATCH)
    back = (press("u", "Return"), See(Message.UNDONE), press("Return"), See(Message.NEXT))
    acts = (*arrives, press("Return"), See(Message.ADMITTED), *back, *arrives, press("Return"), *_IN)
    return Visit(
        "taken back, and checked anew", acts, (_admitted(number), Entry(number, TAKEN_BACK), _admitted(number))
    )


def _already_in(where: str, person: int) -> Visit:
    number = number_of(person)
    known = (Befall(Event.VENUE_KNOWN),) if person == ADMITTED_ELSEWHERE else ()
    acts = (*known, *_arrives(person, number, Message.ALREADY_ADMITTED), press("Escape"), *_GONE)
    entry = Entry(number, Decision.CANCEL, Verdict.MATCH, Reason.ALREADY_ADMITTED)
    return Visit(f"already admitted {where}", acts, (entry,))


def _settled(confirmed: int, refused: int) -> Visit:
    """The list has the admissions in their order: the one to be confirmed, one of twins, the one to be refused."""
    first = (press("F6", "1", "1", "1", "c", "Return"), Sign(Person.SUPERVISOR), Recorded(1))
    second = (press("Down", "2", "2", "3", "x", "Return"), Sign(Person.SUPERVISOR), Recorded(2), press("Escape"))
    return Visit(
        "two provisional admissions are settled",
        (*first, *second),
        (
            Entry(number_of(confirmed), Resolution.CONFIRMED, second=Person.SUPERVISOR),
            Entry(number_of(refused), Resolution.REFUSED, second=Person.SUPERVISOR),
        ),
    )


def _late_with_override(person: int) -> Visit:
    number, why = number_of(person), "bus broke down"
    acts = (
        *_arrives(person, number, Message.MATCH),
        press("Return", "o"),
        Write(why),
        press("Return"),
        Sign(Person.SUPERVISOR),
        See(Message.ADMITTED),
        press("F8", "Escape", "Return"),
        See(Message.NEXT),
    )
    entry = Entry(number, Decision.ADMIT, Verdict.MATCH, second=Person.SUPERVISOR, pin=True, note=why)
    return Visit("late, with a supervisor's reason and a receipt", acts, (entry,))


def _late_without_pin(person: int) -> Visit:
    number = number_of(person)
    acts = (*_arrives(person, number, Message.MATCH), press("Return", "Return"), *_IN)
    return Visit("late, without a PIN", acts, (Entry(number, Decision.ADMIT, Verdict.MATCH),))
