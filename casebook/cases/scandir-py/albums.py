"""Looks for the covers of albums. Read README.md beside this file."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import plant

ALBUMS = 20
PICTURES = 50


class Albums:
    def __init__(self, folder, leak):
        self.leak = leak
        self.looked = 0
        self.covers = []
        self.paths = [os.path.join(folder, f"{i}.album") for i in range(1, ALBUMS + 1)]
        for path in self.paths:
            os.makedirs(path, exist_ok=True)
            for i in range(PICTURES):
                with open(os.path.join(path, f"{i}.jpg"), "wb"):
                    pass

    def entries(self):
        self.looked += 1
        return os.scandir(self.paths[self.looked % ALBUMS])

    def count(self):
        """Closed by its own end: it is read to the last entry."""
        return sum(1 for picture in self.entries() if picture.is_file())

    def find_cover(self):
        pictures = self.entries()
        self.covers.append((next(pictures), pictures))  # PLANTED: kept half-way, for "the next best"
        if not self.leak:
            pictures.close()


def main():
    options = plant.Plant()
    albums = Albums(options.folder("albums"), options.leak)
    options.every(options.among, albums.count)
    options.every(options.per_second, albums.find_cover)
    plant.ready()
    options.run()


if __name__ == "__main__":
    main()
