package dev.seep.diagnosis;

import dev.seep.evidence.Descriptor;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.Resource;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a process holds, put together so that it fits a screen: by kind, by socket state, by peer,
/// by path pattern, each biggest first, and what strikes the eye in plain words.
///
/// @param byKind number of descriptors by [Resource#kind]
/// @param byState number of sockets by state
/// @param byPeer sockets that lead somewhere, listeners left out
/// @param byPath files, directories, devices and FIFOs
/// @param oldestPipeSeconds age of the oldest pipe, of the few kinds the kernel dates; NaN for none
/// @param remarks plain-word lines, gravest first
public record Summary(
    Map<String, Integer> byKind,
    Map<SocketState, Integer> byState,
    List<PeerGroup> byPeer,
    List<PathGroup> byPath,
    double oldestPipeSeconds,
    List<String> remarks) {
  public Summary {
    byKind = Collections.unmodifiableMap(byKind);
    byState = Collections.unmodifiableMap(byState);
    byPeer = List.copyOf(byPeer);
    byPath = List.copyOf(byPath);
    remarks = List.copyOf(remarks);
  }

  public static Summary of(Inventory inventory) {
    Places places = Places.of(inventory);
    Map<String, Integer> byKind = new HashMap<>();
    EnumMap<SocketState, Integer> byState = new EnumMap<>(SocketState.class);
    Map<Places.Place, PeerTally> byPeer = new HashMap<>();
    PathFamilies byPath = new PathFamilies();
    double oldestPipe = -1;
    for (Descriptor descriptor : inventory.descriptors()) {
      Resource resource = descriptor.resource();
      byKind.merge(resource.kind(), 1, Integer::sum);
      if (resource instanceof Socket socket) {
        byState.merge(socket.state(), 1, Integer::sum);
        Places.Place place = places.of(socket);
        if (socket.state() != SocketState.LISTEN && !place.text().isEmpty()) {
          byPeer.computeIfAbsent(place, _ -> new PeerTally()).add(socket);
        }
      } else {
        addPath(byPath, resource);
        oldestPipe = Math.max(oldestPipe, age(descriptor, inventory));
      }
    }
    List<PeerGroup> peers = groups(byPeer);
    return new Summary(
        biggestFirst(byKind),
        biggestFirst(byState),
        peers,
        byPath.groups(),
        oldestPipe >= 0 ? oldestPipe : Double.NaN,
        Remarks.of(inventory, byState, peers));
  }

  /// Seconds since it was made, -1 where the kernel does not tell.
  private static double age(Descriptor descriptor, Inventory inventory) {
    boolean dated =
        descriptor.resource() instanceof Resource.Pipe && descriptor.bornAtEpochSeconds() > 0;
    return dated ? inventory.takenAt().getEpochSecond() - descriptor.bornAtEpochSeconds() : -1;
  }

  private static void addPath(PathFamilies byPath, Resource resource) {
    switch (resource) {
      case Resource.RegularFile file -> byPath.add(file.path(), file.deleted());
      case Resource.Directory directory -> byPath.add(directory.path(), directory.deleted());
      case Resource.Device device -> byPath.add(device.path(), false);
      case Resource.Pipe pipe -> {
        if (!pipe.path().isEmpty()) {
          byPath.add(pipe.path(), false);
        }
      }
      case Socket _,
          Resource.EventPoll _,
          Resource.EventFd _,
          Resource.TimerFd _,
          Resource.SignalFd _,
          Resource.Inotify _,
          Resource.Memfd _,
          Resource.PidFd _,
          Resource.IoUring _,
          Resource.BpfObject _,
          Resource.Other _ -> {}
    }
  }

  private static List<PeerGroup> groups(Map<Places.Place, PeerTally> byPeer) {
    List<PeerGroup> groups = new ArrayList<>(byPeer.size());
    byPeer.forEach((place, tally) -> groups.add(tally.group(place)));
    groups.sort(
        Comparator.comparingInt((PeerGroup group) -> -group.count())
            .thenComparing(PeerGroup::peer));
    return groups;
  }

  private static <K extends Comparable<? super K>> Map<K, Integer> biggestFirst(
      Map<K, Integer> counts) {
    List<Map.Entry<K, Integer>> entries = new ArrayList<>(counts.entrySet());
    entries.sort(
        Map.Entry.<K, Integer>comparingByValue()
            .reversed()
            .thenComparing(Map.Entry.comparingByKey()));
    Map<K, Integer> sorted = new LinkedHashMap<>();
    entries.forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }
}
