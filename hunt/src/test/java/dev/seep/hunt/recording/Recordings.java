package dev.seep.hunt.recording;

import dev.seep.evidence.Birth;
import dev.seep.evidence.Blind;
import dev.seep.evidence.CallSite;
import dev.seep.evidence.Cost;
import dev.seep.evidence.Death;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Endpoint;
import dev.seep.evidence.Frame;
import dev.seep.evidence.Holder;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.Life;
import dev.seep.evidence.MemoryUse;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.OpenFlags;
import dev.seep.evidence.Population;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Resource;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.Source;
import dev.seep.evidence.TcpActivity;
import dev.seep.evidence.Testimony;
import dev.seep.evidence.Tracing;
import dev.seep.evidence.Trail;
import dev.seep.evidence.Use;
import dev.seep.evidence.Watched;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A recording with one of everything that there is.
final class Recordings {
  static final ProcessFacts PROCESS =
      new ProcessFacts(
          new ProcessIdentity(77, 5),
          1,
          Samples.HOSTILE.get(0),
          Samples.HOSTILE,
          1000,
          Instant.parse("2026-01-02T03:04:05.123456789Z"),
          'S',
          1);
  static final DescriptorLimits LIMITS = new DescriptorLimits(1024, DescriptorLimits.UNLIMITED);
  private static final OpenFileKey KEY = new OpenFileKey(3, 8, 1, 17);
  private static final Population PEER = new Population("tcp", "\udc80:443", false);
  private static final Trail TRAIL =
      new Trail(new Birth("socket", 17, 77, PEER, 1), new Use("read", -104, 99, 78), 3, 0, 9);
  static final Testimony TESTIMONY =
      new Testimony(
          Map.of(
              1,
              new CallSite(1, List.of(new Frame("ma\nin", "a.c", 7, "", "C")), false, "\u001b[2J")),
          Map.of(KEY, TRAIL, new OpenFileKey(4, 8, 2, 0), noUse()),
          List.of(new Life(9, TRAIL, 120, "close", 77, 1.5)),
          1_000);
  static final Watched WATCHED =
      new Watched(12.5, Source.EBPF, 10, 4, 0, 40, true, new Tracing(10, 4, 0, 1, 9, 2));

  private Recordings() {}

  private static Trail noUse() {
    return new Trail(new Birth("", 0, 0, new Population("", "", false), 0), null, 0, 0, 0);
  }

  static Inventory inventory() {
    return new Inventory(
        PROCESS,
        Instant.parse("2026-01-02T03:06:05Z"),
        Source.PROCFS,
        RESOURCES.size(),
        LIMITS,
        RESOURCES.stream().map(Recordings::descriptor).toList(),
        MemoryUse.UNKNOWN,
        List.of(new Blind("a", "b", "c")));
  }

  private static Descriptor descriptor(Resource resource) {
    int number = 3 + RESOURCES.indexOf(resource);
    return new Descriptor(number, resource, 8, 1, new OpenFlags(02), -1, 0, Long.MIN_VALUE);
  }

  static final List<Resource> RESOURCES =
      List.of(
          new Resource.RegularFile("/tmp/\udcff\n", true, 9),
          new Resource.Directory("/srv", false),
          new Resource.Device("/dev/null", false),
          new Resource.Pipe("", true, false, List.of(new Holder(5, "x\ny"))),
          new Resource.EventPoll(List.of(3, 4)),
          new Resource.EventFd(Long.MAX_VALUE, -1),
          new Resource.TimerFd(1, 2, 3),
          new Resource.SignalFd(-1),
          new Resource.Inotify(3, true),
          new Resource.Memfd("m\u0000", 4),
          new Resource.PidFd(7),
          new Resource.IoUring(8, 16),
          new Resource.BpfObject("bpf-map", 3),
          new Resource.Other("[x]", ""),
          new Socket(
              SocketFamily.INET6,
              "TCPv6",
              SocketState.DEAD,
              Death.REFUSED,
              true,
              null,
              new Endpoint("::1", 443),
              "@\u0001",
              1,
              2,
              new TcpActivity(-1, 2, 3, 4, 5),
              List.of(new Holder(1, "init")),
              4_026_531_840L));

  /// Forty looks, and an end.
  static void write(Path file) {
    if (!(RecordingWriter.open(file, true)
        instanceof Reading.Seen<RecordingWriter>(RecordingWriter writer))) {
      throw new AssertionError(file);
    }
    try (writer) {
      writer.begin(PROCESS, LIMITS, Source.PROCFS, PROCESS.startedAt());
      Samples samples = new Samples(3);
      for (int i = 0; i < 40; i++) {
        var _ = writer.look(samples.next(), 700 + i);
      }
      writer.end(inventory(), TESTIMONY, WATCHED, inventory().blind(), new Cost(0.25, 40 << 20));
    }
  }
}
