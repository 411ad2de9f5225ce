"""Has each document looked through by a program of its own. Read README.md beside this file."""

import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import plant


class Lint:
    def __init__(self, leak):
        self.leak = leak
        self.jobs = []

    def start(self, text):
        return subprocess.Popen(["echo", "looked through:", text], stdout=subprocess.PIPE)

    def look_through(self):
        with self.start("a document") as job:
            return job.stdout.read()

    def look_through_draft(self):
        """Nobody wants to know what is wrong with a draft: it is looked through for the log."""
        job = self.start("a draft")
        self.jobs.append(job)  # PLANTED: kept, neither read nor waited for
        if not self.leak:
            job.communicate()


def main():
    options = plant.Plant()
    lint = Lint(options.leak)
    options.every(options.among, lint.look_through)
    options.every(options.per_second, lint.look_through_draft)
    plant.ready()
    options.run()


if __name__ == "__main__":
    main()
