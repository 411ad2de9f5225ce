package dev.seep.kernel.procfs;

import dev.seep.evidence.ManagedRuntime;
import java.util.Map;
import java.util.Optional;

/// The runtimes that collect garbage, by the name of the file that holds their code.
final class Runtimes {
  private static final Map<String, ManagedRuntime> EXACT =
      Map.of(
          "libjvm.so", ManagedRuntime.HOTSPOT,
          "node", ManagedRuntime.V8,
          "nodejs", ManagedRuntime.V8,
          "deno", ManagedRuntime.V8,
          "electron", ManagedRuntime.V8,
          "chrome", ManagedRuntime.V8,
          "chromium", ManagedRuntime.V8,
          "libcoreclr.so", ManagedRuntime.OTHER);

  /// These carry a version in their name.
  private static final Map<String, ManagedRuntime> BEGINNING =
      Map.of(
          "libnode.so", ManagedRuntime.V8,
          "libv8.so", ManagedRuntime.V8,
          "libj9vm", ManagedRuntime.OTHER,
          "libmono", ManagedRuntime.OTHER,
          "libpypy", ManagedRuntime.OTHER);

  private Runtimes() {}

  static Optional<ManagedRuntime> named(String file) {
    // The kernel marks a file that was replaced while it runs, as by an upgrade.
    String name = file.replace(" (deleted)", "");
    ManagedRuntime exact = EXACT.get(name);
    return exact != null
        ? Optional.of(exact)
        : BEGINNING.entrySet().stream()
            .filter(each -> name.startsWith(each.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
  }
}
