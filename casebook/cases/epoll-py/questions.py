"""Asks a peer, and waits for the answer by a selector. Read README.md beside this file."""

import os
import selectors
import socket
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import plant

PATIENCE_SECONDS = 0.1


def answer_all(say):
    """A peer that answers what ends with a question mark, and nothing else."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        say(server.getsockname()[1])
        asked, _ = server.accept()
        while question := asked.recv(100):
            if question.endswith(b"?"):
                asked.sendall(b"yes")


class Questions:
    def __init__(self, port, leak):
        self.leak = leak
        self.peer = socket.create_connection(("127.0.0.1", port))
        self.unanswered = []

    def ask(self, text):
        waiting = selectors.DefaultSelector()  # an epoll
        waiting.register(self.peer, selectors.EVENT_READ)
        self.peer.sendall(text)
        if waiting.select(PATIENCE_SECONDS):
            answer = self.peer.recv(100)
            waiting.close()
            return answer
        self.unanswered.append((text, waiting))  # PLANTED: "for a second try", which nobody makes
        if not self.leak:
            waiting.close()
        return None


def main():
    options = plant.Plant()
    peer, port = options.helper(answer_all)
    questions = Questions(int(port), options.leak)
    options.every(options.among, lambda: questions.ask(b"are you there?"))
    options.every(options.per_second, lambda: questions.ask(b"hm"))
    plant.ready(helpers=peer)
    options.run()


if __name__ == "__main__":
    main()
