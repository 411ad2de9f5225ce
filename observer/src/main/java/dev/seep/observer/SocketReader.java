package dev.seep.observer;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Endpoint;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.SocketState;
import dev.seep.kernel.bpf.SocketFacts;
import dev.seep.kernel.procfs.ProcFs;
import dev.seep.kernel.sockdiag.Interest;
import dev.seep.kernel.sockdiag.NamespaceRef;
import dev.seep.kernel.sockdiag.ProtocolNames;
import dev.seep.kernel.sockdiag.RawSocketFacts;
import dev.seep.kernel.sockdiag.SocketClassifier;
import dev.seep.kernel.sockdiag.SocketCondition;
import dev.seep.kernel.sockdiag.SocketDiagnostics;
import dev.seep.kernel.sockdiag.SocketTable;
import dev.seep.kernel.sockdiag.Table;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Gives sockets their meaning: what the iterator read of them, what the protocol tables of their
/// namespace add, and, without the iterator, a look at those that no table lists.
final class SocketReader implements AutoCloseable {
  private static final int TCP = 6;

  private final ProcFs procfs;
  private final SocketDiagnostics diagnostics = new SocketDiagnostics();

  SocketReader(ProcFs procfs) {
    this.procfs = procfs;
  }

  /// What was read, by the position of the open file.
  static final class Result {
    private final List<@Nullable Socket> sockets;
    private final long[] peerInodes;
    private final List<Blind> blind;

    private Result(List<@Nullable Socket> sockets, long[] peerInodes, List<Blind> blind) {
      this.sockets = sockets;
      this.peerInodes = peerInodes;
      this.blind = blind;
    }

    /// Null for what is no socket, or was closed while it was looked at.
    @Nullable Socket socket(int index) {
      return sockets.get(index);
    }

    /// Inode at the other end, 0 for none.
    long peerInode(int index) {
      return peerInodes[index];
    }

    List<Blind> blind() {
      return blind;
    }
  }

  /// Begins to read the tables of a process's namespace on another thread, so that the kernel can
  /// list sockets and descriptors at the same time.
  ///
  /// @param iterated the iterator reads the rest, and only what it cannot tell is asked for
  Begun begin(int pid, boolean iterated) {
    EnumSet<Table> wanted = EnumSet.allOf(Table.class);
    if (iterated) {
      wanted.removeAll(EnumSet.of(Table.RAW, Table.PACKET));
    }
    FutureTask<ProtocolTables> tables =
        new FutureTask<>(() -> tables(pid, wanted, Interest.ACTIVITY));
    Thread.ofPlatform().daemon().name("tables").start(tables);
    return new Begun(wanted, tables);
  }

  /// Tables on their way.
  record Begun(Set<Table> wanted, Future<ProtocolTables> answer) {}

  /// @param begun tables already being read; null to read what is needed now
  Result read(int pid, List<OpenFile> files, Detail detail, @Nullable Begun begun) {
    List<@Nullable Socket> sockets = new ArrayList<>(files.size());
    long[] peers = new long[files.size()];
    EnumSet<Table> tables = TableChoice.of(files, detail);
    ProtocolTables listed = listed(pid, tables, begun);
    List<Blind> blind = new ArrayList<>(listed.blind());
    long namespace = namespace(pid);
    boolean netlinkRead = tables.contains(Table.NETLINK) && listed.hasNetlink();
    try (UnlistedSockets unlisted = new UnlistedSockets(pid, netlinkRead, blind)) {
      for (int i = 0; i < files.size(); i++) {
        OpenFile file = files.get(i);
        if (!file.isSocket()) {
          sockets.add(null);
          continue;
        }
        SocketFacts facts = file.socket();
        if (facts != null) {
          sockets.add(fromFacts(facts, file.inode(), listed, netlinkRead));
          peers[i] = facts.peerInode();
        } else {
          Listed row = listed.row(file.inode());
          sockets.add(
              row == null
                  ? unlisted.look(file.number(), file.inode(), namespace)
                  : fromRow(row, namespace));
        }
        if (peers[i] == 0 && detail != Detail.SAMPLE) {
          peers[i] = listed.otherEnd(file.inode());
        }
      }
    }
    return new Result(sockets, peers, blind);
  }

  private ProtocolTables listed(int pid, EnumSet<Table> tables, @Nullable Begun begun) {
    if (tables.isEmpty()) {
      return ProtocolTables.none(List.of());
    }
    // When the iterator was refused after all, more is needed than was asked for.
    if (begun == null || !begun.wanted().containsAll(tables)) {
      return tables(pid, tables, Interest.ACTIVITY);
    }
    try {
      return begun.answer().get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return ProtocolTables.none(
          List.of(new Blind("the protocol tables", "interrupted while they were read", "")));
    } catch (ExecutionException failure) {
      throw new IllegalStateException("the protocol tables could not be read", failure.getCause());
    }
  }

  /// The tables of the namespace a process lives in: through netlink, else from its own folder.
  ///
  /// Raw and ping sockets come from the folder in any case: many kernels lack the module that lists
  /// raw ones by netlink, and none lists ping sockets.
  ProtocolTables tables(int pid, Set<Table> tables, Interest interest) {
    EnumSet<Table> wanted = EnumSet.copyOf(tables);
    boolean raw = wanted.remove(Table.RAW);
    return switch (NamespaceRef.ofProcess(pid)) {
      case Reading.Unseen<NamespaceRef> unseen -> FolderTables.read(procfs, pid, unseen.blind());
      case Reading.Seen<NamespaceRef> seen ->
          switch (diagnostics.dump(seen.value(), wanted, interest)) {
            case Reading.Seen<SocketTable> table ->
                new NetlinkTables(
                    table.value(), raw ? FolderTables.rawRows(procfs, pid) : Map.of());
            case Reading.Unseen<SocketTable> unseen ->
                FolderTables.read(procfs, pid, unseen.blind());
          };
    };
  }

  private static long namespace(int pid) {
    return NamespaceRef.ofProcess(pid).map(NamespaceRef::inode).orElse(0L);
  }

  private static Socket fromFacts(
      SocketFacts facts, long inode, ProtocolTables listed, boolean netlinkRead) {
    SocketCondition condition = SocketClassifier.classify(raw(facts));
    SocketFamily family = SocketFamily.of(facts.family());
    String protocol = ProtocolNames.of(facts.family(), facts.type(), facts.protocol());
    // A row is an object of many parts: of the many sockets of the internet only one is missing.
    Listed row = family.isInternet() ? null : listed.row(inode);
    boolean unlisted =
        Listing.isUnlisted(family, protocol, condition.state(), facts.local())
            || (family == SocketFamily.NETLINK && row == null && netlinkRead);
    Queues queues = queues(facts, row, condition.state(), unlisted);
    return new Socket(
        family,
        protocol,
        condition.state(),
        condition.death(),
        unlisted,
        facts.local(),
        facts.remote(),
        row == null ? "" : row.path(),
        queues.receiveBytes(),
        queues.sendBytes(),
        family.isInternet() && !unlisted ? listed.activity(inode) : null,
        List.of(),
        facts.networkNamespace());
  }

  private record Queues(long receiveBytes, long sendBytes) {
    static final Queues UNREAD = new Queues(-1, -1);
  }

  /// What was never connected, or is no more, has counters left and no queue; the backlog of a unix
  /// listener and what waits in a unix socket only the table tells on every kernel.
  private static Queues queues(
      SocketFacts facts, @Nullable Listed row, SocketState state, boolean unlisted) {
    if (unlisted) {
      return Queues.UNREAD;
    }
    if (facts.family() == SocketFamily.UNIX.number()) {
      if (row != null) {
        return new Queues(row.receiveQueueBytes(), row.sendQueueBytes());
      }
      if (state == SocketState.LISTEN) {
        return Queues.UNREAD;
      }
    }
    return new Queues(facts.receiveQueueBytes(), facts.sendQueueBytes());
  }

  private static RawSocketFacts raw(SocketFacts facts) {
    Endpoint local = facts.local();
    Endpoint remote = facts.remote();
    RawSocketFacts.Builder raw = RawSocketFacts.of(facts.family(), facts.type(), facts.protocol());
    if (facts.protocol() == TCP) {
      raw.everEstablished(facts.onceEstablished());
    }
    return raw.tcpState(facts.protocolState())
        .socketState(facts.socketState())
        .remote(remote != null && !remote.host().isEmpty(), remote != null && remote.port() != 0)
        .localPort(local == null ? 0 : local.port())
        .error(facts.pendingError())
        .segmentsOut(facts.segmentsOut())
        .shutdown((facts.receiveShut() ? 1 : 0) | (facts.sendShut() ? 2 : 0))
        .unixPeer(facts.peerInode() != 0)
        .build();
  }

  private static Socket fromRow(Listed row, long namespace) {
    boolean unlisted = Listing.isUnlisted(row.family(), row.protocol(), row.state(), row.local());
    return new Socket(
        row.family(),
        row.protocol(),
        row.state(),
        null,
        unlisted,
        row.local(),
        row.remote(),
        row.path(),
        unlisted ? -1 : row.receiveQueueBytes(),
        unlisted ? -1 : row.sendQueueBytes(),
        row.activity(),
        List.of(),
        namespace);
  }

  @Override
  public void close() {
    diagnostics.close();
  }
}
