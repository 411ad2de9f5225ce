package dev.seep.cli.render;

import dev.seep.cli.render.Overview.Count;
import dev.seep.cli.render.Overview.PathGroup;
import dev.seep.cli.render.Overview.Peer;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.Resource.Device;
import dev.seep.evidence.Resource.Directory;
import dev.seep.evidence.Resource.RegularFile;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Groups the descriptors of one process for its summary.
public final class Overviews {
  /// Fewer files of one folder and ending than this are listed by their own names.
  private static final int PATTERN_MINIMUM = 3;

  private final Map<String, Integer> kinds = new HashMap<>();
  private final Map<String, Integer> states = new HashMap<>();
  private final Map<String, Integer> deaths = new HashMap<>();
  private final Map<String, List<Socket>> peers = new HashMap<>();
  private final Map<String, int[]> paths = new HashMap<>();
  private int unlistedNeverConnected;
  private int deletedFiles;

  private Overviews() {}

  public static Overview of(Inventory inventory) {
    Overviews groups = new Overviews();
    for (Descriptor descriptor : inventory.descriptors()) {
      groups.add(descriptor);
    }
    return new Overview(
        ranked(groups.kinds),
        ranked(groups.states),
        ranked(groups.deaths),
        groups.rankedPeers(),
        groups.rankedPaths(),
        groups.remarks());
  }

  private void add(Descriptor descriptor) {
    kinds.merge(descriptor.resource().kind(), 1, Integer::sum);
    switch (descriptor.resource()) {
      case Socket socket -> addSocket(socket);
      case RegularFile file -> addPath(file.path(), file.deleted());
      case Directory directory -> addPath(directory.path(), directory.deleted());
      case Device device -> addPath(device.path(), false);
      default -> {}
    }
  }

  private void addSocket(Socket socket) {
    states.merge(socket.state().slug(), 1, Integer::sum);
    if (socket.death() != null) {
      deaths.merge(socket.death().slug(), 1, Integer::sum);
    }
    if (socket.unlisted() && socket.state() == SocketState.NEVER_CONNECTED) {
      unlistedNeverConnected++;
    }
    String peer = socket.remote() == null ? socket.path() : socket.remote().toString();
    if (!peer.isEmpty()) {
      peers.computeIfAbsent(peer, _ -> new ArrayList<>()).add(socket);
    }
  }

  private void addPath(String path, boolean deleted) {
    int[] counts = paths.computeIfAbsent(path, _ -> new int[2]);
    counts[0]++;
    if (deleted) {
      counts[1]++;
      deletedFiles++;
    }
  }

  private static List<Count> ranked(Map<String, Integer> counts) {
    List<Count> ranked = new ArrayList<>(counts.size());
    counts.forEach((name, count) -> ranked.add(new Count(name, count)));
    ranked.sort(
        (a, b) -> a.count() != b.count() ? b.count() - a.count() : a.name().compareTo(b.name()));
    return ranked;
  }

  private List<Peer> rankedPeers() {
    List<Peer> ranked = new ArrayList<>(peers.size());
    peers.forEach((peer, sockets) -> ranked.add(peerOf(peer, sockets)));
    ranked.sort(
        (a, b) -> a.count() != b.count() ? b.count() - a.count() : a.peer().compareTo(b.peer()));
    return ranked;
  }

  private static Peer peerOf(String name, List<Socket> sockets) {
    Map<String, Integer> byState = new HashMap<>();
    double[] idle = new double[sockets.size()];
    int known = 0;
    long unread = -1;
    for (Socket socket : sockets) {
      byState.merge(socket.state().slug(), 1, Integer::sum);
      if (socket.activity() != null && socket.activity().idleMillis() >= 0) {
        idle[known++] = socket.activity().idleMillis() / 1000.0;
      }
      if (socket.receiveQueueBytes() >= 0 && socket.state() != SocketState.LISTEN) {
        unread = Math.max(unread, 0) + socket.receiveQueueBytes();
      }
    }
    double median = Double.NaN;
    if (known > 0) {
      Arrays.sort(idle, 0, known);
      median = (idle[(known - 1) / 2] + idle[known / 2]) / 2;
    }
    return new Peer(
        name, sockets.size(), ranked(byState), median, unread, sockets.getFirst().peers());
  }

  private List<PathGroup> rankedPaths() {
    Map<String, Integer> members = new HashMap<>();
    for (String path : paths.keySet()) {
      members.merge(pattern(path), 1, Integer::sum);
    }
    Map<String, int[]> groups = new HashMap<>();
    paths.forEach((path, counts) -> {
      String pattern = pattern(path);
      String name = members.getOrDefault(pattern, 0) >= PATTERN_MINIMUM ? pattern : path;
      int[] sum = groups.computeIfAbsent(name, _ -> new int[2]);
      sum[0] += counts[0];
      sum[1] += counts[1];
    });
    List<PathGroup> ranked = new ArrayList<>(groups.size());
    groups.forEach((path, counts) -> ranked.add(new PathGroup(path, counts[0], counts[1])));
    ranked.sort(
        (a, b) -> a.count() != b.count() ? b.count() - a.count() : a.path().compareTo(b.path()));
    return ranked;
  }

  /// The folder and the ending: `/srv/images/7.png` belongs to `/srv/images/*.png`.
  private static String pattern(String path) {
    int slash = path.lastIndexOf('/');
    int point = path.lastIndexOf('.');
    return path.substring(0, slash + 1) + "*" + (point > slash + 1 ? path.substring(point) : "");
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (unlistedNeverConnected > 0) {
      remarks.add(
          Figures.grouped(unlistedNeverConnected)
              + (unlistedNeverConnected == 1
                  ? " socket exists in no protocol table: it was created and never connected."
                  : " sockets exist in no protocol table: they were created and never connected."));
    }
    int closeWait = states.getOrDefault(SocketState.CLOSE_WAIT.slug(), 0);
    if (closeWait > 0) {
      remarks.add(
          Figures.grouped(closeWait)
              + (closeWait == 1
                  ? " connection was closed by its peer and not by this process (CLOSE_WAIT)."
                  : " connections were closed by their peers and not by this process"
                      + " (CLOSE_WAIT)."));
    }
    int dead = states.getOrDefault(SocketState.DEAD.slug(), 0);
    if (dead > 0) {
      remarks.add(
          Figures.grouped(dead)
              + (dead == 1
                  ? " socket is dead (refused, reset or closed both ways) and still held."
                  : " sockets are dead (refused, reset or closed both ways) and still held."));
    }
    if (deletedFiles > 0) {
      remarks.add(
          Figures.grouped(deletedFiles)
              + (deletedFiles == 1
                  ? " file was deleted and is still held: its space is not given back."
                  : " files were deleted and are still held: their space is not given back."));
    }
    return remarks;
  }
}
