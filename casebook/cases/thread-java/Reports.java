import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;

/// A service whose large reports are made of parts that are worked out side by side. Read README.md
/// beside this file.
final class Reports {
  private static final int PARTS = 2;

  private final boolean leak;
  private final ExecutorService shared = Executors.newFixedThreadPool(PARTS);

  private Reports(boolean leak) {
    this.leak = leak;
  }

  private long large(String text) throws Exception {
    if (leak) {
      // PLANTED: nobody shuts it down, and its threads wait for work that never comes
      return sum(Executors.newFixedThreadPool(PARTS), text);
    }
    return sum(shared, text);
  }

  private long small(String text) throws Exception {
    return sum(shared, text);
  }

  private static long sum(ExecutorService executor, String text) throws Exception {
    int half = text.length() / 2;
    List<Callable<Long>> parts =
        List.of(() -> checksum(text.substring(0, half)), () -> checksum(text.substring(half)));
    long sum = 0;
    for (Future<Long> part : executor.invokeAll(parts)) {
      sum += part.get();
    }
    return sum;
  }

  private static long checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }

  public static void main(String[] arguments) throws Exception {
    Plant plant = Plant.parse(arguments);
    Reports reports = new Reports(plant.leak());
    Plant.every(plant.among(), () -> reports.small("all quiet today"));
    Plant.every(plant.perSecond(), () -> reports.large("much happened ".repeat(100)));
    plant.ready();
  }
}
