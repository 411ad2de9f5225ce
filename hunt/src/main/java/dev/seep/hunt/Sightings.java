package dev.seep.hunt;

import dev.seep.diagnosis.PathPattern;
import dev.seep.diagnosis.Places;
import dev.seep.evidence.Birth;
import dev.seep.evidence.Condition;
import dev.seep.evidence.Death;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.EndedLife;
import dev.seep.evidence.HeapUse;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.MappingUse;
import dev.seep.evidence.MemoryUse;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Population;
import dev.seep.evidence.Resource;
import dev.seep.evidence.Sample;
import dev.seep.evidence.Sighting;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.TcpActivity;
import dev.seep.evidence.Trail;
import dev.seep.evidence.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns what one look found into what the detector follows.
public final class Sightings {
  /// A connection over which data flowed so recently is in use.
  private static final double ACTIVE_SECONDS = 10;

  /// Received bytes that lay for so long are left unread; sooner the reader is just not there yet.
  private static final double UNREAD_SECONDS = 5;

  private Sightings() {}

  /// One look as the detector takes it.
  ///
  /// @param atSeconds since the watch began, on a monotonic clock
  static Sample sample(
      double atSeconds,
      Inventory inventory,
      List<Sighting> sightings,
      List<EndedLife> ended,
      boolean traced,
      @Nullable MappingUse mappings,
      @Nullable HeapUse heap) {
    MemoryUse memory = inventory.memory();
    long anonymous =
        memory.anonymousBytes() < 0
            ? -1
            : memory.anonymousBytes() + Math.max(0, memory.swapBytes());
    return new Sample(
        atSeconds, sightings, ended, traced, anonymous, memory.residentBytes(), mappings, heap);
  }

  /// Every descriptor, without a witness.
  public static List<Sighting> of(Inventory inventory) {
    return of(inventory, new Witness(), 0);
  }

  /// Every descriptor, with what the witness knows of it.
  ///
  /// @param atNanos when the look began, on CLOCK_MONOTONIC
  static List<Sighting> of(Inventory inventory, Witness witness, long atNanos) {
    Places places = Places.of(inventory);
    double now = inventory.takenAt().toEpochMilli() / 1e3;
    List<Sighting> sightings = new ArrayList<>(inventory.descriptors().size());
    for (Descriptor descriptor : inventory.descriptors()) {
      Sighting plain = sighting(descriptor, places, now);
      Trail trail = witness.trail(descriptor.number());
      if (trail == null) {
        witness.saw(plain);
        sightings.add(plain);
      } else {
        Sighting traced = withTrail(plain, trail, atNanos);
        witness.saw(traced, trail);
        sightings.add(traced);
      }
    }
    return sightings;
  }

  /// Of those that were open before the tracer came, what a look found, by their number.
  static Map<Integer, Population> before(List<Sighting> sightings, Witness witness) {
    Map<Integer, Population> before = new HashMap<>();
    for (Sighting sighting : sightings) {
      Trail trail = witness.trail(sighting.key().descriptor());
      if (trail == null || !trail.birth().isSeen()) {
        before.put(sighting.key().descriptor(), sighting.population());
      }
    }
    return before;
  }

  private static Sighting sighting(Descriptor descriptor, Places places, double now) {
    Resource resource = descriptor.resource();
    double idle = resource instanceof Socket socket ? idleSeconds(socket) : Double.NaN;
    double born =
        descriptor.bornAtEpochSeconds() > 0
            ? Math.max(0, now - descriptor.bornAtEpochSeconds())
            : Double.NaN;
    return new Sighting(
        key(descriptor), population(resource, places), condition(resource, idle), idle, born);
  }

  /// What was seen to be born is this one and no other, and is used when a call says so.
  private static Sighting withTrail(Sighting plain, Trail trail, long atNanos) {
    Birth birth = trail.birth();
    Use last = trail.lastUse();
    long usedAt = last == null ? birth.atNanos() : last.atNanos();
    double idle = usedAt == 0 ? plain.idleSeconds() : Math.max(0, (atNanos - usedAt) / 1e9);
    OpenFileKey key = plain.key();
    return new Sighting(
        birth.isSeen()
            ? new OpenFileKey(key.descriptor(), key.device(), key.inode(), birth.atNanos())
            : key,
        moreSpecific(plain.population(), birth.population()),
        plain.condition(),
        Double.isNaN(plain.idleSeconds()) ? idle : Math.min(idle, plain.idleSeconds()),
        birth.isSeen() ? Math.max(0, (atNanos - birth.atNanos()) / 1e9) : plain.bornSecondsAgo(),
        birth.site());
  }

  /// A socket that never lived or is dead has no peer in the kernel; the call that named it had.
  private static Population moreSpecific(Population seen, Population told) {
    boolean lost = seen.place().isEmpty() && !told.place().isEmpty();
    return lost && seen.kind().equals(told.kind())
        ? new Population(seen.kind(), population(told).place(), seen.incoming())
        : seen;
  }

  /// What a call's arguments name, as the looks would name it.
  static Population population(Population told) {
    return told.place().startsWith("/") || told.kind().equals("memfd")
        ? new Population(told.kind(), PathPattern.of(told.place()), told.incoming())
        : told;
  }

  /// Sockets and pipes have inodes of their own, and files are told by theirs; anonymous inodes are
  /// shared, and there the source's own identity of the open file is all there is.
  static OpenFileKey key(Descriptor descriptor) {
    long generation = isAnonymous(descriptor.resource()) ? descriptor.openFile() : 0;
    return new OpenFileKey(
        descriptor.number(), descriptor.device(), descriptor.inode(), generation);
  }

  private static boolean isAnonymous(Resource resource) {
    return switch (resource) {
      case Socket _,
          Resource.RegularFile _,
          Resource.Directory _,
          Resource.Device _,
          Resource.Pipe _,
          Resource.Memfd _ ->
          false;
      case Resource.EventPoll _,
          Resource.EventFd _,
          Resource.TimerFd _,
          Resource.SignalFd _,
          Resource.Inotify _,
          Resource.PidFd _,
          Resource.IoUring _,
          Resource.BpfObject _,
          Resource.Other _ ->
          true;
    };
  }

  private static double idleSeconds(Socket socket) {
    TcpActivity activity = socket.activity();
    long millis = activity == null ? -1 : activity.idleMillis();
    return millis < 0 ? Double.NaN : millis / 1e3;
  }

  private static Population population(Resource resource, Places places) {
    return switch (resource) {
      case Socket socket -> {
        Places.Place place = places.of(socket);
        yield new Population(kind(socket), place.text(), place.incoming());
      }
      case Resource.RegularFile file -> at(file, file.path());
      case Resource.Directory directory -> at(directory, directory.path());
      case Resource.Device device -> at(device, device.path());
      case Resource.Pipe pipe -> at(pipe, pipe.path());
      case Resource.Memfd memfd -> at(memfd, memfd.name());
      case Resource.Other other -> at(other, other.path());
      case Resource.EventPoll _,
          Resource.EventFd _,
          Resource.TimerFd _,
          Resource.SignalFd _,
          Resource.Inotify _,
          Resource.PidFd _,
          Resource.IoUring _,
          Resource.BpfObject _ ->
          at(resource, "");
    };
  }

  private static Population at(Resource resource, String path) {
    return new Population(resource.kind(), path.isEmpty() ? "" : PathPattern.of(path), false);
  }

  /// `tcp`, `udp`, `unix`, or the protocol's own name; MPTCP and IPv6 make no difference to a leak.
  static String kind(Socket socket) {
    String protocol = socket.protocol().toLowerCase(Locale.ROOT);
    if (socket.family() == SocketFamily.UNIX || protocol.startsWith("unix")) {
      return "unix";
    }
    if (protocol.startsWith("tcp") || protocol.startsWith("mptcp")) {
      return "tcp";
    }
    if (protocol.startsWith("udp")) {
      return "udp";
    }
    return protocol.isEmpty() ? "socket" : protocol;
  }

  private static Condition condition(Resource resource, double idleSeconds) {
    return switch (resource) {
      case Socket socket -> condition(socket, idleSeconds);
      case Resource.RegularFile file -> file.deleted() ? Condition.DELETED : Condition.OPEN;
      case Resource.Directory directory -> directory.deleted() ? Condition.DELETED : Condition.OPEN;
      case Resource.Device _ -> Condition.OPEN;
      case Resource.Pipe _,
          Resource.EventPoll _,
          Resource.EventFd _,
          Resource.TimerFd _,
          Resource.SignalFd _,
          Resource.Inotify _,
          Resource.Memfd _,
          Resource.PidFd _,
          Resource.IoUring _,
          Resource.BpfObject _,
          Resource.Other _ ->
          Condition.ANONYMOUS;
    };
  }

  private static Condition condition(Socket socket, double idleSeconds) {
    return switch (socket.state()) {
      case NEVER_CONNECTED -> Condition.NEVER_CONNECTED;
      case BOUND -> Condition.BOUND;
      case CONNECTING -> Condition.CONNECTING;
      case ESTABLISHED -> established(socket, idleSeconds);
      case CLOSE_WAIT -> Condition.CLOSE_WAIT;
      case FIN_WAIT, CLOSING -> Condition.HALF_CLOSED;
      case DEAD -> socket.death() == Death.REFUSED ? Condition.CONNECT_FAILED : Condition.DEAD;
      case LISTEN -> Condition.LISTENING;
      case UNIX_CONNECTED -> Condition.UNIX_CONNECTED;
      case UNIX_LONELY -> Condition.LONELY;
      case UNLISTED -> Condition.UNLISTED;
      case DATAGRAM, OTHER -> Condition.DATAGRAM;
    };
  }

  private static Condition established(Socket socket, double idleSeconds) {
    if (Double.isNaN(idleSeconds)) {
      return Condition.CONNECTED;
    }
    if (socket.receiveQueueBytes() > 0 && idleSeconds >= UNREAD_SECONDS) {
      return Condition.UNREAD;
    }
    return idleSeconds < ACTIVE_SECONDS ? Condition.ACTIVE : Condition.IDLE;
  }
}
