import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertius.case.document import read_document
from tertius.case.folder import Unreadable, read_json
from tertius.case.grid import read_grid


def refusal(read: object, folder: Path, name: str, data: str | bytes) -> str:
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    with pytest.raises(Unreadable) as caught:
        read(folder, name)  # type: ignore[operator]
    return str(caught.value)


def grid(folder: Path, data: str | bytes) -> object:
    (folder / "a.csv").write_bytes(data.encode() if isinstance(data, str) else data)
    return read_grid(folder, "a.csv")


@pytest.mark.parametrize(
    "data",
    [
        "id,name\na,b\n",
        "id,name\na,b",
        "id,name\r\na,b\r\n",
        "id,name\ra,b\r",
        "\ufeffid,name\na,b\n",
        '"id","name"\n"a","b"\n',
        "id , name\n a , b \n",
    ],
)
def test_ways_to_save_a_table(tmp_path: Path, data: str):
    """Line ends of any system, a byte order mark, quotes and outer spaces make no difference."""
    found = grid(tmp_path, data)
    assert (found.header, found.records) == (["id", "name"], [(2, ["a", "b"])])


def test_lines_are_counted_as_an_editor_does(tmp_path: Path):
    """A record is named by the line on which it begins, over blank lines and cells of several lines."""
    found = grid(tmp_path, 'id,name\n\na,"b\nc"\n\nd,e\u2028f\x85g\nh,i\n')
    assert found.records == [(3, ["a", "b\nc"]), (6, ["d", "e\u2028f\x85g"]), (7, ["h", "i"])]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ('id\n"a', "a.csv:2: cannot be read as CSV from here on (unexpected end of data). Close the quote or finish the row."),
        ('id\na\n"b"c\n', "a.csv:3: cannot be read as CSV from here on (',' expected after '\"'). Close the quote or finish the row."),
        (f"id\n{'x' * (2**20 + 1)}\n", "a.csv:2: cannot be read as CSV from here on (field larger than field limit (1048576)). Close the quote or finish the row."),
        (b"id\na\n\xff\xfe\n", "a.csv:3: holds a letter that is not written as UTF-8. Save the file anew as UTF-8 (in Excel: CSV UTF-8)."),
        ("id\na".encode("utf-16"), "a.csv:1: holds a letter that is not written as UTF-8. Save the file anew as UTF-8 (in Excel: CSV UTF-8)."),
        ("", "a.csv:1: is empty. It needs at least its header."),
        ("\n\n", "a.csv:1: is empty. It needs at least its header."),
        ("id\nb\0\n", "a.csv:2: holds a zero byte. Save it again as CSV."),
    ],
)  # fmt: skip
def test_half_tables(tmp_path: Path, data: str | bytes, said: str):
    """A table that breaks off, is in another encoding, or is empty is named with its line."""
    assert refusal(read_grid, tmp_path, "a.csv", data) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: !!python/object/apply:os.system [ls]", "a.yml:1: uses the tag tag:yaml.org,2002:python/object/apply:os.system. Remove it."),
        ("a: 1\nb: !mine x", "a.yml:2: uses the tag !mine. Remove it."),
        ("!!int ''", "a.yml:1: uses the tag tag:yaml.org,2002:int. Remove it."),
        ("!!bool maybe", "a.yml:1: uses the tag tag:yaml.org,2002:bool. Remove it."),
        ("!!timestamp x", "a.yml:1: uses the tag tag:yaml.org,2002:timestamp. Remove it."),
        ("!!set {a, b}", "a.yml:1: uses the tag tag:yaml.org,2002:set. Remove it."),
        ("a: &x [1]\nb: *x", "a.yml:1: uses an anchor or alias. Write the text out."),
        ("a: *x", "a.yml:1: uses an anchor or alias. Write the text out."),
        ("a: &x 1", "a.yml:1: uses an anchor or alias. Write the text out."),
        ("a: 1\nb: 2\na: 3", "a.yml:3: the key 'a' stands twice. Keep one of the two."),
        ("? [a]\n: 1", "a.yml:1: has a key that is no word. Write key: value."),
        ("a: b: c", 'a.yml:1: holds a colon inside the text of a. Put the text in quotes: a: "b: c"'),
        ("a: [1", "a.yml:1: opens [ and does not close it. Write ] behind the last entry."),
        ("a: 1\n--- \nb: 2", "a.yml:2: begins a second document with ---. Remove that line."),
        ("[" * 41 + "]" * 41, "a.yml:1: is nested deeper than 40 levels."),
        ("[" * 100_000, "a.yml:1: is nested deeper than 40 levels."),
    ],
)  # fmt: skip
def test_yaml_that_is_refused(tmp_path: Path, text: str, said: str):
    """YAML that builds objects, expands, repeats a key, nests without end or breaks off is refused."""
    assert refusal(read_document, tmp_path, "a.yml", text) == said


def test_a_billion_laughs(tmp_path: Path):
    """YAML that would expand to a billion words is refused at its first anchor."""
    lines = ["a0: &a0 [lol, lol]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
    said = refusal(read_document, tmp_path, "a.yml", "\n".join(lines))
    assert said == "a.yml:1: uses an anchor or alias. Write the text out."


def test_yaml_that_is_too_large(tmp_path: Path):
    """A YAML file above four megabytes is not read."""
    said = refusal(read_document, tmp_path, "a.yml", "x" * (4 * 2**20 + 1))
    assert said == "a.yml: is larger than 4 MiB, the limit."


def test_plain_yaml(tmp_path: Path):
    """Plain maps, lists and words are read as they are written, with their lines; nothing is made of a word."""
    text = "a: [1, NO, 010, true, null, 0x10]\nb: {c: 2014-10-16}\nd: '2025'\ne:\n"
    (tmp_path / "a.yml").write_text(text)
    read = read_document(tmp_path, "a.yml")
    assert read.value == {
        "a": ["1", "NO", "010", "true", None, "0x10"],
        "b": {"c": "2014-10-16"},
        "d": "2025",
        "e": None,
    }
    assert [read.line("a", 1), read.line("b", "c"), read.line("d"), read.line("z")] == [1, 2, 3, 0]


@given(st.text(max_size=80) | st.text(alphabet="{}[]:,-!&*?|>'\"#%@` \nab01~.<=", max_size=60))
def test_any_text_is_yaml_or_a_problem(tmp_path_factory: pytest.TempPathFactory, text: str):
    """Any text is plain YAML or one problem."""
    folder = tmp_path_factory.getbasetemp()
    try:
        (folder / "any.yml").write_text(text, encoding="utf-8")
    except UnicodeEncodeError:
        return
    with contextlib.suppress(Unreadable):
        read_document(folder, "any.yml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"id": "a"', "a.json:1: is not JSON here (Expecting ',' delimiter). Export it again."),
        ('[\n{"id": }]', "a.json:2: is not JSON here (Expecting value). Export it again."),
        ("", "a.json:1: is no JSON. Export from Zotero as CSL JSON."),
        ("[" * 200_000, "a.json: is nested too deeply. Export it again."),
        ('[{"id": "a", "id": "b"}]', "a.json: cannot be read (the key 'id' stands twice in one item). Export it again."),
        ("[NaN]", "a.json: cannot be read (NaN is no number). Export it again."),
        ("[-Infinity]", "a.json: cannot be read (-Infinity is no number). Export it again."),
        ("[" + "9" * 5000 + "]", "a.json: cannot be read (a number has 5,000 digits). Export it again."),
        ("[] []", "a.json:1: is not JSON here (Extra data). Export it again."),
    ],
)  # fmt: skip
def test_json_that_is_refused(tmp_path: Path, text: str, said: str):
    """JSON that breaks off, repeats a key, nests without end or holds no numbers is refused."""
    assert refusal(read_json, tmp_path, "a.json", text) == said


@pytest.mark.parametrize("name", ["../a.csv", "/etc/passwd", "b/../../a.csv", "a\0b", "x/" * 3000])
def test_no_path_leaves_the_folder(tmp_path: Path, name: str):
    """No name leads out of the folder, and an impossible one is refused as well."""
    folder = tmp_path / "case"
    folder.mkdir()
    (tmp_path / "a.csv").write_text("id\n")
    with pytest.raises(Unreadable):
        read_grid(folder, name)


def test_a_folder_of_links(tmp_path: Path):
    """A folder within the case that is a link out of it leads nowhere either."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.json").write_text("[]")
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "data").symlink_to(tmp_path / "out")
    with pytest.raises(Unreadable) as caught:
        read_json(tmp_path / "case", "data/a.json")
    assert str(caught.value) == "data/a.json: leads out of the case folder. Put the file inside it."


def test_json_is_read_as_it_is(tmp_path: Path):
    """Any script and any plain value comes back."""
    value = [{"id": "а", "title": "中国", "n": [1, 2.5, None, True]}]
    (tmp_path / "a.json").write_text(
        "\ufeff" + json.dumps(value, ensure_ascii=False), encoding="utf-8"
    )
    assert read_json(tmp_path, "a.json") == value
