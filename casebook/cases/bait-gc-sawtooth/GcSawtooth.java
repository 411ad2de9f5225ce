import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A service whose garbage goes when the collector comes. Read README.md beside this file. */
public final class GcSawtooth {
  private static final int GARBAGE_BYTES = 256 * 1024;
  private static final int REQUESTS_PER_SECOND = 20;

  /** Written on purpose: what is never read might not be allocated. */
  private static volatile byte[] working = new byte[GARBAGE_BYTES];

  private GcSawtooth() {}

  public static void main(String[] arguments) throws Exception {
    double seconds = 600;
    Path folder = Path.of("");
    for (int i = 0; i + 1 < arguments.length; i++) {
      switch (arguments[i]) {
        case "--seconds" -> seconds = Double.parseDouble(arguments[++i]);
        case "--dir" -> folder = Path.of(arguments[++i]);
        default -> {}
      }
    }
    Path file = Files.writeString(folder.resolve("settings.conf"), "settings");
    ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    System.out.println("READY pid=" + ProcessHandle.current().pid());
    while (System.nanoTime() < end && parent.isAlive()) {
      serve(file);
      Thread.sleep(1000 / REQUESTS_PER_SECOND);
    }
  }

  private static void serve(Path file) throws IOException {
    working = new byte[GARBAGE_BYTES];
    try (FileInputStream stream = new FileInputStream(file.toFile())) {
      working[0] = (byte) stream.read();
    }
  }
}
