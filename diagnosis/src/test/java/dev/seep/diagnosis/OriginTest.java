package dev.seep.diagnosis;

import static dev.seep.diagnosis.Fate.born;
import static dev.seep.diagnosis.Plot.cpp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Condition;
import dev.seep.evidence.Errno;
import dev.seep.evidence.Finding;
import dev.seep.evidence.Frame;
import dev.seep.evidence.LastUse;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.Origin;
import dev.seep.evidence.Origin.Claim;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {
  private static final Frame SOCKET = new Frame("socket", "", 0, "/usr/lib/libc.so.6", "");
  private static final Frame CONNECT = cpp("Connector::connect()", "Connector.cc", 83);
  private static final Frame REQUEST = cpp("GeminiClient::sendRequest()", "GeminiClient.cpp", 61);
  private static final Frame RETRY = cpp("GeminiClient::retry()", "GeminiClient.cpp", 90);
  private static final Frame LOAD = cpp("Gallery::load()", "gallery.cc", 12);

  private static final Fate PENDING = born("socket").used("connect", -Errno.EINPROGRESS, 0.001);
  private static final Fate DROPPED = born("openat").used("read", 4_096, 0.002).read(4_096);

  private static Plot connector() {
    return new Plot("tcp", "10.0.0.7:1965", Condition.NEVER_CONNECTED)
        .site(7, SOCKET, CONNECT, REQUEST);
  }

  private static Plot gallery() {
    return new Plot("file", "/srv/*.png", Condition.OPEN).site(7, LOAD);
  }

  private static Claim claim(Finding finding) {
    return Objects.requireNonNull(finding.origin()).claim();
  }

  private static List<String> claims(Finding finding) {
    return finding.remarks().stream().filter(each -> each.startsWith("claim: ")).toList();
  }

  @Test
  void theOriginBeginsWithTheProgramsOwnCode() {
    Finding finding = connector().survive(20, PENDING).finding();
    assertThat(finding.origin())
        .isEqualTo(new Origin(1, List.of(CONNECT, REQUEST), true, 0, Claim.OPENED_HERE));
  }

  @Test
  void whatWasOpenBeforeTheTracerIsInferredFromWhatIsAlike() {
    Finding finding = connector().survive(6, PENDING).before(30).finding();
    assertThat(finding.origin())
        .isEqualTo(new Origin(1, List.of(CONNECT, REQUEST), true, 30, Claim.OPENED_HERE));
    assertThat(finding.remarks())
        .contains("30 of the 36 looked at were open before the tracer came and not used since");
  }

  @Test
  void whatWasOpenBeforeIsDividedAsTheOthersAre() {
    Finding finding =
        connector()
            .site(8, SOCKET, LOAD)
            .survive(15, PENDING)
            .survive(5, PENDING.at(8))
            .before(40)
            .finding();
    assertThat(finding.origin())
        .isEqualTo(new Origin(0.75, List.of(CONNECT, REQUEST), true, 30, Claim.OPENED_HERE));
  }

  @Test
  void aTracerThatSawNoneOpenedSaysSo() {
    Finding finding = connector().before(30).finding();
    assertThat(finding.origin()).isNull();
    assertThat(finding.lastUse()).isNull();
    assertThat(finding.remarks())
        .contains(
            "all of them were open before the tracer came: the first one that is opened while it"
                + " watches names the place");
  }

  @Test
  void whatWasOpenedWhileItWatchedWithoutItsStackIsNotSaidToBeOlder() {
    Finding finding =
        connector().survive(6, PENDING).survive(4, PENDING.at(0)).before(30).finding();
    assertThat(finding.origin())
        .isEqualTo(new Origin(1, List.of(CONNECT, REQUEST), true, 30, Claim.OPENED_HERE));
    assertThat(finding.remarks())
        .contains("of 4 more that were opened while watched the stack was not among those sampled");
  }

  @Test
  void aTracerThatTookNoneOfTheirStacksSaysSo() {
    Finding finding = connector().survive(9, PENDING.at(0)).finding();
    assertThat(finding.origin()).isNull();
    assertThat(finding.remarks())
        .contains(
            "the stacks of those that were opened while watched were not among those sampled: so"
                + " many are opened that it takes a longer look to name the place");
  }

  @Test
  void ofThreadsItIsWhoStartsThemAndNothingIsSaidOfTheirUse() {
    Plot workers = new Plot("thread", "worker-*", Condition.THREAD).site(7, REQUEST);
    Finding finding = workers.survive(20, born("clone3")).finding();
    assertThat(finding.leakClass()).isEqualTo(LeakClass.THREAD);
    assertThat(finding.origin())
        .isEqualTo(new Origin(1, List.of(REQUEST), true, 0, Claim.OPENED_HERE));
    assertThat(finding.lastUse()).isNull();
    assertThat(claims(finding))
        .containsExactly("claim: started here; what should let them end may be elsewhere");
  }

  @Test
  void severalWaysToOneLineAreOnePlace() {
    Finding finding =
        connector()
            .site(8, SOCKET, CONNECT, RETRY)
            .survive(12, PENDING)
            .survive(8, PENDING.at(8))
            .finding();
    assertThat(finding.origin())
        .isEqualTo(new Origin(1, List.of(CONNECT, REQUEST), true, 0, Claim.OPENED_HERE));
    assertThat(finding.remarks())
        .contains("2 different ways lead to this line; the most frequent is shown");
  }

  @Test
  void aStackThatBrokeOffSaysSo() {
    Finding finding =
        new Plot("tcp", "", Condition.NEVER_CONNECTED)
            .brokenSite(7, "no unwind table for /opt/x.so", SOCKET, CONNECT)
            .survive(20, PENDING)
            .finding();
    assertThat(finding.origin())
        .isEqualTo(new Origin(1, List.of(CONNECT), false, 0, Claim.OPENED_HERE));
    assertThat(finding.remarks())
        .contains("the stack could not be followed to its end: no unwind table for /opt/x.so");
  }

  @Test
  void whatItsOpenerDropsAtOnceIsLeakedThere() {
    Finding finding = gallery().survive(20, DROPPED).finding();
    assertThat(claim(finding)).isEqualTo(Claim.LEAKED_HERE);
    assertThat(claims(finding))
        .containsExactly(
            "claim: leaked here: they were used for a moment by the thread that opened them, and"
                + " dropped");
  }

  @Test
  void whatNothingIsDoneWithIsLeakedWhereItWasOpened() {
    Finding finding = gallery().survive(20, born("openat")).finding();
    assertThat(claims(finding))
        .containsExactly("claim: leaked here: nothing was done with them after they were opened");
  }

  @Test
  void siblingsThatTheOpenerClosesAtOnceLeaveTheBlameThere() {
    Finding finding = gallery().survive(20, DROPPED).close(40, DROPPED, 0.01, 11).finding();
    assertThat(claim(finding)).isEqualTo(Claim.LEAKED_HERE);
  }

  @Test
  void siblingsClosedByAnotherThreadOrLateTakeTheBlameElsewhere() {
    assertThat(claims(gallery().survive(20, DROPPED).close(40, DROPPED, 0.01, 12).finding()))
        .containsExactly(
            "claim: opened here; the close may be missing elsewhere: their siblings are closed by"
                + " another thread");
    assertThat(claims(gallery().survive(20, DROPPED).close(40, DROPPED, 9, 11).finding()))
        .containsExactly(
            "claim: opened here; the close may be missing elsewhere: their siblings are closed long"
                + " after they were opened");
  }

  @Test
  void whatWasHandedOnIsOnlyOpenedThere() {
    String elsewhere = "claim: opened here; the close may be missing elsewhere: ";
    assertThat(claims(connector().survive(20, PENDING).finding()))
        .containsExactly(elsewhere + "they were left while the kernel was still at work on them");
    assertThat(claims(connector().survive(20, born("accept4")).finding()))
        .containsExactly(elsewhere + "who accepts a connection hands it on");
    assertThat(
            claims(connector().survive(20, born("socket").used("epoll_ctl", 0, 0.001)).finding()))
        .containsExactly(elsewhere + "they were handed to an event loop");
    assertThat(claims(gallery().survive(20, DROPPED.usedBy(12)).finding()))
        .containsExactly(elsewhere + "another thread used them last");
    assertThat(claims(gallery().survive(20, born("openat").used("read", 1, 20)).finding()))
        .containsExactly(elsewhere + "they were used long after they were opened");
    assertThat(
            claims(connector().survive(20, born("socket").used("read", 9, 0.1).read(9)).finding()))
        .containsExactly(elsewhere + "they were in use as connections before they were left");
  }

  @Test
  void anEventLoopIsOwnedByWhoMakesItThoughAnotherThreadRunsIt() {
    Fate loop = born("epoll_create1").used("epoll_wait", 1, 50).usedBy(99);
    Plot loops = new Plot("eventpoll", "", Condition.ANONYMOUS).site(7, LOAD).survive(20, loop);
    assertThat(claims(loops.finding()))
        .containsExactly(
            "claim: leaked here: who makes an event loop has to end it, and none that was made here"
                + " was ever closed");
    assertThat(claim(loops.close(20, loop, 9, 99).finding())).isEqualTo(Claim.OPENED_HERE);
  }

  @Test
  void twoLeaksAtOnceHaveTwoOrigins() {
    Plot sockets = connector().survive(20, PENDING);
    Plot files =
        new Plot("file", "/srv/*.png", Condition.OPEN)
            .from(500)
            .site(8, LOAD)
            .survive(10, DROPPED.at(8));
    List<Finding> findings = sockets.together(files);
    assertThat(findings)
        .extracting(each -> each.origin() == null ? null : each.origin().frames())
        .containsExactly(List.of(CONNECT, REQUEST), List.of(LOAD));
    assertThat(findings)
        .extracting(each -> claim(each))
        .containsExactly(Claim.OPENED_HERE, Claim.LEAKED_HERE);
  }

  @Test
  void aBlockingConnectThatFailsIsLeakedByWhoCalledIt() {
    Fate refused = born("socket").used("connect", -Errno.ECONNREFUSED, 0.001);
    assertThat(claim(connector().survive(20, refused).finding())).isEqualTo(Claim.LEAKED_HERE);
  }

  @Test
  void goroutinesWanderFromThreadToThread() {
    Frame go = new Frame("main.load", "/src/main.go", 9, "/srv/images", "Go");
    Finding finding =
        new Plot("file", "/srv/*.png", Condition.OPEN)
            .site(7, go)
            .survive(20, DROPPED.usedBy(12))
            .close(40, DROPPED, 0.01, 13)
            .finding();
    assertThat(claim(finding)).isEqualTo(Claim.LEAKED_HERE);
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, connect, -115, EINPROGRESS",
    "tcp, connect, -111, ECONNREFUSED",
    "tcp, connect, 0, 0 (connected)",
    "tcp, read, 0, 0 (end of file: the peer has closed)",
    "tcp, recvfrom, 0, 0 (end of file: the peer has closed)",
    "tcp, io_uring recv, 0, 0 (end of file: the peer has closed)",
    "tcp, io_uring connect, -111, ECONNREFUSED",
    "file, read, 0, 0 (end of file)",
    "pipe, read, 0, 0 (end of file: the writing end is closed)",
    "directory, getdents64, 0, 0 (end of the listing)",
    "file, write, 4096, some bytes",
    "eventpoll, epoll_wait, 3, success",
    "eventpoll, epoll_ctl, 0, 0",
    "file, ioctl, -4711, error 4711",
    "file, ioctl, -9223372036854775807, error 2147483647"
  })
  void theLastUseIsToldInWords(String kind, String call, long result, String words) {
    Finding finding =
        new Plot(kind, "", Condition.OPEN)
            .site(7, LOAD)
            .survive(1, born("openat").ago(60).used(call, result, 20))
            .finding();
    assertThat(finding.lastUse()).isEqualTo(new LastUse(call, words, 40));
  }

  @Test
  void theMostFrequentLastUseIsToldAndHowFrequentItIs() {
    Finding finding =
        gallery().survive(6, DROPPED).survive(4, born("openat").used("fstat", 0, 0.001)).finding();
    assertThat(Objects.requireNonNull(finding.lastUse()).call()).isEqualTo("read");
    assertThat(finding.remarks()).contains("that was the last use of 60 % of the 10 looked at");
  }

  @Test
  void whatWasNeverUsedSaysSinceWhen() {
    Finding finding = gallery().survive(1, born("openat").ago(42)).finding();
    assertThat(finding.lastUse())
        .isEqualTo(new LastUse("openat", "no call since it was opened", 42));
  }

  @Test
  void aSocketThatDiedHasThePeerOfItsBirth() {
    Plot plot = new Plot("tcp", "", Condition.DEAD).site(7, CONNECT);
    assertThat(plot.survive(20, PENDING.of("tcp", "10.0.0.9:443")).finding().peer())
        .isEqualTo("10.0.0.9:443");
    assertThat(plot.survive(20, PENDING.of("tcp", "10.0.0.8:443")).finding().peer()).isEmpty();
  }

  @Test
  void aFileHasThePatternOfItsBirth() {
    Plot plot = new Plot("file", "", Condition.OPEN).site(7, LOAD);
    assertThat(
            plot.survive(9, DROPPED.of("file", "/srv/001.png"))
                .survive(9, DROPPED.of("file", "/srv/002.png"))
                .finding()
                .path())
        .isEqualTo("/srv/*.png");
  }
}
