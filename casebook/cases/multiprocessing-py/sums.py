"""Has sums done by processes of their own. Read README.md beside this file."""

import multiprocessing
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import plant

FORK = multiprocessing.get_context("fork")


def add(numbers, answer):
    answer.send(sum(numbers))


class Sums:
    def __init__(self, leak):
        self.leak = leak
        self.answers = {}

    def start(self, numbers):
        answer, given = FORK.Pipe(duplex=False)
        FORK.Process(target=add, args=(numbers, given)).start()
        return answer, given

    def add_up(self, numbers):
        answer, given = self.start(numbers)
        given.close()  # the parent's copy of what the child writes to
        total = answer.recv()
        answer.close()
        return total

    def add_up_later(self, numbers):
        answer, given = self.start(numbers)
        self.answers[len(self.answers)] = (answer, given)  # PLANTED: both ends stay, unread
        if not self.leak:
            given.close()
            answer.recv()
            answer.close()


def main():
    options = plant.Plant()
    sums = Sums(options.leak)
    options.every(options.among, lambda: sums.add_up([20, 22]))
    options.every(options.per_second, lambda: sums.add_up_later([20, 22]))
    plant.ready()
    options.run()


if __name__ == "__main__":
    main()
