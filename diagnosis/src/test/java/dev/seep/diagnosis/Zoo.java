package dev.seep.diagnosis;

import dev.seep.evidence.Death;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Endpoint;
import dev.seep.evidence.Holder;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.MemoryUse;
import dev.seep.evidence.OpenFlags;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Resource;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.Source;
import dev.seep.evidence.TcpActivity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Builds the inventory of an imagined process, descriptor by descriptor.
final class Zoo {
  static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final int CLOSE_ON_EXEC = 02000002;

  private final List<Descriptor> descriptors = new ArrayList<>();
  private int flags = CLOSE_ON_EXEC;
  private long bornAt;

  Zoo inheritable() {
    flags = 2;
    return this;
  }

  Zoo bornSecondsAgo(long seconds) {
    bornAt = NOW.getEpochSecond() - seconds;
    return this;
  }

  Zoo hold(int count, Resource resource) {
    for (int i = 0; i < count; i++) {
      int number = descriptors.size();
      descriptors.add(
          new Descriptor(number, resource, 8, 1_000 + number, new OpenFlags(flags), 0, bornAt));
    }
    return this;
  }

  Zoo file(String path) {
    return hold(1, new Resource.RegularFile(path, false, 10));
  }

  Inventory inventory(long softLimit) {
    ProcessFacts process =
        new ProcessFacts(
            new ProcessIdentity(4_711, 1), 1, "crawler", List.of("crawler"), 0, NOW, 'S', 3);
    return new Inventory(
        process,
        NOW,
        Source.PROCFS,
        descriptors.size(),
        new DescriptorLimits(softLimit, 4_096),
        descriptors,
        new MemoryUse(-1, -1, -1, -1, -1, -1),
        List.of());
  }

  static Socket tcp(SocketState state, @Nullable Endpoint local, @Nullable Endpoint remote) {
    return tcp(state, local, remote, 0, -1);
  }

  static Socket tcp(
      SocketState state,
      @Nullable Endpoint local,
      @Nullable Endpoint remote,
      long unread,
      long idleMillis) {
    TcpActivity activity = idleMillis < 0 ? null : new TcpActivity(idleMillis, idleMillis, 0, 0, 3);
    Death death = state == SocketState.DEAD ? Death.RESET : null;
    return new Socket(
        SocketFamily.INET,
        "TCP",
        state,
        death,
        false,
        local,
        remote,
        "",
        unread,
        0,
        activity,
        List.of(),
        0);
  }

  static Socket with(Socket socket, TcpActivity activity) {
    return new Socket(
        socket.family(),
        socket.protocol(),
        socket.state(),
        socket.death(),
        socket.unlisted(),
        socket.local(),
        socket.remote(),
        socket.path(),
        socket.receiveQueueBytes(),
        socket.sendQueueBytes(),
        activity,
        socket.peers(),
        socket.networkNamespace());
  }

  static Socket ownedBy(Socket socket, int pid, String name) {
    return socket.withPeers(List.of(new Holder(pid, name)));
  }

  static Endpoint at(String host, int port) {
    return new Endpoint(host, port);
  }
}
