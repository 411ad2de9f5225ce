package dev.seep.kernel.sockdiag;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Endpoint;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.TcpActivity;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The sockets of one network namespace, as its protocol tables listed them at one moment.
public final class SocketTable {
  private static final int PORTS = 1 << 16;

  private final NamespaceRef namespace;
  private final InternetRows internet;
  private final List<SocketRow> others;
  private final List<Blind> blind;
  private final InodeIndex byInode;
  private volatile @Nullable PortIndex byPorts;

  SocketTable(
      NamespaceRef namespace, InternetRows internet, List<SocketRow> others, List<Blind> blind) {
    this.namespace = namespace;
    this.internet = internet;
    this.others = List.copyOf(others);
    this.blind = List.copyOf(blind);
    this.byInode = index(internet, this.others);
  }

  /// Positions of the internet's rows come first, then those of the others.
  private static InodeIndex index(InternetRows internet, List<SocketRow> others) {
    InodeIndex index = new InodeIndex(internet.size() + others.size());
    for (int i = 0; i < internet.size(); i++) {
      int inode = internet.inode(i);
      int before = inode == 0 ? InodeIndex.ABSENT : index.put(inode, i);
      if (before != InodeIndex.ABSENT && internet.table(i) == Table.MPTCP) {
        internet.copyInfo(before, i);
      }
    }
    for (int i = 0; i < others.size(); i++) {
      int inode = (int) others.get(i).inode();
      if (inode != 0) {
        index.put(inode, internet.size() + i);
      }
    }
    return index;
  }

  public NamespaceRef namespace() {
    return namespace;
  }

  /// Rows of all tables, those without an inode included.
  public int size() {
    return internet.size() + others.size();
  }

  /// Tables that could not be read.
  public List<Blind> blind() {
    return blind;
  }

  public boolean lists(long inode) {
    return inode != 0 && byInode.get((int) inode) != InodeIndex.ABSENT;
  }

  public Optional<SocketRow> byInode(long inode) {
    int position = inode == 0 ? InodeIndex.ABSENT : byInode.get((int) inode);
    return position == InodeIndex.ABSENT ? Optional.empty() : Optional.of(row(position));
  }

  /// `TCP_INFO` of a listed socket, without making a row of it; null where [SocketRow#activity] is.
  public @Nullable TcpActivity activity(long inode) {
    int position = position(inode);
    return position < 0 || position >= internet.size() ? null : internet.activity(position);
  }

  /// State of a listed socket, without making a row of it; null for one that is not listed.
  public @Nullable SocketState state(long inode) {
    int position = position(inode);
    if (position < 0) {
      return null;
    }
    return position < internet.size()
        ? internet.condition(position).state()
        : others.get(position - internet.size()).state();
  }

  /// Name of a listed unix socket; empty for none and for other families.
  public String path(long inode) {
    int position = position(inode);
    return position < internet.size() ? "" : others.get(position - internet.size()).path();
  }

  /// Inode of the socket that [#otherEnd] finds, 0 for none; makes no rows, for the many sockets of
  /// a large process.
  public long otherEndInode(long inode) {
    int position = position(inode);
    if (position < 0) {
      return 0;
    }
    if (position >= internet.size()) {
      return others.get(position - internet.size()).peerInode();
    }
    // Raw sockets have their protocol where others have a port.
    int remotePort = internet.table(position) == Table.RAW ? 0 : internet.remotePort(position);
    if (remotePort == 0) {
      return 0;
    }
    InternetAddress local = internet.localAddress(position);
    InternetAddress remote = internet.remoteAddress(position);
    boolean streams = isStream(position);
    int connected = connected(local, internet.localPort(position), remote, remotePort, streams);
    if (connected < 0 && (remote.isLoopback() || remote.equals(local))) {
      connected = listener(remote, remotePort, streams);
    }
    return connected < 0 ? 0 : Integer.toUnsignedLong(internet.inode(connected));
  }

  private int position(long inode) {
    int position = inode == 0 ? InodeIndex.ABSENT : byInode.get((int) inode);
    return position == InodeIndex.ABSENT ? -1 : position;
  }

  public Stream<SocketRow> rows() {
    return IntStream.range(0, size()).mapToObj(this::row);
  }

  private SocketRow row(int position) {
    return position < internet.size()
        ? internet.row(position)
        : others.get(position - internet.size());
  }

  /// The socket at the other end, when it is in this namespace and somebody holds it: the unix
  /// peer; the socket whose ends are ours swapped; or else, for an address of this machine, the one
  /// that listens there, as it holds what it has not accepted yet.
  public Optional<SocketRow> otherEnd(SocketRow row) {
    return byInode(otherEndInode(row.inode()));
  }

  /// Position of the socket whose ends are these swapped, -1 for none.
  private int connected(
      InternetAddress local,
      int localPort,
      InternetAddress remote,
      int remotePort,
      boolean streams) {
    PortIndex index = byPorts();
    for (int i = index.first(/* localPort= */ remotePort, /* remotePort= */ localPort);
        i >= 0;
        i = index.after(i)) {
      if (internet.localPort(i) == remotePort
          && internet.remotePort(i) == localPort
          && streams == isStream(i)
          && internet.inode(i) != 0
          && internet.localAddress(i).equals(remote)
          && internet.remoteAddress(i).equals(local)) {
        return i;
      }
    }
    return -1;
  }

  private Optional<SocketRow> rowAt(int position) {
    return position < 0
        ? Optional.empty()
        : byInode(Integer.toUnsignedLong(internet.inode(position)));
  }

  /// The socket that receives what is sent to an address of this machine and belongs to no
  /// connection: a TCP listener, or an unconnected datagram socket.
  ///
  /// @param streams true for TCP and multipath TCP
  public Optional<SocketRow> listener(Endpoint at, boolean streams) {
    return rowAt(listener(InternetAddress.parse(at.host()), at.port(), streams));
  }

  private int listener(InternetAddress address, int port, boolean streams) {
    PortIndex index = byPorts();
    int best = -1;
    int bestFit = 0;
    for (int i = index.first(port, 0); i >= 0; i = index.after(i)) {
      int fit = fit(i, port, address, streams);
      if (fit > bestFit) {
        best = i;
        bestFit = fit;
      }
    }
    return best;
  }

  /// 3 for a socket on this very address, 2 for one on any address of this family, 1 for an IPv6
  /// one on any address that may take IPv4 too, 0 for one that does not receive there.
  private int fit(int i, int port, InternetAddress address, boolean streams) {
    boolean receives =
        internet.localPort(i) == port
            && internet.remotePort(i) == 0
            && internet.inode(i) != 0
            && streams == isStream(i)
            && (!streams || internet.state(i) == TcpState.LISTEN.number());
    if (!receives) {
      return 0;
    }
    InternetAddress local = internet.localAddress(i);
    if (local.equals(address)) {
      return 3;
    }
    if (!local.isAny()) {
      return 0;
    }
    if (local.isMapped() == address.isMapped()) {
      return 2;
    }
    return address.isMapped() ? 1 : 0;
  }

  private boolean isStream(int position) {
    Table table = internet.table(position);
    return table == Table.TCP || table == Table.MPTCP;
  }

  /// TCP sockets of both families by state, those included that no descriptor holds. The kernel
  /// shows those that are bound and idle as [TcpState#CLOSE].
  public Map<TcpState, Integer> socketsByState() {
    Map<TcpState, Integer> counts = new EnumMap<>(TcpState.class);
    for (int i = 0; i < internet.size(); i++) {
      if (internet.table(i) == Table.TCP) {
        counts.merge(TcpState.of(internet.state(i)), 1, Integer::sum);
      }
    }
    return Collections.unmodifiableMap(counts);
  }

  /// Local TCP ports within a range (both ends included) by the states of the sockets on them; a
  /// port with sockets in two states counts under both.
  public Map<TcpState, Integer> portsByState(int lowest, int highest) {
    Map<TcpState, BitSet> ports = new EnumMap<>(TcpState.class);
    for (int i = 0; i < internet.size(); i++) {
      int port = internet.localPort(i);
      if (internet.table(i) == Table.TCP && port >= lowest && port <= highest) {
        ports.computeIfAbsent(TcpState.of(internet.state(i)), _ -> new BitSet(PORTS)).set(port);
      }
    }
    Map<TcpState, Integer> counts = new EnumMap<>(TcpState.class);
    ports.forEach((state, set) -> counts.put(state, set.cardinality()));
    return Collections.unmodifiableMap(counts);
  }

  /// How many local TCP ports of a range (both ends included) have a socket on them.
  public int portsInUse(int lowest, int highest) {
    BitSet ports = new BitSet(PORTS);
    for (int i = 0; i < internet.size(); i++) {
      int port = internet.localPort(i);
      if (internet.table(i) == Table.TCP && port >= lowest && port <= highest) {
        ports.set(port);
      }
    }
    return ports.cardinality();
  }

  /// Built by whoever asks first; two that ask at once build two equal ones.
  private PortIndex byPorts() {
    PortIndex index = byPorts;
    if (index == null) {
      index = new PortIndex(internet);
      byPorts = index;
    }
    return Objects.requireNonNull(index);
  }

  /// Collects the rows of one dump after another.
  static final class Builder {
    final InternetRows internet = new InternetRows();
    final List<SocketRow> others = new ArrayList<>();
    final List<Blind> blind = new ArrayList<>();

    SocketTable build(NamespaceRef namespace) {
      return new SocketTable(namespace, internet, others, blind);
    }
  }
}
