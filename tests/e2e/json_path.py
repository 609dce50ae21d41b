"""json_path.py PATH FILE: print the value at PATH of a JSON document, a list's members one a line.

    run.exit_code          a field of a field
    tasks[0].name          the first member's; [-1] is the last
    tasks[name=app].kind   of the first member whose field `name` prints as `app`
    tasks[].name           of every member
    tasks.length           how many members

Strings are printed bare, all else as JSON. A path that leads nowhere is an error: exit status 1.
"""

import json
import re
import sys

STEP = re.compile(r"\.?([^.\[\]]+)|\[([^\]]*)\]")


def values_at(document, path):
    """The values that `path` leads to: one, or one for each member where it has `[]`."""
    values, position = [document], 0
    while position < len(path):
        step = STEP.match(path, position)
        if not step:
            raise LookupError(f"not a path: {path}")
        position = step.end()
        field, index = step.groups()
        if index == "":
            values = [member for value in values for member in value]
        else:
            values = [member_of(value, index) if field is None else field_of(value, field) for value in values]
    return values


def field_of(value, name):
    if name == "length" and isinstance(value, list):
        return len(value)
    if not isinstance(value, dict) or name not in value:
        raise LookupError(f"no field '{name}'")
    return value[name]


def member_of(value, index):
    if re.fullmatch(r"-?\d+", index):
        return value[int(index)]
    name, _, wanted = index.partition("=")
    for member in value:
        if name in member and text_of(member[name]) == wanted:
            return member
    raise LookupError(f"no member with {index}")


def text_of(value):
    return value if isinstance(value, str) else json.dumps(value)


def main(arguments):
    path, file = arguments
    with open(file, encoding="utf-8") as stream:
        document = json.load(stream)
    try:
        values = values_at(document, path)
    except (LookupError, TypeError) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 1
    for value in values:
        for member in value if isinstance(value, list) else [value]:
            print(text_of(member))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
