package dev.seep.watch.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One `journalctl` that follows the journal.
///
/// It ends with this process, however that ends: journalctl watches its standard output, and leaves
/// when nobody holds the other end any more (tried with systemd 252, killing this process outright;
/// one that did not watch would be ended by SIGPIPE at its next line). What it says on standard
/// error comes among its lines, and is told from them by its first letter.
final class JournalProcess implements AutoCloseable {
  private final Process process;

  private JournalProcess(Process process) {
    this.process = process;
  }

  /// @param since seconds since 1970
  /// @param matching whether journalctl is to select the lines
  static JournalProcess start(JournalOptions options, long since, boolean matching)
      throws IOException {
    List<String> command = new ArrayList<>(options.command());
    command.addAll(List.of("--follow", "--no-tail", "--no-pager", "--quiet", "--output=json"));
    command.add("--output-fields=" + JournalEntry.FIELDS);
    command.add("--since=@" + since);
    if (matching) {
      command.add("--grep=" + Phrases.pattern());
    }
    return new JournalProcess(begin(command));
  }

  /// Whether this journalctl can select lines by itself: it must have been built with PCRE2, and
  /// then says so in its version.
  static boolean canMatch(JournalOptions options) throws IOException {
    Process asked = begin(List.of(options.command().getFirst(), "--version"));
    try (InputStream out = asked.getInputStream()) {
      boolean answered = asked.waitFor(5, TimeUnit.SECONDS);
      return answered
          && new String(out.readNBytes(4096), StandardCharsets.US_ASCII).contains("+PCRE2");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      asked.destroyForcibly();
    }
  }

  private static Process begin(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("SYSTEMD_"));
    environment.put("LC_ALL", "C");
    Process process = builder.start();
    try {
      process.getOutputStream().close();
    } catch (IOException gone) {
      process.destroyForcibly();
      throw gone;
    }
    return process;
  }

  long pid() {
    return process.pid();
  }

  /// Ended together with it.
  InputStream lines() {
    return process.getInputStream();
  }

  int exitCode() {
    try {
      return process.waitFor(2, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.getInputStream().close();
    } catch (IOException gone) {
      // It was open for reading alone: nothing is lost.
    }
  }
}
