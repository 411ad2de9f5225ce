package dev.seep.alerting;

import dev.seep.alerting.channel.Courier;
import dev.seep.alerting.channel.Delivery;
import dev.seep.alerting.channel.Network;
import dev.seep.alerting.channel.Pace;
import dev.seep.alerting.config.AlertingConfig;
import dev.seep.alerting.message.Composer;
import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.AlertEntry;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Silence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells people of incidents: each incident once to each receiver whom its route reaches, again
/// when it becomes critical, as a reminder while nobody acknowledged it, to further people when it
/// is not answered, and when it is over. INFO tells nobody, nor does a change of mere figures.
///
/// At least once: a notice is in the journal before its first try and leaves it when the other side
/// took it; after a restart it is sent again with the same keys. After a start, tell of each
/// incident that is still open once more ([#incident]): reminders go on from there, and nobody is
/// told twice.
///
/// One thread decides, one virtual thread for each channel sends. For several threads.
public final class Alerting implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(15);

  private final InstantSource clock;
  private final Keeper keeper;
  private final AlertLog log;
  private final Silences silences;
  private final Network network;
  private final Composer composer;
  private final String hostName;
  private final Outbox outbox;
  private final Desk desk;
  private final Inbox inbox = new Inbox();
  private final Object deciding = new Object();
  private final Thread worker;
  private volatile AlertingConfig config;

  /// @param config with no [AlertingConfig#problems]
  /// @param baseUrl of the page, for links; empty for none
  public Alerting(
      AlertingConfig config,
      AlertJournal journal,
      InstantSource clock,
      String hostName,
      String baseUrl) {
    this(config, journal, clock, hostName, baseUrl, DEADLINE, Pace.DEFAULT);
  }

  Alerting(
      AlertingConfig config,
      AlertJournal journal,
      InstantSource clock,
      String hostName,
      String baseUrl,
      Duration deadline,
      Pace pace) {
    this.config = config;
    this.clock = clock;
    this.hostName = hostName;
    this.keeper = new Keeper(journal);
    this.log = new AlertLog(keeper);
    this.silences = new Silences(keeper);
    this.network = new Network(deadline, clock);
    this.composer = new Composer(hostName, baseUrl);
    this.outbox = new Outbox(keeper, log, network, pace, hostName, inbox::changed);
    this.desk = new Desk(keeper, composer, new Dispatch(outbox, silences), config);
    outbox.configure(config);
    outbox.restore();
    desk.restore(clock.instant());
    this.worker = Thread.ofPlatform().daemon().name("seep-alerting").start(this::work);
  }

  /// Opened, changed or over: call it at every change, and for each open incident after a start.
  /// Returns at once.
  public void incident(Incident incident) {
    inbox.incident(incident);
  }

  /// Group waits, reminders, escalations, the ends of silences: call it every few seconds. Returns
  /// at once.
  public void tick(Instant now) {
    inbox.tick(now);
  }

  private void work() {
    while (true) {
      Inbox.@Nullable Batch batch = inbox.next();
      if (batch == null) {
        return;
      }
      try {
        decide(batch);
      } finally {
        inbox.done();
      }
    }
  }

  /// What goes wrong with one incident is told, and keeps no other from being decided.
  private void decide(Inbox.Batch batch) {
    synchronized (deciding) {
      for (Delivery each : batch.changed()) {
        guarded(() -> outbox.settle(each));
      }
      Instant now = clock.instant();
      for (Incident each : batch.incidents()) {
        guarded(() -> desk.incident(each, now));
      }
      Instant at = batch.tick();
      if (at != null) {
        guarded(() -> silences.forgetThoseOver(at));
        guarded(() -> desk.tick(at));
      }
    }
  }

  private void guarded(Runnable decision) {
    try {
      decision.run();
    } catch (RuntimeException | Error e) {
      inbox.failed(e);
    }
  }

  /// Queues stay where the settings of a channel did not change.
  public void reconfigure(AlertingConfig next) {
    synchronized (deciding) {
      config = next;
      outbox.configure(next);
      desk.reconfigure(next, clock.instant());
    }
  }

  /// Ends reminders and escalation, until it becomes worse.
  ///
  /// @return the incident's id; unseen when nobody was told of it or it is over
  public Reading<String> acknowledge(String incidentId, String by) {
    synchronized (deciding) {
      return desk.acknowledge(incidentId, by);
    }
  }

  /// Those that hold and those to come.
  public List<Silence> silences() {
    return silences.all();
  }

  /// @param wanted with an empty id for a new one, or the id of the one it replaces
  /// @return its id; unseen with what is wrong
  public Reading<String> silence(Silence wanted) {
    return silences.set(wanted, clock.instant());
  }

  /// @return its id; unseen when there is none
  public Reading<String> endSilence(String id) {
    return silences.end(id);
  }

  /// The alert log, newest first.
  public List<AlertEntry> log(int most) {
    return log.newest(most);
  }

  /// Sends a test through each channel of a receiver, all at once, and waits for what comes of it:
  /// as long as one try may take.
  ///
  /// @return empty when there is no such receiver or it has no channel
  public List<TestResult> test(String receiver) {
    return new TestRun(network, composer, hostName).run(config, receiver, clock.instant());
  }

  public Health health() {
    List<Courier.Stats> channels = outbox.stats();
    int queued = 0;
    Instant oldest = null;
    for (Courier.Stats each : channels) {
      queued += each.queued();
      Instant at = each.oldest();
      if (at != null && (oldest == null || at.isBefore(oldest))) {
        oldest = at;
      }
    }
    String error = keeper.error().isEmpty() ? inbox.error() : keeper.error();
    return new Health(queued, oldest, channels, error, keeper.failures(), inbox.lost());
  }

  /// Waits until all that was handed in is decided, sent or not.
  void settle() throws InterruptedException {
    inbox.awaitIdle();
  }

  /// What was not sent stays in the journal.
  @Override
  public void close() {
    inbox.close();
    try {
      worker.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    outbox.close();
  }
}
