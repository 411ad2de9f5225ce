"""A service under a load with peaks, that now and then forgets a job.

Read README.md beside this file for the story.
"""

import argparse
import math
import os
import sys
import tempfile
import time

JOB_BYTES = 200 * 1000
JOB_SECONDS = 1.0
LEAST_JOBS_PER_SECOND = 2
MOST_JOBS_PER_SECOND = 14
TICK_SECONDS = 0.02


class Job:
    """An open spool file, and the memory to work on it."""

    started = 0

    def __init__(self, folder, now):
        Job.started += 1
        self.path = os.path.join(folder, f"{Job.started:06d}.job")
        self.file = open(self.path, "w+b", buffering=0)
        self.buffer = bytearray(b"\x01") * JOB_BYTES
        self.file.write(self.buffer[:64])
        self.ends = now + JOB_SECONDS

    def end(self):
        self.file.close()
        os.unlink(self.path)


class Service:
    def __init__(self, options):
        self.options = options
        self.folder = os.path.join(options.dir, "spool")
        os.makedirs(self.folder, exist_ok=True)
        self.running = []
        self.failed = []
        self.started = time.monotonic()

    def jobs_per_second(self, now):
        wave = 0.5 - 0.5 * math.cos(2 * math.pi * (now - self.started) / self.options.period)
        return LEAST_JOBS_PER_SECOND + (MOST_JOBS_PER_SECOND - LEAST_JOBS_PER_SECOND) * wave

    def end_what_is_done(self, now):
        for job in [job for job in self.running if job.ends <= now]:
            job.end()
            self.running.remove(job)

    def start_failing_job(self, now):
        job = Job(self.folder, now)
        if self.options.leak:
            self.failed.append(job)  # PLANTED: kept "for the report", never closed
        else:
            self.running.append(job)

    def over(self, parent):
        return os.getppid() != parent or time.monotonic() - self.started > self.options.seconds

    def run(self, parent):
        due = failing_due = 0.0
        last = time.monotonic()
        while not self.over(parent):
            now = time.monotonic()
            due += (now - last) * self.jobs_per_second(now)
            failing_due += (now - last) * self.options.per_second
            last = now
            self.end_what_is_done(now)
            while due >= 1:
                self.running.append(Job(self.folder, now))
                due -= 1
            while failing_due >= 1:
                self.start_failing_job(now)
                failing_due -= 1
            time.sleep(TICK_SECONDS)


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--leak", action="store_true", default=True)
    parser.add_argument("--healthy", dest="leak", action="store_false")
    parser.add_argument("--per-second", type=float, default=1)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--period", type=float, default=20, help="seconds between two peaks")
    parser.add_argument("--dir", default=None)
    options = parser.parse_args()
    options.dir = options.dir or tempfile.mkdtemp(prefix="seep-case-")
    return options


def main():
    parent = os.getppid()
    service = Service(parse())
    print(f"READY pid={os.getpid()} dir={service.options.dir}", flush=True)
    service.run(parent)


if __name__ == "__main__":
    sys.exit(main())
