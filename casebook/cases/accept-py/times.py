"""A server that tells the time to those who ask. Read README.md beside this file."""

import asyncio
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import plant

PATIENCE_SECONDS = 2


class Times:
    def __init__(self, leak):
        self.patience = None if leak else PATIENCE_SECONDS

    async def serve(self, reader, writer):
        try:
            question = reader.readline()
            await asyncio.wait_for(question, self.patience)  # PLANTED: None waits for ever
            writer.write(time.ctime().encode())
            await writer.drain()
        except (asyncio.TimeoutError, ConnectionError):
            pass
        finally:
            writer.close()


def call(say, options, port):
    """Clients: most ask, some connect, say nothing, and stay for as long as they may."""
    silent = []

    async def ask():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"what time is it?\n")
        await reader.read()
        writer.close()

    async def stay():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        silent.append(writer)
        await reader.read()
        writer.close()
        silent.remove(writer)

    async def every(per_second, work):
        while True:
            doing = asyncio.create_task(work())
            await asyncio.sleep(1 / per_second)
            del doing

    async def both():
        say("calling")
        await asyncio.gather(every(options.among, ask), every(options.per_second, stay))

    asyncio.run(both())


async def main():
    options = plant.Plant()
    server = await asyncio.start_server(Times(options.leak).serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    clients, _ = options.helper(call, options, port)
    plant.ready(listening=f"127.0.0.1:{port}", helpers=clients)
    while not options.over():
        await asyncio.sleep(0.3)
    os._exit(0)  # with clients that still wait


if __name__ == "__main__":
    asyncio.run(main())
