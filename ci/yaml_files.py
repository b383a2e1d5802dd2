"""The YAML files of the kits, read as strictly as their readers do: for the tests beside this."""

import os
import pathlib
import sys

try:
    import yaml
except ImportError:  # another python3 than Debian's, which has the package python3-yaml
    if os.path.realpath(sys.executable) == os.path.realpath("/usr/bin/python3"):
        raise
    os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])

ROOT = pathlib.Path(__file__).resolve().parent.parent
YAMLError = yaml.YAMLError


class OneKeyOnce(yaml.SafeLoader):
    """YAML forbids a key twice, PyYAML takes the last."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if len(keys) != len(set(keys)):
            raise yaml.YAMLError(f"a key twice at {node.start_mark}")
        return super().construct_mapping(node, deep)


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def loaded(text):
    return yaml.load(text, OneKeyOnce)
