package dev.seep.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.kernel.bpf.BirthArguments.PathArguments;
import dev.seep.kernel.bpf.BirthArguments.Received;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaysTest {
  private static final int GONE = 500;

  @TempDir static Path folder;
  private static Path ways = Path.of("");

  @BeforeAll
  static void compile() throws Exception {
    Bpf.open().close();
    ways = Traced.compile(folder, "ways", "-lrt");
  }

  @Test
  void everyWayOfComingIsSeenUnderItsNameAndNothingElseIs() throws Exception {
    try (Traced traced = Traced.start(ways, folder.toString());
        DescriptorTracer tracer = Trace.attach(traced)) {
      traced.act();
      Map<Integer, String> said = new TreeMap<>();
      traced.truth().forEach((name, number) -> said.put(number, name.split("\\.", -1)[0]));
      Map<Integer, String> seen = new TreeMap<>();
      Held held = Held.by(tracer, traced.pid());
      held.born().forEach(number -> seen.put(number, held.at(number).birth().call()));
      assertThat(seen).isEqualTo(said);
      assertThat(said.values())
          .contains("open", "creat", "openat2", "memfd_create", "accept", "accept4", "socketpair")
          .contains("pipe", "pipe2", "dup", "dup2", "dup3", "fcntl", "eventfd", "eventfd2")
          .contains("epoll_create", "epoll_create1", "timerfd_create", "signalfd", "signalfd4")
          .contains("inotify_init", "inotify_init1", "pidfd_open", "pidfd_getfd", "clone", "clone3")
          .contains("recvmsg", "recvmmsg");
    }
  }

  @Test
  void pathsFlagsAndNamesAreKept() throws Exception {
    try (Traced traced = Traced.start(ways, folder.toString());
        DescriptorTracer tracer = Trace.attach(traced)) {
      traced.act();
      Held held = Held.by(tracer, traced.pid());
      String path = folder.resolve("ways.tmp").toString();
      String kept = path.substring(0, Math.min(path.length(), 115));
      Map<String, PathArguments> expected =
          Map.of(
              "creat", new PathArguments(kept, 0),
              "open", new PathArguments(kept, 0),
              "openat", new PathArguments(kept, 02001),
              "openat2", new PathArguments(kept, 02000000),
              "memfd_create", new PathArguments("a memfd", 1));
      Map<String, BirthArguments> found = new HashMap<>();
      expected
          .keySet()
          .forEach(name -> found.put(name, held.at(traced.number(name)).birth().arguments()));
      assertThat(found).isEqualTo(expected);
      assertThat(held.at(traced.number("recvmsg.0")).birth().arguments()).isEqualTo(new Received());
    }
  }

  @Test
  void everyWayOfGoingIsSeenAndAFailedOneIsNone() throws Exception {
    try (Traced traced = Traced.start(ways, folder.toString());
        DescriptorTracer tracer = Trace.attach(traced)) {
      traced.act();
      Trace trace = new Trace();
      tracer.drain(new Trace());
      traced.act();
      tracer.drain(trace);
      Map<Integer, String> ended = new TreeMap<>();
      trace.lives.forEach(life -> ended.put(life.number() - GONE, life.endedBy()));
      assertThat(ended)
          .isEqualTo(
              Map.of(
                  0, "close",
                  1, "close_range",
                  2, "close_range",
                  3, "close_range",
                  4, "close_range",
                  6, "dup2",
                  7, "dup3"));
      assertThat(trace.lives).hasSize(7);
      assertThat(Held.by(tracer, traced.pid()).born())
          .containsAll(Set.of(505, 506, 507, 508, 509, 510, 511))
          .doesNotContain(500, 501, 502, 503, 504);
    }
  }
}
