"""The report of an evaluation is one safe file that explains itself, whatever was or was not measured."""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from demo.faces import photo_name
from recognition.evaluation.cache import TemplateCache
from recognition.evaluation.datasets import Pair, Photo, read_folder
from recognition.evaluation.evaluation import Evaluation, evaluate_folder, evaluate_fused, evaluate_pairs
from recognition.evaluation.extraction import Templates, extract
from recognition.evaluation.groups import GroupRates
from recognition.evaluation.measuring import MeasuredPoint
from recognition.evaluation.plots import det_plot, discard_plot, score_plot
from recognition.evaluation.report import write_report
from recognition.recogniser import Recogniser
from recognition.scoring import BINS, bin_of
from recognition.types import ModelId

SECTIONS = {"meaning", "points", "scores", "det", "quality", "pictures", "false-matches", "false-non-matches", "failed"}
LANDMARKS = np.array([[30, 48], [62, 48], [46, 66], [33, 84], [59, 84]], dtype=np.float32)
Make = Callable[..., Evaluation]


class Page(HTMLParser):
    """Checks that every element is closed in its order, and keeps what a test asks for."""

    VOID = frozenset({"meta", "img", "br", "link", "input", "hr"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))

    @property
    def ids(self) -> list[str]:
        return [value for _, attributes in self.elements if (value := attributes.get("id"))]

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def html_of(result: Evaluation, folder: Path) -> str:
    path = folder / "report.html"
    write_report(result, path)
    return path.read_text(encoding="utf-8")


def page_of(result: Evaluation, folder: Path) -> Page:
    return Page(html_of(result, folder))


def templates_of(names: Sequence[str], each: int, root: Path, picture: Path, noise: float = 0.35) -> Templates:
    """Templates of so many photos of each person, alike within a person, of photos that all show the same picture."""
    random = np.random.default_rng(1)
    photos = tuple(Photo(root / name / f"{number}.pgm", name) for name in names for number in range(each))
    for photo in photos:
        photo.path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(picture, photo.path)
    vectors = np.repeat(random.normal(size=(len(names), 32)), each, axis=0)
    vectors += noise * np.sqrt(32) * random.normal(size=vectors.shape) / np.sqrt(each)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Templates(
        model_id=ModelId("made-up"),
        photos=photos,
        vectors=vectors.astype(np.float32),
        landmarks=np.repeat(LANDMARKS[None], len(photos), axis=0),
        quality=np.linspace(10, 90, len(photos)).astype(np.float32),
        failed=(),
        seconds=0.0213,
    )


@pytest.fixture
def make(tmp_path: Path, faces: Path) -> Make:
    """Evaluations of made-up templates and real photos."""

    def evaluation(
        names: Sequence[str] = tuple(f"person-{number}" for number in range(42)),
        each: int = 2,
        groups: Mapping[str, str] | None = None,
        noise: float = 0.9,
    ) -> Evaluation:
        made = templates_of(names, each, tmp_path / "photos", faces / photo_name(1, 1), noise)
        return evaluate_folder("made-up", made, groups or {})

    return evaluation


def test_every_section_is_there_and_the_page_is_well_formed(make: Make, tmp_path: Path) -> None:
    page = page_of(make(), tmp_path)
    assert set(page.ids) >= SECTIONS | {"method"}
    assert len(page.ids) == len(set(page.ids))
    assert "groups" not in page.ids
    assert len(page.all("svg")) == 3
    assert "1 in 100 strangers would pass for somebody else" in page.text
    assert "This file shows faces of people who can be identified." in page.text


def test_a_report_of_real_faces_shows_them(faces: Path, recogniser: Recogniser, tmp_path: Path) -> None:
    for person in (1, 2, 3):
        for number in (1, 2):
            target = tmp_path / "photos" / f"s{person}" / f"{number}.pgm"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(faces / photo_name(person, number), target)
    cache = TemplateCache(tmp_path / "cache", recogniser.model_id)
    templates = extract(read_folder(tmp_path / "photos"), recogniser, cache, 1)
    page = page_of(evaluate_folder("sface", templates, {}), tmp_path)
    assert len(page.all("img")) == 2 * (3 + 3)  # three pairs of people, three people
    assert all((image["alt"] or "").startswith("Face of s") for image in page.all("img"))
    assert "No error rate could be measured." in page.text
    assert "no threshold measured" in page.text


def test_names_from_folders_are_escaped_and_kept(make: Make, tmp_path: Path) -> None:
    names = ["script", "Jürgen Müßig", "a&b\"c'd", "<b>bold<", "شخص"]
    result = make(names)
    photos = list(result.templates.photos)
    # A folder cannot be called so everywhere: the name alone is enough.
    photos[0] = Photo(photos[0].path, "<script>alert(1)</script>")
    templates = replace(result.templates, photos=tuple(photos), failed=((photos[0], "<i>broken</i>"),))
    html = html_of(replace(result, templates=templates), tmp_path)
    page = Page(html)
    assert page.all("script") == []
    assert "<i>broken</i>" in page.text
    assert "<b>bold<" in page.text
    assert "<script>alert(1)</script>" in page.text
    assert "Jürgen Müßig" in html
    assert "a&b\"c'd" in page.text
    assert any("<script>alert(1)</script>" in (image["alt"] or "") for image in page.all("img"))


def test_names_without_a_shape_are_marked(make: Make, tmp_path: Path) -> None:
    result = make(["one", "other"])
    photos = list(result.templates.photos)
    photos[0] = Photo(photos[0].path, "a\udcffb\x07c")
    html = html_of(replace(result, templates=replace(result.templates, photos=tuple(photos))), tmp_path)
    assert "a\ufffdb\ufffdc" in html


def test_nothing_is_loaded_from_elsewhere(make: Make, tmp_path: Path) -> None:
    html = html_of(make(groups={"person-1": "north", "person-2": "south"}), tmp_path)
    assert not re.search(r"https?://|//\w+\.\w+/|@import|url\((?!#)", html)
    page = Page(html)
    for tag in ("script", "link", "iframe", "object", "form", "a"):
        assert page.all(tag) == []
    assert all((image["src"] or "").startswith("data:image/jpeg;base64,") for image in page.all("img"))
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)


def test_the_same_evaluation_gives_the_same_bytes(make: Make, tmp_path: Path) -> None:
    result = make()
    assert html_of(result, tmp_path / "a") == html_of(result, tmp_path / "b")


def test_the_settings_of_matplotlib_neither_matter_nor_change(make: Make, tmp_path: Path) -> None:
    import matplotlib as mpl

    result = make()
    usual = html_of(result, tmp_path)
    with mpl.rc_context({"font.size": 30.0, "axes.grid": True, "svg.fonttype": "path"}):
        before = dict(mpl.rcParams)
        assert html_of(result, tmp_path) == usual
        assert dict(mpl.rcParams) == before


@pytest.mark.skipif(sys.platform == "win32", reason="rights are those of POSIX")
def test_only_the_owner_may_read_it_whatever_was_there_before(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "new" / "report.html"
    path.parent.mkdir()
    path.write_text("before", encoding="utf-8")
    path.chmod(0o644)
    write_report(make(["one", "other"]), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(path.parent) == ["report.html"]  # noqa: PTH208


def test_a_report_that_cannot_be_written_leaves_nothing_behind(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "taken"
    (path / "by-a-folder").mkdir(parents=True)
    with pytest.raises(OSError, match="taken"):
        write_report(make(["one", "other"]), path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["photos", "taken"]


def test_a_photo_that_is_gone_or_no_picture_any_more_leaves_a_placeholder(make: Make, tmp_path: Path) -> None:
    result = make(["one", "other"], each=1)
    result.photo(0).path.unlink()
    result.photo(1).path.write_bytes(b"no picture")
    page = page_of(result, tmp_path)
    assert page.all("img") == []
    assert page.text.count("This photo can no longer be read.") == 2


def test_landmarks_on_one_spot_leave_a_placeholder(make: Make, tmp_path: Path) -> None:
    result = make(["one", "other"], each=1)
    result.templates.landmarks[:] = 5
    assert page_of(result, tmp_path).text.count("This photo can no longer be read.") == 2


def test_without_comparisons_of_one_person_it_says_so(make: Make, tmp_path: Path) -> None:
    page = page_of(make(each=1), tmp_path)
    assert "No two photos of one person were compared" in page.text
    assert "Too few comparisons to measure: 3,000 of different people are needed, there are 861." in page.text
    assert len(page.all("svg")) == 1  # the scores of different people


def test_where_only_comparisons_of_one_person_lack_the_table_says_that(make: Make, tmp_path: Path) -> None:
    page = page_of(make([f"person-{number}" for number in range(90)], each=1), tmp_path)
    assert "Not measured: there is no comparison of one person." in page.text


def test_with_one_person_it_says_so(make: Make, tmp_path: Path) -> None:
    page = page_of(make(["only"], each=3), tmp_path)
    assert "of 1 person" in page.text
    assert "No photos of different people were compared" in page.text
    assert page.text.count("No photos of different people were compared") >= 2  # in the figures and with the pictures


def test_with_a_single_photo_there_is_nothing_to_compare(make: Make, tmp_path: Path) -> None:
    page = page_of(make(["only"], each=1), tmp_path)
    assert "There was nothing to compare." in page.text
    assert page.all("svg") == []
    assert set(page.ids) >= SECTIONS


def test_without_quality_the_curve_is_left_out_and_the_reason_given(make: Make, tmp_path: Path) -> None:
    result = make()
    result.templates.quality[:3] = np.nan
    page = page_of(replace(result, discard=()), tmp_path)
    assert "The quality of 3 pictures could not be assessed" in page.text
    assert len(page.all("svg")) == 2


def test_quality_says_by_how_much_errors_fall_or_that_they_do_not(make: Make, tmp_path: Path) -> None:
    result = make()
    first, *rest = result.discard
    better = tuple(replace(each, fnmr=first.fnmr / 4) for each in rest)
    page = page_of(replace(result, discard=(first, *better)), tmp_path)
    assert re.search(
        r"FNMR falls from \S+ % to \S+ % without the 10 % of the pictures .* 75 % of it is gone", page.text
    )
    worse = tuple(replace(each, fnmr=min(first.fnmr * 2, 1.0)) for each in rest)
    page = page_of(replace(result, discard=(first, *worse)), tmp_path)
    assert "the score does not find what fails" in page.text


def test_without_a_miss_it_says_what_would_still_be_plausible(make: Make, tmp_path: Path) -> None:
    page = page_of(make(noise=0.01), tmp_path)
    assert "0 of 42 comparisons of the right people failed" in page.text
    assert "with 42 people, up to 8.41 % would still be plausible" in page.text
    assert "there is nothing to improve" in page.text


def test_groups_have_their_rates_their_ratio_and_a_warning(make: Make, tmp_path: Path) -> None:
    groups = {f"person-{number}": "<north>" if number % 2 else "south" for number in range(42)}
    page = page_of(make(groups=groups), tmp_path)
    assert "groups" in page.ids
    assert "<north>" in page.text
    assert "Read small groups with care" in page.text
    assert re.search(r"FNMR: \d+\.\d times as high in (<north> as in south|south as in <north>)\.", page.text)


def test_a_group_without_an_error_is_named_instead_of_made_a_ratio(make: Make, tmp_path: Path) -> None:
    result = make()
    north = GroupRates("north", 20, 9000, 0.02, 400, 0.10, (0.08, 0.12))
    south = GroupRates("south", 20, 9000, 0.01, 400, 0.04, (0.02, 0.06))
    none = GroupRates("west", 2, 1, 0.0, 2, 0.0, (0.0, 0.84))
    lone = GroupRates("east", 1, 0, None, 0, None, None)
    text = page_of(replace(result, groups=(lone, north, south, none)), tmp_path).text
    assert "FMR: 2.0 times as high in north as in south; none was seen in west." in text
    assert "FNMR: 2.5 times as high in north as in south; none was seen in west." in text
    assert "east 1 0 none made" in text
    text = page_of(replace(result, groups=(south, none)), tmp_path).text
    assert "FNMR: only south has an error; none was seen in west." in text
    text = page_of(replace(result, groups=(none, replace(none, group="other"))), tmp_path).text
    assert "FNMR: no group has an error." in text
    text = page_of(replace(result, groups=(lone, south)), tmp_path).text
    assert "FNMR: fewer than two groups have such comparisons." in text


def test_fused_comparisons_say_that_one_picture_stands_for_several(tmp_path: Path, faces: Path) -> None:
    templates = templates_of([f"p{n}" for n in range(5)], 4, tmp_path / "photos", faces / photo_name(1, 1))
    result = evaluate_fused("made-up", templates, {}, 2, 2, 1)
    assert "Each side was fused of several pictures, of which one is shown." in page_of(result, tmp_path).text


def test_pairs_have_a_report_too(tmp_path: Path, faces: Path) -> None:
    templates = templates_of(["one", "other"], 2, tmp_path / "photos", faces / photo_name(1, 1))
    result = evaluate_pairs("made-up", templates, templates.photos, [Pair(0, 1, same=True), Pair(1, 2, same=False)])
    page = page_of(result, tmp_path)
    assert "Compared: listed pairs." in page.text
    assert len(page.all("img")) == 4


def test_photos_without_a_face_are_listed_but_not_without_end(make: Make, tmp_path: Path) -> None:
    result = make(["one", "other"])
    folder = tmp_path / "secret" / "place"
    failed = tuple((Photo(folder / f"{n}.jpg", "one"), f"{folder / f'{n}.jpg'}: expected more") for n in range(103))
    html = html_of(replace(result, templates=replace(result.templates, failed=failed)), tmp_path)
    text = Page(html).text
    assert "one/99.jpg : expected more" in text
    assert "one/100.jpg" not in text
    assert "and 3 more" in text
    assert "failure to acquire 96.26 %" in text
    assert "secret" not in html


def test_a_comparison_above_the_threshold_is_called_so(make: Make, tmp_path: Path) -> None:
    result = make()
    assert result.reference_point is not None
    assert result.reference_point.threshold is not None
    text = page_of(result, tmp_path).text
    mistaken = sum(each.score >= result.reference_point.threshold for each in result.false_matches)
    missed = sum(each.score < result.reference_point.threshold for each in result.false_non_matches)
    assert text.count("above the threshold, mistaken") == mistaken
    assert text.count("below the threshold, missed") == missed > 0


def test_the_curve_is_drawn_only_where_it_was_measured() -> None:
    scores = np.linspace(-0.2, 0.9, 400, dtype=np.float32)
    few = np.bincount(bin_of(np.linspace(-0.5, 0.5, 29, dtype=np.float32)), minlength=BINS)
    assert det_plot(scores, few, ()) is None
    assert det_plot(np.empty(0, dtype=np.float32), few * 1000, ()) is None
    assert det_plot(scores, few * 1000, (MeasuredPoint(1e-2),)) is not None


def test_plots_of_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="got none"):
        score_plot(np.empty(0, dtype=np.float32), np.zeros(BINS, dtype=np.int64), (), None)
    with pytest.raises(ValueError, match="got none"):
        discard_plot(())


def test_plots_take_their_colours_from_the_page(make: Make, tmp_path: Path) -> None:
    html = html_of(make(), tmp_path)
    drawings = re.findall(r"<svg.*?</svg>", html, flags=re.DOTALL)
    assert len(drawings) == 3
    for drawing in drawings:
        assert not re.search(r"#[0-9a-fA-F]{6}\b", drawing)
        assert set(re.findall(r"var\(--(\w+)\)", drawing)) <= set(re.findall(r"--(\w+):", html))
        assert "<style" not in drawing
        assert "<text" in drawing
