"""The casebook's plants, for benchmarks: built and run as their truth.properties say."""
import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys

import bench

CASES = os.path.join(bench.ROOT, "casebook", "cases")
BUILT = os.path.join(bench.ROOT, "casebook", "target", "bench-cases")


class Case:
    def __init__(self, name):
        self.name = name
        self.folder = os.path.join(CASES, name)
        self.properties = {}
        with open(os.path.join(self.folder, "truth.properties"), encoding="utf-8") as file:
            for line in file:
                key, equals, value = line.strip().partition("=")
                if equals:
                    self.properties[key] = value
        self.values = {"case": self.folder, "out": os.path.join(BUILT, name)}

    def missing(self):
        """The first tool that is not here, as `command:package`; empty when all are."""
        needs = self.properties.get("needs", "").split()
        return next((need for need in needs if not shutil.which(need.split(":")[0])), "")

    def filled(self, key):
        words = self.properties.get(key, "").split()
        for name, value in self.values.items():
            words = [word.replace("{" + name + "}", value) for word in words]
        return words

    def build(self):
        os.makedirs(self.values["out"], exist_ok=True)
        environment = dict(os.environ, GO111MODULE="off")
        environment.setdefault("GOCACHE", os.path.join(self.values["out"], "go-cache"))
        if self.filled("build"):
            subprocess.run(self.filled("build"), check=True, env=environment)

    @contextlib.contextmanager
    def running(self, folder, *options, leak=True, seconds=7200):
        """The plant, or its twin; yields its READY line as a dict."""
        command = [*self.filled("run"), *self.filled("leak" if leak else "twin"), "--seconds",
                   str(seconds), "--dir", folder, *options]
        with bench.running(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                           text=True) as process:
            line = process.stdout.readline()
            if not line.startswith("READY"):
                sys.exit(f"{self.name} did not start: {shlex.join(command)}")
            yield dict(word.split("=", 1) for word in line.split() if "=" in word)

    def places(self, finding, prefix=""):
        """Where the truth says it is opened, or (prefix "caller.") by whom: a list of
        (function, file, line), of which each is right."""
        at = f"finding.{finding}.{prefix}"
        if at + "function" not in self.properties:
            return []
        return [(self.properties[at + "function"], self.properties[at + "file"], int(line))
                for line in self.properties[at + "line"].split()]


def bare(function):
    """A function's name without what debuggers and compilers add: parameters, template arguments, a
    hash, the mark of a clone."""
    name = re.sub(r"( \[clone [^]]*\])+$|(\.(constprop|isra|part|cold)\.\d+|\.cold)+$", "", function)
    name = re.sub(r"::h[0-9a-f]{16}$", "", name)
    name = name.replace("(anonymous namespace)::", "").replace("{anonymous}::", "")
    name = re.sub(r"^<([^<> ]+)>::", r"\1::", name)
    while True:
        shorter = re.sub(r"<[^<>]*>", "", name)
        if shorter == name:
            break
        name = shorter
    return re.sub(r"(?<=[\w~])(::)?\([^*()]*\)( const)?$", "", name).strip()


def is_at(frame, place):
    """Does a frame of the JSON contract name this place?"""
    function, file, line = place
    name = bare(frame.get("function", ""))
    return ((name == function or name.endswith(("::" + function, "." + function)))
            and os.path.basename(frame.get("file", "")) == os.path.basename(file)
            and frame.get("line") == line)


def own(frame, case):
    """Is a frame of the case's own source? Those above it are the library's."""
    name = os.path.basename(frame.get("file", ""))
    return name != "" and (os.path.exists(os.path.join(case.folder, name))
                           or os.path.exists(os.path.join(CASES, name))
                           or any(os.path.basename(place[1]) == name for place in case.places(1)))
