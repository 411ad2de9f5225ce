import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What every plant in Java shares: its options, the rhythm of its traffic, its helpers, and the
/// READY line.
///
/// A plant ends by itself: after --seconds, when the process that started it is gone, or by
/// SIGTERM, for which the virtual machine needs no help. A helper ends with its plant.
///
/// @param leak true for --leak, false for --healthy
/// @param perSecond leaks a second
/// @param among healthy operations a second beside the leaks
/// @param seconds life of the plant
/// @param dir folder to write in
record Plant(boolean leak, double perSecond, double among, double seconds, Path dir) {

  /// Something a plant does again and again.
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /// A process that a plant talks to.
  ///
  /// @param said the one line it prints when it is there: mostly its port
  record Helper(long pid, String said) {}

  /// Reads the options, and has this process end when its time has come.
  static Plant parse(String... arguments) throws IOException {
    boolean leak = true;
    double perSecond = 1;
    double among = 10;
    double seconds = 600;
    Path dir = null;
    for (int i = 0; i < arguments.length; i++) {
      String value = i + 1 < arguments.length ? arguments[i + 1] : "";
      switch (arguments[i]) {
        case "--leak" -> leak = true;
        case "--healthy" -> leak = false;
        case "--per-second" -> perSecond = number(arguments[i++], value);
        case "--among" -> among = number(arguments[i++], value);
        case "--seconds" -> seconds = number(arguments[i++], value);
        case "--dir" -> {
          dir = Path.of(value);
          i++;
        }
        default -> refuse("unknown option " + arguments[i]);
      }
    }
    Path folder =
        dir == null ? Files.createTempDirectory("seep-case-") : Files.createDirectories(dir);
    Plant plant = new Plant(leak, perSecond, among, seconds, folder);
    plant.endInTime();
    return plant;
  }

  private static double number(String option, String value) {
    try {
      double number = Double.parseDouble(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused like a number that is too small.
    }
    refuse(option + " takes a number above 0, not \"" + value + '"');
    return Double.NaN;
  }

  private static void refuse(String why) {
    System.err.println(why);
    System.exit(64);
  }

  /// Does it at a steady rate, on a thread of its own. What fell behind is caught up with; what
  /// fails is told, and the next one is done all the same, as a daemon would. It is told a second
  /// later: a helper whose plant is gone is gone by then.
  static void every(double perSecond, Work work) {
    Thread.ofPlatform()
        .name("traffic")
        .start(() -> {
          long started = System.nanoTime();
          for (long done = 0; ; done++) {
            sleepUntil(started + (long) (done * 1e9 / perSecond));
            try {
              work.run();
            } catch (Exception e) {
              sleepUntil(System.nanoTime() + 1_000_000_000);
              e.printStackTrace();
            }
          }
        });
  }

  private static void sleepUntil(long nanoTime) {
    try {
      Thread.sleep(Math.max(0, (nanoTime - System.nanoTime()) / 1_000_000));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e); // nobody interrupts a plant
    }
  }

  /// Starts the main class of a helper with these options. It calls [#helper] first, and prints one
  /// line once it is there.
  Helper start(Class<?> main, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said =
        new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
            .readLine();
    if (said == null) {
      throw new IOException("helper did not start: " + String.join(" ", command));
    }
    return new Helper(process.pid(), said);
  }

  /// To be called first in a helper, which ends with its plant: the plant holds the other end of
  /// its standard input, and nobody ever writes to it.
  static void helper() {
    Thread.ofPlatform()
        .daemon()
        .name("end-with-plant")
        .start(() -> {
          try {
            System.in.read();
          } catch (IOException e) {
            System.err.println(e);
          } finally {
            Runtime.getRuntime().halt(0);
          }
        });
  }

  /// Prints the READY line with the `key=value` pairs given.
  void ready(String... pairs) {
    String more = pairs.length == 0 ? "" : " " + String.join(" ", pairs);
    System.out.printf(Locale.ROOT, "READY pid=%d%s%n", ProcessHandle.current().pid(), more);
    System.out.flush();
  }

  private void endInTime() {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    Thread.ofPlatform()
        .daemon()
        .name("end-in-time")
        .start(() -> {
          // Asked anew each time: a parent that ended but was not reaped counts as alive.
          while (System.nanoTime() < end && ProcessHandle.current().parent().equals(parent)) {
            sleepUntil(System.nanoTime() + 200_000_000);
          }
          Runtime.getRuntime().halt(0);
        });
  }
}
