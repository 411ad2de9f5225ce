package dev.seep.observer;

import dev.seep.kernel.bpf.SocketFacts;
import dev.seep.kernel.sockdiag.Table;
import dev.seep.kernel.sockdiag.TcpState;
import java.util.EnumSet;
import java.util.List;

/// Which protocol tables are worth reading for a process's sockets. A machine's tables can be far
/// larger than the process.
final class TableChoice {
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int UDPLITE = 136;
  private static final int MPTCP = 262;
  private static final int NETLINK = 16;

  private TableChoice() {}

  static EnumSet<Table> of(List<OpenFile> files, Detail detail) {
    EnumSet<Table> tables = EnumSet.noneOf(Table.class);
    for (OpenFile file : files) {
      SocketFacts facts = file.socket();
      if (file.isSocket() && facts == null) {
        // From /proc nothing is known of a socket but that it is one.
        return EnumSet.allOf(Table.class);
      }
      if (facts != null) {
        choose(facts, detail, tables);
      }
    }
    return tables;
  }

  /// The iterator has read the rest: idle times are missing, and of unix sockets their names.
  private static void choose(SocketFacts facts, Detail detail, EnumSet<Table> tables) {
    boolean stream = facts.protocol() == TCP || facts.protocol() == MPTCP;
    boolean alive =
        switch (TcpState.of(facts.protocolState())) {
          case CLOSE, BOUND_INACTIVE, UNKNOWN -> false;
          case LISTEN -> detail != Detail.SAMPLE;
          case ESTABLISHED,
              SYN_SENT,
              SYN_RECV,
              NEW_SYN_RECV,
              FIN_WAIT1,
              FIN_WAIT2,
              TIME_WAIT,
              CLOSE_WAIT,
              LAST_ACK,
              CLOSING ->
              true;
        };
    if (stream && alive) {
      tables.add(facts.protocol() == TCP ? Table.TCP : Table.MPTCP);
    } else if (facts.family() == 1 && detail != Detail.SAMPLE) {
      tables.add(Table.UNIX);
    } else if (facts.family() == NETLINK && detail != Detail.SAMPLE) {
      tables.add(Table.NETLINK);
    } else if (facts.remote() != null && detail != Detail.SAMPLE) {
      datagram(facts.protocol(), tables);
    }
  }

  /// Who is at the other end of a connected datagram socket its table alone can tell.
  private static void datagram(int protocol, EnumSet<Table> tables) {
    if (protocol == UDP) {
      tables.add(Table.UDP);
    } else if (protocol == UDPLITE) {
      tables.add(Table.UDPLITE);
    }
  }
}
