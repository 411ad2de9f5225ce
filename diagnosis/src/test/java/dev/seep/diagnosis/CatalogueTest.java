package dev.seep.diagnosis;

import static dev.seep.diagnosis.Fate.born;
import static dev.seep.diagnosis.Plot.cpp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.detector.EvidenceKind;
import dev.seep.evidence.Condition;
import dev.seep.evidence.Endpoint;
import dev.seep.evidence.Errno;
import dev.seep.evidence.Finding;
import dev.seep.evidence.Frame;
import dev.seep.evidence.Holder;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.Resource;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.TcpActivity;
import dev.seep.evidence.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
  /// A call, a qualified name, a keyword argument, a setting: what can be looked up.
  private static final Pattern API =
      Pattern.compile(
          "\\w+\\(|\\w::\\w|\\w\\.\\w+|[a-z]\\w+=|[A-Z]+_[A-Z]|\\b[a-z]+[A-Z]\\w+|try-with-resources");

  private static final Frame OPENER = cpp("Gallery::load()", "gallery.cc", 12);

  private static Stream<Remedy> remedies() {
    return Stream.concat(Catalogue.PATTERNS.stream(), Catalogue.CIRCUMSTANCES.stream());
  }

  private static Plot files() {
    return new Plot("file", "/srv/*.png", Condition.OPEN).site(7, OPENER);
  }

  @Test
  void everyClassHasOneFile() {
    Set<LeakClass> named = EnumSet.noneOf(LeakClass.class);
    remedies().forEach(each -> assertThat(named.add(each.leakClass())).isTrue());
    assertThat(named).containsExactlyInAnyOrder(LeakClass.values());
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyClassHasAnAdviceInEveryLanguageAndItNamesWhatToCall(Language language) {
    remedies()
        .forEach(each -> {
          String advice = each.advice(language);
          assertThat(advice).as("%s", each.leakClass()).isNotBlank().hasSizeLessThan(240);
          if (language != Language.ANY) {
            assertThat(advice).as("%s", each.leakClass()).containsPattern(API);
          }
        });
  }

  @Test
  void noTwoClassesGiveTheSameAdvice() {
    for (Language language : Language.values()) {
      if (language != Language.ANY) {
        assertThat(remedies().map(each -> each.advice(language)).toList()).doesNotHaveDuplicates();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(LeakClass.class)
  void everyClassHasItsPage(LeakClass leakClass) throws IOException {
    Path page = Path.of("../docs/classes", leakClass.slug() + ".md");
    assertThat(page).exists();
    assertThat(Files.readString(page))
        .startsWith("# `" + leakClass.slug() + "`")
        .contains("## From outside", "## What decides", "## What speaks against it")
        .contains("## How to mend it", "## What it is not");
  }

  @Test
  void theAdviceSpeaksTheLanguageOfTheCulprit() {
    assertThat(files().survive(20, born("openat")).finding().advice()).contains("std::ifstream");
    Frame go = new Frame("main.load", "/src/main.go", 9, "/srv/images", "Go");
    Plot images = new Plot("file", "/srv/*.png", Condition.OPEN).site(7, go);
    assertThat(images.survive(20, born("openat")).finding().advice()).contains("defer f.Close()");
    Plot unknown = new Plot("file", "/srv/*.png", Condition.OPEN);
    assertThat(unknown.survive(20, born("openat")).finding().advice())
        .isEqualTo(
            "close the file on every path, the error paths included (try-with-resources, defer,"
                + " with, RAII)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fork", "clone", "execve"})
  void whatCameThroughAForkIsInherited(String call) {
    Finding finding = files().survive(20, born(call)).finding();
    assertThat(finding.leakClass()).isEqualTo(LeakClass.INHERITED);
    assertThat(finding.what()).isEqualTo("file descriptors inherited from the parent process");
  }

  @ParameterizedTest
  @ValueSource(strings = {"recvmsg", "recvmmsg", "pidfd_getfd"})
  void whatCameInAMessageIsReceived(String call) {
    Finding finding = files().survive(20, born(call)).finding();
    assertThat(finding.leakClass()).isEqualTo(LeakClass.RECEIVED);
    assertThat(finding.what()).isEqualTo("file descriptors received from another process");
  }

  @Test
  void aFewInheritedOnesAmongManyOpenedOnesAreNoClass() {
    Finding finding = files().survive(20, born("openat")).survive(3, born("fork")).finding();
    assertThat(finding.leakClass()).isEqualTo(LeakClass.UNCLOSED_FILE);
  }

  @Test
  void emfileAnsweredToTheTargetItselfIsALimitTooLowUnlessItGrows() {
    Plot peak =
        files()
            .because(EvidenceKind.WARMING_UP, new Verdict.Healthy("it stands"))
            .survive(5, born("openat"))
            .beside(1, born("socket").used("accept4", -Errno.EMFILE, 30));
    assertThat(peak.findings())
        .filteredOn(each -> each.leakClass() == LeakClass.LIMIT_TOO_LOW)
        .singleElement()
        .satisfies(each -> {
          assertThat(each.what()).isEqualTo("descriptors at the limit");
          assertThat(each.verdict().reason())
              .isEqualTo(
                  "100 of 1,024 descriptors are in use (10 %), and their number does not grow; the"
                      + " kernel refused 1 call with EMFILE");
        });
    Plot leak = files().survive(5, born("openat"));
    leak.beside(1, born("socket").used("accept4", -Errno.EMFILE, 30));
    assertThat(leak.findings()).noneMatch(each -> each.leakClass() == LeakClass.LIMIT_TOO_LOW);
    assertThat(leak.finding().remarks())
        .contains("already: the kernel refused at least 1 call with EMFILE");
  }

  @Test
  void eaddrnotavailIsPortExhaustion() {
    Plot plot = files().survive(5, born("openat"));
    assertThat(plot.findings()).noneMatch(each -> each.leakClass() == LeakClass.PORT_EXHAUSTION);
    plot.close(3, born("socket").used("connect", -Errno.EADDRNOTAVAIL, 0.001), 0.1, 11);
    assertThat(plot.findings())
        .filteredOn(each -> each.leakClass() == LeakClass.PORT_EXHAUSTION)
        .singleElement()
        .satisfies(each ->
            assertThat(each.verdict().reason()).endsWith("it refused 3 calls with EADDRNOTAVAIL"));
  }

  @Test
  void recentUseAndAMissingCloseSpeakAgainstALeak() {
    Finding finding =
        files()
            .survive(8, born("openat").used("read", 9, 0.001))
            .survive(4, born("openat").used("read", 9, 57))
            .survive(3, born("openat").ago(4).used("read", 9, 0.001))
            .finding();
    assertThat(finding.against())
        .as("the newborns' own first use speaks for nothing")
        .containsExactly(
            "4 of the 12 older than 10 s were used in the last 10 s",
            "nothing opened here was ever closed, so it may be a cache or a pool that fills",
            "a cache of open files (logs, tables, segments) grows the same way until it is full");
  }

  @Test
  void aCloseNearbyAndADefiniteStateLeaveLessToDoubt() {
    Fate fate = born("openat").used("read", 9, 0.001);
    assertThat(files().survive(8, fate).close(9, fate, 1, 11).finding().against())
        .containsExactly(
            "a cache of open files (logs, tables, segments) grows the same way until it is full");
    Plot waiting = new Plot("tcp", "10.0.0.1:80", Condition.CLOSE_WAIT).site(7, OPENER);
    assertThat(waiting.survive(8, born("socket").used("read", 0, 1)).finding().against()).isEmpty();
  }

  @Test
  void aPeerThatDoesNotAnswerSpeaksForTheProgram() {
    TcpActivity repeating = new TcpActivity(-1, -1, 3, 3, 4);
    Zoo zoo =
        new Zoo()
            .hold(
                2,
                Zoo.with(
                    Zoo.tcp(SocketState.CONNECTING, new Endpoint("", 9), Zoo.at("10.0.0.1", 80)),
                    repeating));
    Plot plot = new Plot("tcp", "10.0.0.1:80", Condition.CONNECTING).site(7, OPENER).in(zoo);
    Fate fate = born("socket").used("connect", -Errno.EINPROGRESS, 0.001);
    assertThat(plot.survive(8, fate).close(2, fate, 1, 11).finding().against())
        .containsExactly(
            "2 connects are unanswered (the last to 10.0.0.1:80): the peer may be full, slow or"
                + " gone");
  }

  @Test
  void onlyTheMembersOfAFindingSpeakForIt() {
    Resource.Pipe pipe = new Resource.Pipe("", true, false, List.of(new Holder(99, "sh")));
    Plot pipes = new Plot("pipe", "", Condition.ANONYMOUS).in(new Zoo().hold(2, pipe)).from(50);
    assertThat(pipes.survive(4, born("pipe2")).finding().against()).isEmpty();
  }

  @Test
  void aNativeTransportOfJavaIsMendedInJava() {
    Frame netty =
        new Frame("Java_io_netty_Native_socket", "", 0, "/tmp/libnetty.so (deleted)", "C");
    Plot plot = new Plot("tcp", "", Condition.CLOSE_WAIT).site(7, netty);
    assertThat(plot.survive(8, born("socket")).finding().advice()).contains("try-with-resources");
  }

  @Test
  void childrenThatRunAndWorkersThatShareAPortSpeakForTheProgram() {
    Resource.Pipe pipe = new Resource.Pipe("", true, false, List.of(new Holder(99, "sh")));
    Plot pipes = new Plot("pipe", "", Condition.ANONYMOUS).in(new Zoo().hold(2, pipe));
    assertThat(pipes.survive(4, born("pipe2")).finding().against())
        .containsExactly("2 pipes lead to another process that still runs: it may be at work");
    Zoo listeners = new Zoo().hold(4, Zoo.tcp(SocketState.LISTEN, Zoo.at("", 8080), null));
    Plot workers = new Plot("tcp", "*:8080", Condition.LISTENING).in(listeners);
    assertThat(workers.survive(4, born("socket")).finding().against())
        .containsExactly(
            "several share one port, as one listener for each worker does (SO_REUSEPORT)");
  }

  @Test
  void descriptorsBornTogetherAreNamedTogether() {
    Plot loops = new Plot("eventpoll", "", Condition.ANONYMOUS).alsoOf("eventfd").site(7, OPENER);
    for (int i = 0; i < 6; i++) {
      loops.survive(1, born("epoll_create1").ago(60 - i).of("eventpoll", ""));
      loops.survive(1, born("eventfd2").ago(59.9999 - i).of("eventfd", ""));
    }
    assertThat(loops.finding().what()).isEqualTo("event loops (an epoll instance and its eventfd)");
    assertThat(loops.finding().remarks())
        .contains("together: each time an epoll instance and its eventfd in one moment");
  }

  @Test
  void thePipesOfAChildAreCountedAndThoseBornApartAreNot() {
    Plot children = new Plot("pipe", "", Condition.ANONYMOUS).site(7, OPENER);
    Plot apart = new Plot("pipe", "", Condition.ANONYMOUS).site(7, OPENER);
    for (int i = 0; i < 6; i++) {
      for (int end = 0; end < 3; end++) {
        children.survive(1, born("pipe2").ago(60 - i - end * 0.0001));
        apart.survive(1, born("pipe2").ago(60 - i - end * 0.1));
      }
    }
    assertThat(children.finding().remarks())
        .contains("together: each time 3 pipe ends in one moment");
    assertThat(apart.finding().remarks()).noneMatch(each -> each.startsWith("together"));
  }

  @Test
  void theSignSaysByWhatAClassWasRecognised() {
    assertThat(files().survive(8, born("openat")).finding().remarks())
        .first()
        .isEqualTo("sign: they were opened one after the other, and stay open");
  }
}
