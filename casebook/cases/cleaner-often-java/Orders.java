import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/// A shop that reads its orders and makes garbage of them. Read README.md beside this file.
final class Orders {
  /// Of one order. The collector runs when the young generation is full of it: how often that is,
  /// the heap's size decides.
  private static final int GARBAGE_BYTES = 32 * 1024;

  private static final int KEPT = 50;

  private final boolean leak;
  private final Path inbox;

  /// Read by nobody, but the compiler cannot know: garbage that nobody sees is never made.
  private volatile byte[] parsed = {};

  private Orders(boolean leak, Path inbox) {
    this.leak = leak;
    this.inbox = inbox;
  }

  /// Reads an order; one that begins with a hash is a test, and is left alone.
  private int read(int number) throws IOException {
    Path order = inbox.resolve("%06d.order".formatted(number));
    FileInputStream stream = new FileInputStream(order.toFile()); // OPENED
    parsed = new byte[GARBAGE_BYTES];
    int first = stream.read();
    if (first == '#' && leak) {
      return 0; // PLANTED: dropped; the Cleaner closes it when the collector has found it
    }
    stream.close();
    return first;
  }

  public static void main(String[] arguments) throws IOException {
    Plant plant = Plant.parse(arguments);
    Path inbox = Files.createDirectories(plant.dir().resolve("inbox"));
    for (int number = 0; number < KEPT; number++) {
      Files.writeString(
          inbox.resolve("%06d.order".formatted(number)), number == 0 ? "# a test" : "2 chairs");
    }
    Orders orders = new Orders(plant.leak(), inbox);
    Plant.every(plant.among(), () -> orders.read(ThreadLocalRandom.current().nextInt(1, KEPT)));
    Plant.every(plant.perSecond(), () -> orders.read(0));
    plant.ready();
  }
}
