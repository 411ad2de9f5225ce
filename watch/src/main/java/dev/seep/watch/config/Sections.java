package dev.seep.watch.config;

import dev.seep.watch.config.WatchConfig.Budget;
import dev.seep.watch.config.WatchConfig.History;
import dev.seep.watch.config.WatchConfig.Hunts;
import dev.seep.watch.config.WatchConfig.Selection;
import dev.seep.watch.config.WatchConfig.Tls;
import dev.seep.watch.config.WatchConfig.Watching;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// The watch's own sections.
final class Sections {
  static final Form<Tls> TLS = tls();
  static final Form<History> HISTORY = history();
  static final Form<Selection> SELECTION = selection();
  static final Form<Watching> WATCHING = watching();
  static final Form<Hunts> HUNTS = hunts();
  static final Form<Budget> BUDGET = budget();

  private Sections() {}

  private static Form<Tls> tls() {
    Key<Tls, Path> certificate =
        Key.required(
            "cert_file", ReadableFile.OPEN, Tls::certFile, "Certificate chain in PEM, own first.");
    Key<Tls, Path> key =
        Key.required("key_file", ReadableFile.SECRET, Tls::keyFile, "Private key in PEM (PKCS#8).");
    return Form.of(
        "tls",
        "Certificate and key; read again when they change.",
        List.of(certificate, key),
        values -> new Tls(values.get(certificate), values.get(key)));
  }

  private static Form<History> history() {
    Key<History, Long> bytes =
        Key.of(
            "max_bytes",
            new Numbers.Size(16L << 20),
            1L << 30,
            History::maxBytes,
            "What it may take on disk; beyond it the oldest goes.");
    Key<History, Duration> age =
        Key.of(
            "max_age",
            new Numbers.Span(Duration.ofHours(1), Duration.ofDays(3650)),
            Duration.ofDays(28),
            History::maxAge,
            "How long samples are kept.");
    return Form.of(
        "history",
        "How much is kept.",
        List.of(bytes, age),
        values -> new History(values.get(bytes), values.get(age)));
  }

  private static Key<Selection, List<Wildcard>> patterns(
      String name, Function<Selection, List<Wildcard>> of, String help) {
    return Key.of(name, Listed.of(Texts.WILDCARD), List.of(), of, help);
  }

  private static Form<Selection> selection() {
    Key<Selection, List<Wildcard>> workloads =
        patterns(
            "workloads", Selection::workloads, "Patterns: unit:nginx.service, container:web-*.");
    Key<Selection, List<Wildcard>> commands =
        patterns("commands", Selection::commands, "Patterns over the names of commands.");
    Key<Selection, List<Wildcard>> users =
        patterns("users", Selection::users, "Patterns over the names of users.");
    return Form.of(
        "selection",
        "Processes of which one of the patterns matches.",
        List.of(workloads, commands, users),
        values -> new Selection(values.get(workloads), values.get(commands), values.get(users)));
  }

  private static Form<Watching> watching() {
    Key<Watching, Selection> include =
        Key.section("include", SELECTION, Watching::include, "Which processes; without it, all.");
    Key<Watching, Selection> exclude =
        Key.section(
            "exclude", SELECTION, Watching::exclude, "Which processes not; wins over include.");
    Key<Watching, Boolean> memory =
        Key.of("memory", Numbers.FLAG, true, Watching::memory, "Watch memory, too.");
    Key<Watching, Boolean> threads =
        Key.of("threads", Numbers.FLAG, true, Watching::threads, "Watch threads, too.");
    return Form.of(
        "watching",
        "What is watched.",
        List.of(include, exclude, memory, threads),
        values ->
            new Watching(
                values.get(include), values.get(exclude), values.get(memory), values.get(threads)));
  }

  private static Form<Hunts> hunts() {
    Key<Hunts, Boolean> enabled =
        Key.of(
            "enabled",
            Numbers.FLAG,
            true,
            Hunts::enabled,
            "Look closely at a suspect without being asked; nothing is written into it.");
    Key<Hunts, Duration> length =
        Key.of(
            "length",
            new Numbers.Span(Duration.ofSeconds(5), Duration.ofHours(1)),
            Duration.ofSeconds(60),
            Hunts::length,
            "How long a look takes.");
    Key<Hunts, Integer> atOnce =
        Key.of("at_once", new Numbers.Whole(1, 8), 1, Hunts::atOnce, "How many at the same time.");
    Key<Hunts, Double> share =
        Key.of(
            "cpu_share",
            new Numbers.Real(0, 4),
            0.01,
            Hunts::cpuShare,
            "Share of one processor that all of them may take over an hour.");
    Key<Hunts, Duration> every =
        Key.of(
            "every",
            new Numbers.Span(Duration.ofSeconds(1), Duration.ofDays(30)),
            Duration.ofHours(1),
            Hunts::every,
            "How long until the same process is looked at again.");
    return Form.of(
        "hunts",
        "Closer looks that begin by themselves.",
        List.of(enabled, length, atOnce, share, every),
        values ->
            new Hunts(
                values.get(enabled),
                values.get(length),
                values.get(atOnce),
                values.get(share),
                values.get(every)));
  }

  private static Form<Budget> budget() {
    Key<Budget, Double> share =
        Key.of(
            "cpu_share",
            new Numbers.Real(0, 64),
            0.01,
            Budget::cpuShare,
            "Share of one processor.");
    Key<Budget, Long> resident =
        Key.of(
            "resident_bytes",
            new Numbers.Size(32_000_000),
            120_000_000L,
            Budget::residentBytes,
            "Resident memory.");
    Key<Budget, Integer> descriptors =
        Key.of(
            "descriptors",
            new Numbers.Whole(64, 1_000_000),
            512,
            Budget::descriptors,
            "Open descriptors.");
    return Form.of(
        "budget",
        "What the watch allows itself; beyond it, it sheds work and says so.",
        List.of(share, resident, descriptors),
        values -> new Budget(values.get(share), values.get(resident), values.get(descriptors)));
  }
}
