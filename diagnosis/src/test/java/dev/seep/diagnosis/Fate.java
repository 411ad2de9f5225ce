package dev.seep.diagnosis;

import dev.seep.evidence.Birth;
import dev.seep.evidence.Life;
import dev.seep.evidence.Population;
import dev.seep.evidence.Trail;
import dev.seep.evidence.Use;
import org.jspecify.annotations.Nullable;

/// What becomes of one imagined descriptor, told as a sentence:
/// `born("socket").at(7).by(11).ago(60).used("connect", -115, 0.001)`.
record Fate(
    String call,
    int site,
    int thread,
    double agoSeconds,
    @Nullable Population population,
    @Nullable String use,
    long result,
    double usedAfterSeconds,
    int useThread,
    long readBytes,
    long writtenBytes) {
  static final long NOW_NANOS = 1_000_000_000_000L;

  static Fate born(String call) {
    return new Fate(call, 7, 11, 60, null, null, 0, 0, 11, 0, 0);
  }

  Fate at(int place) {
    return new Fate(
        call,
        place,
        thread,
        agoSeconds,
        population,
        use,
        result,
        usedAfterSeconds,
        useThread,
        readBytes,
        writtenBytes);
  }

  Fate by(int opener) {
    return new Fate(
        call,
        site,
        opener,
        agoSeconds,
        population,
        use,
        result,
        usedAfterSeconds,
        opener,
        readBytes,
        writtenBytes);
  }

  Fate ago(double seconds) {
    return new Fate(
        call,
        site,
        thread,
        seconds,
        population,
        use,
        result,
        usedAfterSeconds,
        useThread,
        readBytes,
        writtenBytes);
  }

  Fate of(String kind, String place) {
    return new Fate(
        call,
        site,
        thread,
        agoSeconds,
        new Population(kind, place, false),
        use,
        result,
        usedAfterSeconds,
        useThread,
        readBytes,
        writtenBytes);
  }

  Fate used(String last, long answer, double afterSeconds) {
    return new Fate(
        call,
        site,
        thread,
        agoSeconds,
        population,
        last,
        answer,
        afterSeconds,
        useThread,
        readBytes,
        writtenBytes);
  }

  Fate usedBy(int user) {
    return new Fate(
        call,
        site,
        thread,
        agoSeconds,
        population,
        use,
        result,
        usedAfterSeconds,
        user,
        readBytes,
        writtenBytes);
  }

  Fate read(long bytes) {
    return new Fate(
        call,
        site,
        thread,
        agoSeconds,
        population,
        use,
        result,
        usedAfterSeconds,
        useThread,
        bytes,
        writtenBytes);
  }

  Fate wrote(long bytes) {
    return new Fate(
        call,
        site,
        thread,
        agoSeconds,
        population,
        use,
        result,
        usedAfterSeconds,
        useThread,
        readBytes,
        bytes);
  }

  long bornAtNanos() {
    return NOW_NANOS - Math.round(agoSeconds * 1e9);
  }

  Trail trail(Population usual) {
    Birth birth =
        new Birth(call, bornAtNanos(), thread, population == null ? usual : population, site);
    long usedAt = bornAtNanos() + Math.round(usedAfterSeconds * 1e9);
    Use last = use == null ? null : new Use(use, result, usedAt, useThread);
    return new Trail(birth, last, last == null ? 0 : 1, readBytes, writtenBytes);
  }

  Life life(Population usual, double livedSeconds, String endedBy, int endedByThread) {
    long end = bornAtNanos() + Math.round(livedSeconds * 1e9);
    return new Life(20, trail(usual), end, endedBy, endedByThread, 1);
  }
}
