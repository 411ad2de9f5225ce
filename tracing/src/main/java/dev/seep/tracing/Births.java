package dev.seep.tracing;

import dev.seep.evidence.Birth;
import dev.seep.evidence.Endpoint;
import dev.seep.evidence.Life;
import dev.seep.evidence.Population;
import dev.seep.evidence.Trail;
import dev.seep.evidence.Use;
import dev.seep.kernel.bpf.BirthArguments;
import dev.seep.kernel.bpf.BirthRecord;
import dev.seep.kernel.bpf.LifeRecord;
import dev.seep.kernel.bpf.LiveRecord;
import dev.seep.kernel.bpf.UseRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The tracer's records as evidence; what a call's arguments tell of its descriptor becomes the
/// population that a look at it would find. What was open before the tracer came (a listener, the
/// source of a copy) was told to no call that it saw: it lends what a look found of it.
final class Births {
  private static final String EXECVE = "execve";
  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int AF_NETLINK = 16;
  private static final int AF_PACKET = 17;
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_RAW = 3;
  private static final int O_DIRECTORY = 0200000;

  private Births() {}

  static Life life(LifeRecord life, int site, double weight, Surroundings around) {
    Trail trail =
        trail(
            around,
            life.isThread(),
            life.birth(),
            life.lastUse(),
            life.uses(),
            life.readBytes(),
            life.writtenBytes(),
            site);
    return new Life(
        life.number(), trail, life.endedAtNanos(), life.endedBy(), life.endedByThread(), weight);
  }

  /// @param executedAt when its process last executed another program, 0 for never: what was born
  ///   before came through the execve
  static Trail trail(LiveRecord live, int site, long executedAt, Surroundings around) {
    BirthRecord birth = live.birth();
    boolean inherited = birth.isSeen() && birth.atNanos() < executedAt;
    return trail(
        around,
        live.isThread(),
        inherited
            ? new BirthRecord(EXECVE, birth.atNanos(), birth.thread(), birth.arguments())
            : birth,
        live.lastUse(),
        live.uses(),
        live.readBytes(),
        live.writtenBytes(),
        site);
  }

  private static Trail trail(
      Surroundings around,
      boolean isThread,
      BirthRecord birth,
      @Nullable UseRecord use,
      long uses,
      long read,
      long written,
      int site) {
    Use last = use == null ? null : new Use(use.call(), use.result(), use.atNanos(), use.thread());
    Population told =
        isThread
            ? thread(birth.arguments())
            : listed(last, population(birth.call(), birth.arguments(), around));
    return new Trail(
        new Birth(birth.call(), birth.atNanos(), birth.thread(), told, site),
        last,
        uses,
        read,
        written);
  }

  /// Its name is known when it has ended: until then the looks know it.
  private static Population thread(BirthArguments arguments) {
    String name = arguments instanceof BirthArguments.PathArguments named ? named.path() : "";
    return new Population("thread", name, false);
  }

  /// Nobody has to say that a path is a directory's to open it, and only a directory is listed.
  private static Population listed(@Nullable Use last, Population told) {
    return last != null && last.call().startsWith("getdents") && told.kind().equals("file")
        ? new Population("directory", told.place(), told.incoming())
        : told;
  }

  static Population population(String call, BirthArguments arguments, Surroundings around) {
    return switch (arguments) {
      case BirthArguments.SocketArguments socket ->
          new Population(kind(socket), far(socket), false);
      case BirthArguments.PathArguments path ->
          new Population(kind(call, path), place(call, path, around.folder()), false);
      case BirthArguments.CopyOf copy ->
          orLent(population("", copy.arguments(), around), around.before().get(copy.of()));
      case BirthArguments.Accepted accepted -> {
        BirthArguments.SocketArguments listener = accepted.socket();
        Population own = new Population(kind(listener), near(listener), true);
        yield orLent(own, around.before().get(accepted.listener()));
      }
      case BirthArguments.Inherited inherited -> population("", inherited.arguments(), around);
      case BirthArguments.Received _ -> new Population("", "", false);
      case BirthArguments.None _ -> new Population(kind(call), "", false);
    };
  }

  private static Population orLent(Population told, @Nullable Population source) {
    return told.kind().isEmpty() && source != null
        ? new Population(source.kind(), source.place(), told.incoming() || source.incoming())
        : told;
  }

  private static String kind(BirthArguments.SocketArguments socket) {
    return switch (socket.family()) {
      case AF_UNIX -> "unix";
      case AF_INET, AF_INET6 ->
          switch (socket.type()) {
            case SOCK_STREAM -> "tcp";
            case SOCK_DGRAM -> "udp";
            case SOCK_RAW -> "raw";
            default -> "";
          };
      case AF_NETLINK -> "netlink";
      case AF_PACKET -> "packet";
      default -> "";
    };
  }

  /// Where it was told to connect to.
  private static String far(BirthArguments.SocketArguments socket) {
    return socket.peer() == null ? socket.peerPath() : socket.peer().toString();
  }

  /// Where the listener listens; of port 0 the kernel chose another, which bind(2) does not tell.
  private static String near(BirthArguments.SocketArguments socket) {
    Endpoint local = socket.local();
    if (local == null) {
      return socket.localPath();
    }
    return local.port() == 0 ? "" : local.toString();
  }

  private static String kind(String call, BirthArguments.PathArguments path) {
    return switch (call) {
      case "memfd_create", "memfd_secret" -> "memfd";
      default -> (path.flags() & O_DIRECTORY) == 0 ? "file" : "directory";
    };
  }

  /// As a look would find it. Relative paths start from where the process works; of the few that
  /// start from another folder (the first argument of openat(2)) the place is wrong, and such a
  /// life is then known by its call site alone.
  private static String place(String call, BirthArguments.PathArguments path, String folder) {
    return switch (call) {
      case "memfd_create" -> path.path();
      case "memfd_secret", "fsopen" -> "";
      default -> absolute(path.path(), folder);
    };
  }

  private static String absolute(String path, String folder) {
    if (path.startsWith("/") || path.isEmpty() || folder.isEmpty()) {
      return path.startsWith("/") ? path : "";
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (folder + "/" + path).split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  private static String kind(String call) {
    return switch (call) {
      case "pipe", "pipe2" -> "pipe";
      case "epoll_create", "epoll_create1" -> "eventpoll";
      case "eventfd", "eventfd2" -> "eventfd";
      case "timerfd_create" -> "timerfd";
      case "signalfd", "signalfd4" -> "signalfd";
      case "inotify_init", "inotify_init1" -> "inotify";
      case "pidfd_open", "clone", "clone3" -> "pidfd";
      case "io_uring_setup" -> "io_uring";
      default -> "";
    };
  }
}
