package dev.seep.watch.journal;

import dev.seep.watch.journal.Exhausted.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// How programs say that something has run out, in the words of their runtimes.
///
/// | Who | Says |
/// |---|---|
/// | glibc strerror(3) | `Too many open files`, `Too many open files in system`, `Cannot allocate memory` |
/// | musl strerror(3) | `No file descriptors available`, `Out of memory` |
/// | kernel | `VFS: file-max limit 1024 reached`, `Out of memory: Killed process 7 (x)`, `fork rejected by pids controller` |
/// | Go | `accept4: too many open files`, `runtime: failed to create new OS thread`, `runtime: out of memory` |
/// | Node | `EMFILE: too many open files, open 'x'`, `JavaScript heap out of memory` |
/// | Java | `SocketException: Too many open files`, `OutOfMemoryError: unable to create native thread` |
/// | Python | `[Errno 24] Too many open files`, `can't start new thread`, `MemoryError` |
/// | Rust | `Os { code: 24, … }`, `failed to spawn thread: Os { code: 11, … }`, `memory allocation of 8 bytes failed` |
///
/// `Resource temporarily unavailable` alone says nothing, as every non-blocking read that finds
/// nothing ends so: it counts only beside a word for a thread or a process.
final class Phrases {
  private record Phrase(String needle, Kind kind, Predicate<String> also) {}

  private static final List<Phrase> PHRASES = new ArrayList<>();

  static {
    say(Kind.DESCRIPTORS_OF_MACHINE, "too many open files in system");
    say(Kind.DESCRIPTORS_OF_MACHINE, "file-max limit");
    say(Kind.DESCRIPTORS_OF_MACHINE, "enfile", word("enfile"));
    say(Kind.DESCRIPTORS, "too many open files");
    say(Kind.DESCRIPTORS, "no file descriptors available");
    say(Kind.DESCRIPTORS, "emfile", word("emfile"));
    say(Kind.THREADS, "create native thread");
    say(Kind.THREADS, "create new native thread");
    say(Kind.THREADS, "can't start new thread");
    say(Kind.THREADS, "failed to create new os thread");
    say(Kind.THREADS, "fork rejected by pids controller");
    say(
        Kind.THREADS,
        "pthread_create",
        has("fail|error|resource temporarily unavailable|\\beagain\\b"));
    say(
        Kind.THREADS,
        "resource temporarily unavailable",
        has("\\b(thread|threads|fork|vfork|clone|clone3|spawn|pthread_create)\\b"));
    say(Kind.MEMORY, "cannot allocate memory");
    say(Kind.MEMORY, "out of memory");
    say(Kind.MEMORY, "outofmemoryerror");
    say(Kind.MEMORY, "oom-kill");
    say(Kind.MEMORY, "killed by the oom killer");
    say(Kind.MEMORY, "memoryerror", word("memoryerror"));
    say(Kind.MEMORY, "memory allocation of", has("memory allocation of \\d+ bytes failed"));
    say(Kind.MEMORY, "std::bad_alloc");
  }

  private static final Needles NEEDLES = new Needles(PHRASES.stream().map(Phrase::needle).toList());

  private Phrases() {}

  private static void say(Kind kind, String needle) {
    say(kind, needle, _ -> true);
  }

  private static void say(Kind kind, String needle, Predicate<String> also) {
    PHRASES.add(new Phrase(needle, kind, also));
  }

  private static Predicate<String> word(String word) {
    return has("(?<![\\w-])" + Pattern.quote(word) + "(?![\\w-])");
  }

  private static Predicate<String> has(String pattern) {
    return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).asPredicate();
  }

  /// One pattern of all words, for `journalctl --grep`, which ignores the case of a pattern that is
  /// all in lower case (journalctl(1)).
  static String pattern() {
    return String.join("|", PHRASES.stream().map(Phrase::needle).toList());
  }

  /// Whether it is worth a closer look; what it says may still be nothing.
  static boolean mayBe(byte[] text, int from, int to) {
    return NEEDLES.in(text, from, to) != 0;
  }

  /// What a message says has run out; the phrases are asked in their order, so that the narrower
  /// one is found first.
  static Optional<Kind> in(String message) {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    int found = NEEDLES.in(bytes, 0, bytes.length);
    for (int i = 0; found != 0 && i < PHRASES.size(); i++) {
      Phrase phrase = PHRASES.get(i);
      if ((found >> i & 1) != 0 && phrase.also().test(message)) {
        return Optional.of(phrase.kind());
      }
    }
    return Optional.empty();
  }
}
