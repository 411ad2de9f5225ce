import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// A service that has each text sorted by sort(1). Read README.md beside this file.
final class Filter {
  private final boolean leak;

  private Filter(boolean leak) {
    this.leak = leak;
  }

  private String sorted(String text) throws IOException, InterruptedException {
    Process sort = new ProcessBuilder("sort").start(); // OPENED
    if (text.isEmpty() && leak) {
      return text; // PLANTED: nothing to sort, and sort waits for its input for ever
    }
    try (InputStream output = sort.getInputStream();
        InputStream _ = sort.getErrorStream()) {
      try (OutputStream input = sort.getOutputStream()) {
        input.write(text.getBytes(StandardCharsets.UTF_8));
      }
      return new String(output.readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      sort.waitFor();
    }
  }

  public static void main(String[] arguments) throws IOException {
    Plant plant = Plant.parse(arguments);
    Filter filter = new Filter(plant.leak());
    Plant.every(plant.among(), () -> filter.sorted("pear\napple\n"));
    Plant.every(plant.perSecond(), () -> filter.sorted(""));
    plant.ready();
  }
}
