package dev.seep.cli.render;

import dev.seep.evidence.Holder;
import java.util.List;

/// What one process holds, grouped by what its descriptors have in common, biggest first.
///
/// @param deaths of the sockets that are dead, how they died
/// @param remarks what a reader should know about it, in plain words
public record Overview(
    List<Count> kinds,
    List<Count> states,
    List<Count> deaths,
    List<Peer> peers,
    List<PathGroup> paths,
    List<String> remarks) {
  public Overview {
    kinds = List.copyOf(kinds);
    states = List.copyOf(states);
    deaths = List.copyOf(deaths);
    peers = List.copyOf(peers);
    paths = List.copyOf(paths);
    remarks = List.copyOf(remarks);
  }

  /// How many there are of something.
  public record Count(String name, int count) {}

  /// The sockets towards one remote end.
  ///
  /// @param peer `127.0.0.1:1965`, or the name of a unix socket
  /// @param idleSecondsMedian since data last went either way, NaN when not known
  /// @param unreadBytes received and not yet read, over all of them; -1 when not known
  /// @param owners processes at the other end, where they could be told
  public record Peer(
      String peer,
      int count,
      List<Count> states,
      double idleSecondsMedian,
      long unreadBytes,
      List<Holder> owners) {
    public Peer {
      states = List.copyOf(states);
      owners = List.copyOf(owners);
    }
  }

  /// The files that one path pattern names.
  ///
  /// @param deleted how many of them have no name left
  public record PathGroup(String path, int count, int deleted) {}
}
