import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// A mailer that looks into the outboxes of its tenants. Read README.md beside this file.
final class Outbox {
  private static final int TENANTS = 20;

  private final boolean leak;

  private Outbox(boolean leak) {
    this.leak = leak;
  }

  /// Sends the next mail of a tenant, if there is one.
  private boolean sendNext(Path outbox) throws IOException {
    Stream<Path> mails = Files.list(outbox); // OPENED
    Optional<Path> next = mails.filter(mail -> mail.toString().endsWith(".eml")).findFirst();
    if (next.isEmpty() && leak) {
      return false; // PLANTED: nothing to send, and the folder stays open
    }
    mails.close();
    return next.isPresent() && Files.size(next.get()) > 0;
  }

  /// Every tenant has a mail to send but the last, who never writes one.
  private static Path outbox(Path folder, int tenant) {
    return folder.resolve("outbox").resolve("tenant-%02d".formatted(tenant));
  }

  public static void main(String[] arguments) throws IOException {
    Plant plant = Plant.parse(arguments);
    for (int tenant = 0; tenant < TENANTS; tenant++) {
      Path outbox = Files.createDirectories(outbox(plant.dir(), tenant));
      if (tenant < TENANTS - 1) {
        Files.writeString(outbox.resolve("0001.eml"), "Dear reader\n");
      }
    }
    Outbox mailer = new Outbox(plant.leak());
    int[] turn = {0};
    Plant.every(
        plant.among(), () -> mailer.sendNext(outbox(plant.dir(), turn[0]++ % (TENANTS - 1))));
    Plant.every(plant.perSecond(), () -> mailer.sendNext(outbox(plant.dir(), TENANTS - 1)));
    plant.ready();
  }
}
