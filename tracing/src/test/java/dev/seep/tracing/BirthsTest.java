package dev.seep.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Endpoint;
import dev.seep.evidence.Population;
import dev.seep.evidence.Trail;
import dev.seep.kernel.bpf.BirthArguments;
import dev.seep.kernel.bpf.BirthArguments.Accepted;
import dev.seep.kernel.bpf.BirthArguments.CopyOf;
import dev.seep.kernel.bpf.BirthArguments.Inherited;
import dev.seep.kernel.bpf.BirthArguments.None;
import dev.seep.kernel.bpf.BirthArguments.PathArguments;
import dev.seep.kernel.bpf.BirthArguments.Received;
import dev.seep.kernel.bpf.BirthArguments.SocketArguments;
import dev.seep.kernel.bpf.BirthRecord;
import dev.seep.kernel.bpf.LiveRecord;
import dev.seep.kernel.bpf.UseRecord;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BirthsTest {
  private static final Endpoint PEER = new Endpoint("127.0.0.1", 1965);
  private static final SocketArguments CLIENT = new SocketArguments(2, 1, 0, PEER, "", null, "");
  private static final SocketArguments LISTENER =
      new SocketArguments(10, 1, 0, null, "", new Endpoint("", 8080), "");

  static Stream<Arguments> births() {
    return Stream.of(
        Arguments.of("socket", CLIENT, "tcp", "127.0.0.1:1965", false),
        Arguments.of("socket", new SocketArguments(2, 2, 17, null, "", null, ""), "udp", "", false),
        Arguments.of(
            "socket",
            new SocketArguments(1, 1, 0, null, "/run/x", null, ""),
            "unix",
            "/run/x",
            false),
        Arguments.of("accept4", new Accepted(3, LISTENER), "tcp", "*:8080", true),
        Arguments.of("openat", new PathArguments("/srv/a.png", 0), "file", "/srv/a.png", false),
        Arguments.of("openat", new PathArguments("/srv", 0200000), "directory", "/srv", false),
        Arguments.of("openat", new PathArguments("a.png", 0), "file", "/srv/new/a.png", false),
        Arguments.of("openat", new PathArguments("../old/./b", 0), "file", "/srv/old/b", false),
        Arguments.of("openat", new PathArguments("", 0), "file", "", false),
        Arguments.of("memfd_create", new PathArguments("pool", 0), "memfd", "pool", false),
        Arguments.of("dup", new CopyOf(7, CLIENT), "tcp", "127.0.0.1:1965", false),
        Arguments.of("fork", new Inherited(CLIENT), "tcp", "127.0.0.1:1965", false),
        Arguments.of("recvmsg", new Received(), "", "", false),
        Arguments.of("pipe2", new None(), "pipe", "", false),
        Arguments.of("epoll_create1", new None(), "eventpoll", "", false),
        Arguments.of("eventfd2", new None(), "eventfd", "", false));
  }

  @ParameterizedTest
  @MethodSource("births")
  void theArgumentsOfABirthTellWhatALookWouldFind(
      String call, BirthArguments arguments, String kind, String place, boolean incoming) {
    assertThat(Births.population(call, arguments, new Surroundings("/srv/new", Map.of())))
        .isEqualTo(new Population(kind, place, incoming));
  }

  @Test
  void whatWasBornBeforeAnExecCameThroughIt() {
    assertThat(trail(50, 100).birth().call()).isEqualTo("execve");
    assertThat(trail(150, 100).birth().call()).isEqualTo("socket");
    assertThat(trail(50, 0).birth().call()).isEqualTo("socket");
    assertThat(trail(0, 100).birth().call()).isEqualTo("socket");
  }

  private static Trail trail(long bornAt, long executedAt) {
    BirthRecord birth = new BirthRecord("socket", bornAt, 1, CLIENT);
    return Births.trail(
        new LiveRecord(1, false, 7, birth, null, 0, 0, 0), 4, executedAt, Surroundings.UNKNOWN);
  }

  @Test
  void aRelativePathHasNoPlaceWhereItsFolderIsNotKnown() {
    PathArguments relative = new PathArguments("a.png", 0);
    assertThat(Births.population("openat", relative, Surroundings.UNKNOWN).place()).isEmpty();
  }

  @Test
  void whatWasOpenBeforeTheTracerCameLendsWhatALookFoundOfIt() {
    SocketArguments unknown = new SocketArguments(0, 0, 0, null, "", null, "");
    Map<Integer, Population> found =
        Map.of(
            3, new Population("tcp", "*:8080", false),
            4, new Population("pipe", "", false),
            5, new Population("tcp", "10.0.0.7:443", false));
    assertThat(Births.population("accept4", new Accepted(3, unknown), new Surroundings("", found)))
        .isEqualTo(new Population("tcp", "*:8080", true));
    assertThat(Births.population("dup", new CopyOf(4, new None()), new Surroundings("", found)))
        .isEqualTo(new Population("pipe", "", false));
    assertThat(Births.population("dup", new CopyOf(5, CLIENT), new Surroundings("", found)))
        .as("what a call told comes first")
        .isEqualTo(new Population("tcp", "127.0.0.1:1965", false));
    assertThat(Births.population("dup", new CopyOf(6, new None()), new Surroundings("", found)))
        .isEqualTo(new Population("", "", false));
  }

  @Test
  void aListenerOnPortZeroListensElsewhere() {
    SocketArguments any = new SocketArguments(2, 1, 0, null, "", new Endpoint("127.0.0.1", 0), "");
    assertThat(Births.population("accept", new Accepted(3, any), Surroundings.UNKNOWN))
        .isEqualTo(new Population("tcp", "", true));
  }

  @Test
  void whatIsListedIsADirectoryThoughTheCallThatOpenedItDidNotSaySo() {
    BirthRecord birth = new BirthRecord("openat", 100, 1, new PathArguments("/srv", 0));
    UseRecord listed = new UseRecord("getdents64", 0, 120, 1);
    Trail trail =
        Births.trail(
            new LiveRecord(1, false, 7, birth, listed, 1, 0, 0), 4, 0, Surroundings.UNKNOWN);
    assertThat(trail.birth().population()).isEqualTo(new Population("directory", "/srv", false));
  }
}
