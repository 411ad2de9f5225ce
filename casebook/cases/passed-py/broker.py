"""A broker between those who have a file and those who print it. Read README.md beside this file."""

import os
import socket
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import plant


def send_files(say, ours, theirs, options):
    """Opens files and sends them, as the broker asks for them: it keeps none."""
    theirs.close()
    folder = options.folder("prints")
    say("sending")
    number = 0
    while ours.recv(1):
        number += 1
        path = os.path.join(folder, f"{number % 20}.page")
        page = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        os.write(page, b"a page to print")
        socket.send_fds(ours, [b"page"], [page])
        os.close(page)


def print_files(say, ours, theirs):
    theirs.close()
    say("printing")
    while True:
        size, pages, _, _ = socket.recv_fds(ours, 100, 1)
        if not size:
            return
        for page in pages:
            os.close(page)
        ours.send(b"printed")


class Broker:
    def __init__(self, sender, printer, leak):
        self.sender = sender
        self.printer = printer
        self.leak = leak

    def fetch(self):
        self.sender.send(b"?")
        _, pages, _, _ = socket.recv_fds(self.sender, 100, 1)
        return pages[0]

    def hand_on(self, page):
        socket.send_fds(self.printer, [b"page"], [page])
        return self.printer.recv(100)

    def pass_on(self):
        page = self.fetch()
        self.hand_on(page)
        os.close(page)

    def pass_on_urgent(self):
        page = self.fetch()
        self.hand_on(page)  # PLANTED: what the printer gets is a copy; this one stays
        if not self.leak:
            os.close(page)


def main():
    options = plant.Plant()
    sender, senders = socket.socketpair()
    sending, _ = options.helper(send_files, senders, sender, options)
    senders.close()
    printer, printers = socket.socketpair()
    printing, _ = options.helper(print_files, printers, printer)
    printers.close()
    broker = Broker(sender, printer, options.leak)
    options.every(options.among, broker.pass_on)
    options.every(options.per_second, broker.pass_on_urgent)
    plant.ready(helpers=f"{sending},{printing}")
    options.run()


if __name__ == "__main__":
    main()
