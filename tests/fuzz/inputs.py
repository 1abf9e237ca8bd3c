"""Inputs as the fuzzer makes them and the corpus keeps them: the name of a file, a line end, and the file's bytes."""

from fuzz import reading

# Not a file: a text whose slots are filled.
TEXTS = "texts"


def run(room, data):
    """Read the room's guide with what an input puts into it. Raises reading.Broken, or whatever reading raised."""
    name, _, rest = data.partition(b"\n")
    targets = (*room.files, TEXTS)
    names = {target.encode(): target for target in targets}
    # Any other first line stands for one of them too, so that the fuzzer wastes no run.
    target = names.get(name, targets[sum(name) % len(targets)])
    if target == TEXTS:
        text, *values = rest.decode("utf-8", "replace").split("\n\n", 2)
        reading.check_texts(text, dict(zip(("name", "number"), values)))
        return ()
    return room.told(target, rest)


def seeds(room):
    """The good files, and pieces of hostile ones, as inputs."""
    for name, data in room.good.items():
        yield name.encode() + b"\n" + data
    yield b"texts\nLevel {number} is {name} {other_name}\n\n{number}\n\n2"
