"""Works on orders, each on a thread of its own. Read README.md beside this file."""

import os
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import plant

WORK_SECONDS = 0.05


class Order(threading.Thread):
    """Waits for its payment, and is done."""

    def __init__(self):
        super().__init__(daemon=True)
        self.paid = threading.Event()
        self.start()

    def run(self):
        self.paid.wait()


class Shop:
    def __init__(self, leak):
        self.leak = leak

    def order(self):
        order = Order()
        threading.Timer(WORK_SECONDS, order.paid.set).start()

    def order_and_cancel(self):
        order = Order()
        if self.leak:
            return  # PLANTED: nobody pays, and nobody tells the order that nobody will
        order.paid.set()


def main():
    options = plant.Plant()
    shop = Shop(options.leak)
    options.every(options.among, shop.order)
    options.every(options.per_second, shop.order_and_cancel)
    plant.ready()
    options.run()


if __name__ == "__main__":
    main()
