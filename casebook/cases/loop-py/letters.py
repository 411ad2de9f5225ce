"""Delivers letters by asyncio, out of code that knows nothing of it. Read README.md beside this file."""

import asyncio
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import plant

DELIVERY_SECONDS = 0.01


async def deliver(fails):
    await asyncio.sleep(DELIVERY_SECONDS)
    if fails:
        raise ConnectionError("nobody is at home")


class Postman:
    """Has a loop for each letter, as it is called from code without one."""

    def __init__(self, leak):
        self.leak = leak
        self.undelivered = []

    def send(self, fails):
        loop = asyncio.new_event_loop()  # an epoll, and a pair of sockets to wake it
        try:
            loop.run_until_complete(deliver(fails))
        except ConnectionError as reason:
            self.undelivered.append((reason, loop))
            if self.leak:
                return  # PLANTED: past the close, and kept with the reason
        loop.close()


def main():
    options = plant.Plant()
    postman = Postman(options.leak)
    options.every(options.among, lambda: postman.send(fails=False))
    options.every(options.per_second, lambda: postman.send(fails=True))
    plant.ready()
    options.run()


if __name__ == "__main__":
    main()
