# Answers questions by Python's own packaging. Input and output: JSON.
import json
import sys

try:
    import packaging
    from packaging.specifiers import SpecifierSet
    from packaging.version import InvalidVersion, Version
except ImportError:
    from pip._vendor import packaging
    from pip._vendor.packaging.specifiers import SpecifierSet
    from pip._vendor.packaging.version import InvalidVersion, Version


def is_version(text):
    try:
        Version(text)
        return True
    except InvalidVersion:
        return False


def show(texts):
    return "[" + ", ".join(texts) + "]"


def ask(q):
    versions = q["versions"]
    if q["kind"] == "parse":
        return str(Version(versions[0]))
    if q["kind"] == "compare":
        one, other = Version(versions[0]), Version(versions[1])
        return "%d %s" % ((one > other) - (one < other), str(one == other).lower())
    specifiers = SpecifierSet(q["range"])
    valid = [v for v in versions if is_version(v)]
    if q["kind"] == "range":
        return "yes"
    if q["kind"] == "contains":
        return show(v for v in valid if specifiers.contains(v, prereleases=True))
    accepted = list(specifiers.filter(valid, prereleases=True if q["withPrereleases"] else None))
    best = "none"
    for v in accepted:
        if best == "none" or Version(v) > Version(best):
            best = v
    return show(accepted) + " " + best


def answer(q):
    try:
        return ask(q)
    except ValueError:
        return "none"


questions = json.loads(sys.stdin.buffer.read().decode("utf-8"))
print(json.dumps({"version": packaging.__version__, "answers": [answer(q) for q in questions]}))
