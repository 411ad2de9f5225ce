package dev.seep.cli.top;

import dev.seep.diagnosis.Summary;
import dev.seep.evidence.Blind;
import dev.seep.evidence.Census;
import dev.seep.evidence.Cost;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.ProcessRow;
import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.Standing;
import dev.seep.evidence.watch.WatchedProcess;
import dev.seep.observer.Detail;
import dev.seep.observer.Eye;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The processes of this machine, counted here: there is no daemon, or none is wanted.
public final class LocalSource implements TopSource {

  /// Hunts in this process, with an eye of its own.
  @FunctionalInterface
  public interface Hunting {
    Reading<HuntEnd> hunt(
        ProcessIdentity target, Consumer<HuntStep> progress, BooleanSupplier stop);
  }

  private final Eye eye;
  private final String host;
  private final LongSupplier nanos;
  private final Hunting hunting;
  private final Map<ProcessIdentity, Trend> trends = new HashMap<>();
  private long round;
  private double cpuBefore = Double.NaN;
  private long nanosBefore;
  private String through = "";

  /// @param eye closed with this
  /// @param nanos the time for rates
  public LocalSource(Eye eye, String host, LongSupplier nanos, Hunting hunting) {
    this.eye = eye;
    this.host = host;
    this.nanos = nanos;
    this.hunting = hunting;
  }

  @Override
  public synchronized TopLook look() {
    Census census = eye.census();
    through = census.source().slug();
    long now = nanos.getAsLong();
    round++;
    List<WatchedProcess> processes = new ArrayList<>(census.rows().size());
    for (ProcessRow row : census.rows()) {
      if (!row.process().isKernelThread()) {
        processes.add(row.open() < 0 ? uncounted(row) : counted(row, now));
      }
    }
    trends.values().removeIf(trend -> !trend.isOf(round));
    Cost cost = eye.cost();
    double share = share(cost, now);
    Blind trouble =
        processes.isEmpty() && !census.blind().isEmpty() ? census.blind().getFirst() : null;
    return new TopLook(
        host,
        census.takenAt(),
        processes,
        census.machineOpen(),
        census.machineLimit(),
        List.of(),
        share,
        cost,
        trouble);
  }

  private WatchedProcess counted(ProcessRow row, long now) {
    Trend trend = trends.computeIfAbsent(row.process().identity(), _ -> new Trend());
    trend.add(row.open(), now, round);
    return watched(
        row,
        trend.perMinute(),
        trend.standing(row.open(), row.limits()),
        trend.forecast(row.open(), row.limits()),
        trend.recent());
  }

  private static WatchedProcess uncounted(ProcessRow row) {
    return watched(row, Double.NaN, Standing.UNSEEN, Forecast.NEVER, List.of());
  }

  private static WatchedProcess watched(
      ProcessRow row,
      double perMinute,
      Standing standing,
      Forecast forecast,
      List<Integer> recent) {
    return new WatchedProcess(
        null,
        row.process(),
        row.user(),
        row.open(),
        row.limits(),
        row.residentBytes(),
        Map.of(),
        perMinute,
        standing,
        forecast,
        recent,
        "",
        row.blind());
  }

  /// Of one processor since the look before; the first has none to compare with.
  private double share(Cost cost, long now) {
    double share = (cost.cpuSeconds() - cpuBefore) / ((now - nanosBefore) / 1e9);
    cpuBefore = cost.cpuSeconds();
    nanosBefore = now;
    return share;
  }

  @Override
  public synchronized Reading<Holding> holding(ProcessFacts process) {
    return eye.inventory(process.identity(), Detail.SUMMARY)
        .map((Inventory inventory) -> new Holding(inventory, Summary.of(inventory)));
  }

  /// Not synchronized, as it lasts.
  @Override
  public Reading<HuntEnd> hunt(
      ProcessFacts process, Consumer<HuntStep> progress, BooleanSupplier stop) {
    return hunting.hunt(process.identity(), progress, stop);
  }

  @Override
  public String name() {
    String source = through.equals("ebpf") ? "eBPF" : through;
    return through.isEmpty() ? "this machine" : "this machine through " + source;
  }

  @Override
  public synchronized void close() {
    eye.close();
  }
}
