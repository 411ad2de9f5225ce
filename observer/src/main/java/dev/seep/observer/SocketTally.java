package dev.seep.observer;

import dev.seep.evidence.SocketState;
import dev.seep.kernel.bpf.CensusRecord;
import dev.seep.kernel.sockdiag.RawSocketFacts;
import dev.seep.kernel.sockdiag.SocketClassifier;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/// Descriptors and sockets by state, for each process that a census comes by.
final class SocketTally {
  private static final int TCP = 6;

  /// What one process holds.
  static final class Counts {
    private int descriptors;
    private final EnumMap<SocketState, Integer> byState = new EnumMap<>(SocketState.class);

    int descriptors() {
      return descriptors;
    }

    void add(SocketState state) {
      byState.merge(state, 1, Integer::sum);
    }

    Map<SocketState, Integer> sockets() {
      return byState;
    }
  }

  private final Map<Integer, Counts> byProcess = new HashMap<>();

  /// The iterator comes process by process: the last one is most likely the next one.
  private int lastPid = -1;

  private Counts last = new Counts();

  /// Classifying makes objects; most sockets of a machine are alike, so the answers are kept.
  private final Map<Long, SocketState> known = new HashMap<>();

  void take(CensusRecord record) {
    if (record.pid() != lastPid) {
      lastPid = record.pid();
      last = byProcess.computeIfAbsent(lastPid, p -> new Counts());
    }
    last.descriptors++;
    if (record.isSocket()) {
      last.add(known.computeIfAbsent(signature(record), s -> classify(record)));
    }
  }

  Counts of(int pid) {
    return byProcess.getOrDefault(pid, new Counts());
  }

  private static SocketState classify(CensusRecord record) {
    RawSocketFacts.Builder facts =
        RawSocketFacts.of(record.family(), record.type(), record.protocol())
            .tcpState(record.protocolState())
            .socketState(record.socketState())
            .remote(record.hasRemoteAddress(), record.hasRemotePort())
            .localPort(record.hasLocalPort() ? 1 : 0)
            .error(record.pendingError())
            .segmentsOut(record.segmentsOut())
            .shutdown((record.isReceiveShut() ? 1 : 0) | (record.isSendShut() ? 2 : 0))
            .unixPeer(record.peerInode() != 0);
    if (record.protocol() == TCP) {
      facts.everEstablished(record.wasEstablished());
    }
    return SocketClassifier.classify(facts.build()).state();
  }

  /// Everything that [#classify] looks at, in one number.
  private static long signature(CensusRecord record) {
    long flags =
        (record.hasRemoteAddress() ? 1 : 0)
            | (record.hasRemotePort() ? 2 : 0)
            | (record.hasLocalPort() ? 4 : 0)
            | (record.isReceiveShut() ? 8 : 0)
            | (record.isSendShut() ? 16 : 0)
            | (record.peerInode() != 0 ? 32 : 0)
            | (record.wasEstablished() ? 64 : 0);
    long segments = Math.min(3, record.segmentsOut());
    return flags
        | segments << 7
        | (long) record.protocolState() << 9
        | (long) record.socketState() << 16
        | (long) record.family() << 24
        | (long) record.type() << 32
        | (long) (record.pendingError() & 0xff) << 40
        | (long) (record.protocol() & 0xffff) << 48;
  }
}
