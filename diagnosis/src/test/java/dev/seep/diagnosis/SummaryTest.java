package dev.seep.diagnosis;

import static dev.seep.diagnosis.Zoo.at;
import static dev.seep.diagnosis.Zoo.ownedBy;
import static dev.seep.diagnosis.Zoo.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Resource;
import dev.seep.evidence.SocketState;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {

  @Test
  void socketsThatWereNeverConnectedAreSpokenOf() {
    Zoo zoo = new Zoo().hold(791, tcp(SocketState.NEVER_CONNECTED, null, null));
    Summary summary = Summary.of(zoo.inventory(1_024));
    assertThat(summary.byState()).containsEntry(SocketState.NEVER_CONNECTED, 791);
    assertThat(summary.byPeer()).isEmpty();
    assertThat(summary.remarks())
        .containsExactly(
            "791 sockets exist in no protocol table: they were created and never connected");
  }

  @Test
  void connectionsThatWaitForTheCloseAreSpokenOfWithTheirPeer() {
    Zoo zoo =
        new Zoo()
            .hold(412, tcp(SocketState.CLOSE_WAIT, at("127.0.0.1", 40_000), at("127.0.0.1", 1965)));
    assertThat(Summary.of(zoo.inventory(0)).remarks())
        .containsExactly("412 connections to 127.0.0.1:1965 wait for this process to close them");
  }

  @Test
  void acceptedConnectionsAreOneGroupWhateverTheClientsPorts() {
    Zoo zoo = new Zoo().hold(1, tcp(SocketState.LISTEN, at("", 8080), null));
    for (int i = 0; i < 30; i++) {
      zoo.hold(
          1,
          tcp(SocketState.ESTABLISHED, at("10.0.0.1", 8080), at("10.0.0.9", 40_000 + i), 7, 2_000));
    }
    assertThat(Summary.of(zoo.inventory(0)).byPeer())
        .singleElement()
        .satisfies(group -> {
          assertThat(group.peer()).isEqualTo("*:8080");
          assertThat(group.incoming()).isTrue();
          assertThat(group.count()).isEqualTo(30);
          assertThat(group.idleSecondsMedian()).isEqualTo(2);
          assertThat(group.unreadBytes()).isEqualTo(210);
        });
  }

  @Test
  void theOwnerOfALoopbackPeerIsNamed() {
    Zoo zoo =
        new Zoo()
            .hold(
                3,
                ownedBy(
                    tcp(SocketState.ESTABLISHED, at("127.0.0.1", 1), at("127.0.0.1", 5432)),
                    812,
                    "postgres"));
    assertThat(Summary.of(zoo.inventory(0)).byPeer())
        .singleElement()
        .satisfies(group -> assertThat(group.owners()).containsExactly("postgres (812)"));
  }

  @Test
  void nearnessToTheLimitInheritanceAndDeletedFilesAreSpokenOf() {
    Zoo zoo =
        new Zoo().inheritable().hold(95, new Resource.RegularFile("/var/lib/a.db", true, 1 << 20));
    assertThat(Summary.of(zoo.inventory(100)).remarks())
        .containsExactly(
            "descriptors at 95 % of the soft limit (95 of 100)",
            "95 deleted files are still open; they keep 95.0 MiB of disk",
            "92 descriptors without close-on-exec: child processes inherit them");
  }

  @Test
  void pipesTellTheirAge() {
    Zoo zoo =
        new Zoo().bornSecondsAgo(3_600).hold(2, new Resource.Pipe("", true, false, List.of()));
    assertThat(Summary.of(zoo.inventory(0)).oldestPipeSeconds()).isEqualTo(3_600);
    assertThat(Summary.of(new Zoo().file("/a").inventory(0)).oldestPipeSeconds()).isNaN();
  }

  @Test
  void aHealthyProcessGivesNoCauseForRemarks() {
    Zoo zoo =
        new Zoo()
            .hold(20, tcp(SocketState.ESTABLISHED, at("10.0.0.1", 4), at("10.0.0.2", 443), 0, 900))
            .file("/var/log/app.log");
    Summary summary = Summary.of(zoo.inventory(1_024));
    assertThat(summary.remarks()).isEmpty();
    assertThat(summary.byKind()).containsEntry("socket", 20).containsEntry("file", 1);
    assertThat(summary.byKind().keySet()).first().isEqualTo("socket");
  }
}
