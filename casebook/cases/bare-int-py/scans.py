"""Reads the scans of a folder, by the calls of the system. Read README.md beside this file."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import plant

MAGIC = b"SCAN"
SCANS = 30


class Scans:
    def __init__(self, folder, leak):
        self.leak = leak
        self.good = self.make(folder, "page", MAGIC + bytes(1000))
        self.bad = self.make(folder, "draft", bytes(1000))
        self.read = 0

    @staticmethod
    def make(folder, name, content):
        paths = [os.path.join(folder, f"{name}-{i}.scan") for i in range(1, SCANS + 1)]
        for path in paths:
            with open(path, "wb") as scan:
                scan.write(content)
        return paths

    def size(self, path):
        """Bytes of the scan after its magic word; None when it has none."""
        scan = os.open(path, os.O_RDONLY)
        if os.read(scan, len(MAGIC)) != MAGIC:
            if not self.leak:
                os.close(scan)
            return None  # PLANTED: a bare number goes out of scope, and closes nothing
        size = os.fstat(scan).st_size - len(MAGIC)
        os.close(scan)
        return size

    def read_next_of(self, paths):
        self.read += 1
        return self.size(paths[self.read % SCANS])


def main():
    options = plant.Plant()
    scans = Scans(options.folder("scans"), options.leak)
    options.every(options.among, lambda: scans.read_next_of(scans.good))
    options.every(options.per_second, lambda: scans.read_next_of(scans.bad))
    plant.ready()
    options.run()


if __name__ == "__main__":
    main()
