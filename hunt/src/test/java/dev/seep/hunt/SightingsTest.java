package dev.seep.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Condition;
import dev.seep.evidence.Death;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Endpoint;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.MemoryUse;
import dev.seep.evidence.OpenFlags;
import dev.seep.evidence.Population;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Resource;
import dev.seep.evidence.Sighting;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.Source;
import dev.seep.evidence.TcpActivity;
import dev.seep.evidence.ThreadFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SightingsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Endpoint HERE = new Endpoint("10.0.0.1", 40_000);
  private static final Endpoint PEER = new Endpoint("10.0.0.2", 443);

  private static Inventory inventory(int threads, Resource... resources) {
    List<Descriptor> descriptors = new ArrayList<>();
    for (Resource resource : resources) {
      int number = descriptors.size();
      long born = resource instanceof Resource.Pipe ? NOW.getEpochSecond() - 90 : 0;
      descriptors.add(
          new Descriptor(number, resource, 8, 100 + number, OpenFlags.UNKNOWN, 0, born));
    }
    return new Inventory(
        new ProcessFacts(new ProcessIdentity(9, 1), 1, "x", List.of("x"), 0, NOW, 'S', threads),
        NOW,
        Source.PROCFS,
        descriptors.size(),
        DescriptorLimits.UNKNOWN,
        descriptors,
        new MemoryUse(100, -1, 60, 1_000, 7, 1),
        List.of());
  }

  private static Socket socket(
      SocketState state,
      @Nullable Death death,
      @Nullable Endpoint local,
      @Nullable Endpoint remote,
      long unread,
      long idleMillis) {
    TcpActivity activity = idleMillis < 0 ? null : new TcpActivity(idleMillis, idleMillis, 0, 0, 1);
    return new Socket(
        SocketFamily.INET6,
        "TCPv6",
        state,
        death,
        false,
        local,
        remote,
        "",
        unread,
        0,
        activity,
        List.of(),
        0);
  }

  private static Sighting only(Resource resource) {
    return Sightings.of(inventory(0, resource)).get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1000, ACTIVE",
    "0, 20000, IDLE",
    "500, 1000, ACTIVE",
    "500, 6000, UNREAD",
    "500, 60000, UNREAD",
    "0, -1, CONNECTED",
    "500, -1, CONNECTED"
  })
  void anEstablishedConnectionIsToldByItsSilenceAndItsQueue(
      long unread, long idleMillis, Condition condition) {
    Sighting sighting = only(socket(SocketState.ESTABLISHED, null, HERE, PEER, unread, idleMillis));
    assertThat(sighting.condition()).isEqualTo(condition);
    assertThat(sighting.population()).isEqualTo(new Population("tcp", "10.0.0.2:443", false));
  }

  @Test
  void aFailedConnectIsNoDeadConnection() {
    assertThat(only(socket(SocketState.DEAD, Death.REFUSED, HERE, PEER, 0, -1)).condition())
        .isEqualTo(Condition.CONNECT_FAILED);
    assertThat(only(socket(SocketState.DEAD, Death.RESET, HERE, PEER, 0, -1)).condition())
        .isEqualTo(Condition.DEAD);
    assertThat(only(socket(SocketState.NEVER_CONNECTED, null, null, null, 0, -1)).population())
        .isEqualTo(new Population("tcp", "", false));
  }

  @Test
  void whatAProcessAcceptedIsPlacedAtItsListener() {
    Socket listener = socket(SocketState.LISTEN, null, new Endpoint("", 8080), null, 0, -1);
    Socket accepted =
        socket(SocketState.CLOSE_WAIT, null, new Endpoint("10.0.0.1", 8080), PEER, 0, -1);
    List<Sighting> sightings = Sightings.of(inventory(0, listener, accepted));
    assertThat(sightings.get(1).population()).isEqualTo(new Population("tcp", "*:8080", true));
    assertThat(sightings.get(0).condition()).isEqualTo(Condition.LISTENING);
  }

  @Test
  void filesArePlacedByTheirPatternAndPipesKnowTheirAge() {
    Sighting file = only(new Resource.RegularFile("/srv/images/000017.png", false, 1));
    assertThat(file.population()).isEqualTo(new Population("file", "/srv/images/*.png", false));
    Sighting pipe = only(new Resource.Pipe("", true, false, List.of()));
    assertThat(pipe.bornSecondsAgo()).isEqualTo(90);
    assertThat(only(new Resource.RegularFile("/a", true, 1)).condition())
        .isEqualTo(Condition.DELETED);
  }

  @Test
  void anonymousInodesAreToldApartByTheOpenFileAndFilesByTheirInode() {
    Resource event = new Resource.EventFd(0, -1);
    assertThat(Sightings.key(descriptor(event, 41)))
        .isNotEqualTo(Sightings.key(descriptor(event, 42)));
    Resource file = new Resource.RegularFile("/a", false, 1);
    assertThat(Sightings.key(descriptor(file, 41))).isEqualTo(Sightings.key(descriptor(file, 42)));
  }

  private static Descriptor descriptor(Resource resource, long openFile) {
    return new Descriptor(3, resource, 15, 7, OpenFlags.UNKNOWN, 0, 0, openFile);
  }

  @Test
  void threadsAreFollowedByTheirNumberAndStartAndPooledByTheirName() {
    List<Sighting> sightings =
        Threads.sightings(
            List.of(
                new ThreadFacts(9, "worker-1", 5),
                new ThreadFacts(9, "worker-1", 6),
                new ThreadFacts(10, "worker-2", 5)),
            new Witness(),
            0);
    assertThat(sightings.stream().map(Sighting::key).distinct()).hasSize(3);
    assertThat(sightings.stream().map(Sighting::population).distinct()).hasSize(1);
  }

  @Test
  void memoryCountsWhatIsSwapped() {
    assertThat(
            Sightings.sample(1.5, inventory(3), List.of(), List.of(), false, null, null)
                .anonymousBytes())
        .isEqualTo(67);
  }
}
