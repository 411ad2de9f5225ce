package dev.seep.diagnosis;

import static dev.seep.diagnosis.Fate.born;
import static dev.seep.diagnosis.Plot.cpp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Condition;
import dev.seep.evidence.Difference;
import dev.seep.evidence.Errno;
import dev.seep.evidence.Frame;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DifferencesTest {
  private static final Frame CONNECT = cpp("Connector::connect()", "Connector.cc", 83);

  private static Plot sockets() {
    return new Plot("tcp", "10.0.0.7:1965", Condition.NEVER_CONNECTED).site(7, CONNECT);
  }

  private static List<String> words(Plot plot) {
    return plot.finding().differences().stream().map(Difference::what).toList();
  }

  @Test
  void thoseStuckInTheHandshakeStayAndThoseThatConnectedAreClosed() {
    Fate stuck = born("socket").used("connect", -Errno.EINPROGRESS, 0.001);
    Fate served = born("socket").used("read", 0, 0.3).read(900).wrote(60);
    assertThat(sockets().survive(20, stuck).close(100, served, 0.4, 11).finding().differences())
        .containsExactly(new Difference("last use was connect → EINPROGRESS", 1, 0));
    assertThat(words(sockets().survive(20, stuck).close(100, stuck, 0.4, 11))).isEmpty();
  }

  @Test
  void thePeerThatClosedFirstIsOneDifferenceThoughTwoCallsReadIt() {
    Fate read = born("socket").used("read", 0, 3).read(10).wrote(10);
    Fate received = born("socket").used("recvfrom", 0, 3).read(10).wrote(10);
    Fate own = born("socket").used("write", 9, 3).read(10).wrote(10);
    assertThat(
            sockets()
                .survive(12, read)
                .survive(12, received)
                .close(60, own, 4, 11)
                .finding()
                .differences())
        .first()
        .isEqualTo(new Difference("the peer had closed first (a read gave 0)", 1, 0));
  }

  @Test
  void aLargeBodyIsFoundByTheDataItself() {
    Plot plot = sockets();
    for (int i = 0; i < 20; i++) {
      plot.survive(1, born("socket").used("read", 1, 1).read(1_300_000 + 1_000L * i).wrote(60));
    }
    for (int i = 0; i < 60; i++) {
      plot.close(1, born("socket").used("read", 1, 1).read(2_000 + 10L * i).wrote(60), 2, 11);
    }
    assertThat(words(plot)).containsExactly("1.2 MiB or more had been read");
  }

  @Test
  void bodiesOfEverySizeOnBothSidesTellNothing() {
    Random random = new Random(3);
    Plot plot = sockets();
    for (int i = 0; i < 40; i++) {
      plot.survive(1, born("socket").used("read", 1, 1).read(random.nextInt(1_000_000)).wrote(60));
    }
    for (int i = 0; i < 60; i++) {
      Fate fate = born("socket").used("read", 1, 1).read(random.nextInt(1_000_000)).wrote(60);
      plot.close(1, fate, 2, 11);
    }
    assertThat(words(plot)).isEmpty();
  }

  @Test
  void whoLeaksThroughALineIsToldFromWhoClosesThroughIt() {
    Frame show = cpp("Gallery::show()", "gallery.cpp", 30);
    Frame shrink = cpp("Gallery::shrink()", "gallery.cpp", 37);
    Fate fate = born("openat").used("read", 9, 0.001);
    Plot plot =
        new Plot("file", "/srv/*.item", Condition.OPEN)
            .site(7, cpp("open_resource()", "depot.cpp", 30), shrink)
            .site(8, cpp("open_resource()", "depot.cpp", 30), show)
            .site(9, cpp("open_log()", "log.cpp", 3), show)
            .survive(20, fate)
            .close(100, fate.at(8), 0.1, 11)
            .close(100, fate.at(9), 0.1, 11);
    assertThat(plot.finding().differences())
        .containsExactly(
            new Difference("it was opened by way of Gallery::shrink() (gallery.cpp:37)", 1, 0));
    plot.close(40, fate, 0.1, 11);
    assertThat(words(plot)).as("that way is closed as well").isEmpty();
  }

  @Test
  void noiseIsNotTakenForADifference() {
    Random random = new Random(11);
    int alarms = 0;
    for (int trial = 0; trial < 200; trial++) {
      Plot plot = sockets();
      for (int i = 0; i < 60; i++) {
        Fate fate =
            born("socket")
                .by(random.nextInt(4))
                .of("tcp", "10.0.0." + random.nextInt(3) + ":80")
                .used(random.nextBoolean() ? "read" : "write", random.nextInt(2), 1)
                .read(random.nextInt(5_000))
                .wrote(random.nextInt(5_000));
        if (i < 20) {
          plot.survive(1, fate);
        } else {
          plot.close(1, fate, 2, 11);
        }
      }
      alarms += words(plot).isEmpty() ? 0 : 1;
    }
    assertThat(alarms).isLessThanOrEqualTo(4);
  }

  @Test
  void threeAgainstThreeProveNothing() {
    Fate stuck = born("socket").used("connect", -Errno.EINPROGRESS, 0.001);
    Fate served = born("socket").used("read", 0, 0.3).read(900).wrote(60);
    assertThat(words(sockets().survive(3, stuck).close(3, served, 0.4, 11))).isEmpty();
  }

  @Test
  void whatEndedWithItsProcessIsNoClosedSibling() {
    Fate stuck = born("socket").used("connect", -Errno.EINPROGRESS, 0.001);
    Fate served = born("socket").used("read", 0, 0.3).read(900).wrote(60);
    assertThat(words(sockets().survive(20, stuck).endWithTheProcess(60, served))).isEmpty();
  }

  @Test
  void thePeerThatDiffersIsNamed() {
    Fate slow = born("socket").of("tcp", "10.0.0.9:443").used("write", 9, 1).wrote(9);
    Fate good = born("socket").of("tcp", "10.0.0.7:443").used("write", 9, 1).wrote(9);
    assertThat(words(sockets().survive(20, slow).close(60, good, 2, 11)))
        .containsExactly("the peer was 10.0.0.9:443");
  }

  @Test
  void theCallerThatForgetsTheCloseIsNamed() {
    Frame main = cpp("main", "main.cc", 5);
    Plot plot =
        new Plot("file", "", Condition.OPEN)
            .site(7, CONNECT, cpp("Client::onTimeout()", "Client.cc", 70), main)
            .site(8, CONNECT, cpp("Client::onAnswer()", "Client.cc", 40), main);
    Fate fate = born("openat").used("read", 9, 0.01).read(9);
    assertThat(
            words(plot.survive(20, fate.at(7)).survive(1, fate.at(8)).close(60, fate.at(8), 1, 11)))
        .containsExactly("it was opened by way of Client::onTimeout() (Client.cc:70)");
  }

  @Test
  void theThreadThatForgetsTheCloseIsNamed() {
    Fate fate = born("socket").used("write", 9, 1).wrote(9);
    assertThat(words(sockets().survive(20, fate.by(44)).close(60, fate.by(11), 2, 11)))
        .containsExactly("thread 44 had opened it");
  }

  @Test
  void aSocketThatNeverConnectedIsToldFromOneThatDid() {
    Fate idle = born("socket").of("tcp", "").used("setsockopt", 0, 0.001);
    Fate good = born("socket").of("tcp", "10.0.0.7:443").used("setsockopt", 0, 0.001);
    assertThat(words(sockets().survive(20, idle).close(60, good, 2, 11)))
        .containsExactly("connect was never called");
  }
}
