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
  private static final int MPTCP = 262;

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
    }
  }
}
