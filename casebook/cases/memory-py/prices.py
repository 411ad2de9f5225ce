"""Works out prices, and remembers those it has worked out. Read README.md beside this file."""

import functools
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import plant

ROWS_OF_A_TABLE = 800
TABLES_OF_A_VISIT = 10
MOST_TABLES = 100


def price_table(article):
    """What an article costs by number of pieces: about 100 KB."""
    return [(article, pieces, article * pieces * 0.97) for pieces in range(ROWS_OF_A_TABLE)]


class Shop:
    def __init__(self, leak):
        most = None if leak else MOST_TABLES  # PLANTED: None is a cache without a bound
        self.prices = functools.lru_cache(maxsize=most)(price_table)
        self.article = 0

    def known_article(self):
        return self.prices(self.article)

    def new_article(self):
        self.article += 1
        return self.prices(self.article)


def main():
    options = plant.Plant()
    shop = Shop(options.leak)
    options.every(options.among, shop.known_article)
    options.every(options.per_second * TABLES_OF_A_VISIT, shop.new_article)
    plant.ready()
    options.run()


if __name__ == "__main__":
    main()
