"""Reads letters, and leaves some to the collector. Read README.md beside this file."""

import gc
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import plant

LETTERS = 30
SENTENCES = 2


class Sentence:
    def __init__(self, letter, text):
        self.letter = letter  # knows the letter that knows it: a ring
        self.text = text


class Letter:
    def __init__(self, path):
        self.file = open(path, encoding="utf-8")
        self.sentences = [Sentence(self, self.file.readline()) for _ in range(SENTENCES)]

    def close(self):
        self.file.close()


class Post:
    def __init__(self, folder, leak):
        self.leak = leak
        self.read = 0
        self.paths = [os.path.join(folder, f"{i}.letter") for i in range(1, LETTERS + 1)]
        for path in self.paths:
            with open(path, "w", encoding="utf-8") as letter:
                letter.write("Dear reader,\n" * SENTENCES)

    def next_letter(self):
        self.read += 1
        return Letter(self.paths[self.read % LETTERS])

    def read_letter(self):
        letter = self.next_letter()
        letter.close()
        return len(letter.sentences)

    def glance(self):
        letter = self.next_letter()
        if not self.leak:
            letter.close()
        return letter.sentences[0].text  # PLANTED: the ring keeps the letter, until it is collected


def main():
    if "--no-collector" in sys.argv:
        sys.argv.remove("--no-collector")
        gc.disable()  # "it only costs time", as is done to services that fork
    options = plant.Plant()
    post = Post(options.folder("post"), options.leak)
    options.every(options.among, post.read_letter)
    options.every(options.per_second, post.glance)
    plant.ready()
    options.run()


if __name__ == "__main__":
    main()
