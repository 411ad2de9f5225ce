package dev.seep.score;

import static dev.seep.score.Made.HEALTHY;
import static dev.seep.score.Made.LEAK;
import static dev.seep.score.Made.PEER;
import static dev.seep.score.Made.SUSPECT;
import static dev.seep.score.Made.UNKNOWN;
import static dev.seep.score.Made.closeWait;
import static dev.seep.score.Made.finding;
import static dev.seep.score.Made.frame;
import static dev.seep.score.Made.report;
import static dev.seep.score.Made.truth;
import static dev.seep.score.ScoreSource.EBPF;
import static dev.seep.score.ScoreSource.PROCFS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.casebook.Place;
import dev.seep.casebook.Truth;
import dev.seep.evidence.Finding;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.ResourceKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraderTest {
  private static final Finding RIGHT =
      finding(LEAK, LeakClass.CLOSE_WAIT, PEER, frame("dial", 17), frame("poll", 40));

  private static Grade grade(Truth truth, ScoreSource source, Finding... findings) {
    return Grader.leaking(report(findings), List.of(truth), source);
  }

  @Test
  void aFindingThatSaysAllThatIsTrueHasNothingWrong() {
    Grade grade = grade(closeWait(), EBPF, RIGHT);
    assertThat(grade.right()).isTrue();
    assertThat(grade.detected()).isTrue();
    assertThat(List.of(grade.leakClass(), grade.place(), grade.culprit())).containsOnly(Mark.RIGHT);
    assertThat(grade.leaks().getFirst().leaked()).isEqualTo(60);
  }

  @Test
  void aLeakThatNobodyFoundIsWrongInEveryRespect() {
    Grade grade = grade(closeWait(), EBPF);
    assertThat(grade.detected()).isFalse();
    assertThat(List.of(grade.leakClass(), grade.place(), grade.culprit())).containsOnly(Mark.WRONG);
    assertThat(grade.misses())
        .containsExactly(
            "close-wait 127.0.0.1:1965: not found; the hunt said healthy, nothing grows");
  }

  @Test
  void aVerdictBelowTheOneThatIsDueIsNoDetection() {
    Grade grade = grade(closeWait(), PROCFS, finding(SUSPECT, LeakClass.CLOSE_WAIT, PEER));
    assertThat(grade.detected()).isFalse();
    assertThat(grade.leakClass()).isEqualTo(Mark.RIGHT);
    assertThat(grade.misses())
        .containsExactly("close-wait 127.0.0.1:1965: suspect where it is a leak");
    Truth humble = truth("close-wait", "suspect", List.of(), List.of(), "");
    assertThat(grade(humble, PROCFS, finding(SUSPECT, LeakClass.CLOSE_WAIT, PEER)).right())
        .isTrue();
  }

  @Test
  void theRightPeerUnderAnotherClassIsFoundAndTakenForAnother() {
    Grade grade = grade(closeWait(), PROCFS, finding(LEAK, LeakClass.DEAD_SOCKET, PEER));
    assertThat(grade.detected()).isTrue();
    assertThat(grade.leakClass()).isEqualTo(Mark.WRONG);
    assertThat(grade.misses()).containsExactly("close-wait 127.0.0.1:1965: taken for dead-socket");
  }

  @Test
  void theRightClassAtAnotherPeerIsAtTheWrongPlace() {
    Grade grade = grade(closeWait(), PROCFS, finding(LEAK, LeakClass.CLOSE_WAIT, "10.0.0.1:80"));
    assertThat(grade.place()).isEqualTo(Mark.WRONG);
    assertThat(grade.misses())
        .containsExactly("close-wait 127.0.0.1:1965: said to be at 10.0.0.1:80");
  }

  @Test
  void anotherLineOrFunctionOrFileIsTheWrongCulprit() {
    for (var frame :
        List.of(
            frame("dial", 18),
            frame("redial", 17),
            new dev.seep.evidence.Frame("dial", "/src/other.c", 17, "", "C"))) {
      Grade grade = grade(closeWait(), EBPF, finding(LEAK, LeakClass.CLOSE_WAIT, PEER, frame));
      assertThat(grade.detected()).isTrue();
      assertThat(grade.culprit()).as(frame.toString()).isEqualTo(Mark.WRONG);
    }
    Grade nobody = grade(closeWait(), EBPF, finding(LEAK, LeakClass.CLOSE_WAIT, PEER));
    assertThat(nobody.misses())
        .containsExactly(
            "close-wait 127.0.0.1:1965: opened by dial (net.c:17), not by anybody named");
  }

  @Test
  void theLineMustBeNamedFirstAndNotSomewhereInTheStack() {
    Finding deep = finding(LEAK, LeakClass.CLOSE_WAIT, PEER, frame("poll", 40), frame("dial", 17));
    assertThat(grade(closeWait(), EBPF, deep).culprit()).isEqualTo(Mark.WRONG);
  }

  @Test
  void whereOnlyTheCallerTellsTheCallerMustBeNamedToo() {
    Place dial = new Place("dial", "net.c", 17);
    Truth byPoll =
        truth("close-wait", "leak", List.of(dial), List.of(new Place("poll", "net.c", 40)), "");
    Truth byPush =
        truth("close-wait", "leak", List.of(dial), List.of(new Place("push", "net.c", 50)), "");
    assertThat(grade(byPoll, EBPF, RIGHT).culprit()).isEqualTo(Mark.RIGHT);
    assertThat(grade(byPush, EBPF, RIGHT).culprit()).isEqualTo(Mark.WRONG);
  }

  @Test
  void namesOfNamespacesAndPackagesMayStandBeforeTheFunction() {
    for (String name : List.of("net::dial", "main.dial", "dial")) {
      Finding named = finding(LEAK, LeakClass.CLOSE_WAIT, PEER, frame(name, 17));
      assertThat(grade(closeWait(), EBPF, named).culprit()).isEqualTo(Mark.RIGHT);
    }
    Finding other = finding(LEAK, LeakClass.CLOSE_WAIT, PEER, frame("xdial", 17));
    assertThat(grade(closeWait(), EBPF, other).culprit()).isEqualTo(Mark.WRONG);
  }

  @Test
  void snapshotsAreNotAskedWhoOpenedIt() {
    Grade grade = grade(closeWait(), PROCFS, finding(LEAK, LeakClass.CLOSE_WAIT, PEER));
    assertThat(grade.culprit()).isEqualTo(Mark.NOT_ASKED);
    assertThat(grade.right()).isTrue();
  }

  @Test
  void whereTheLineCannotBeKnownSilenceIsHonestAndALineIsWrong() {
    Truth truth = truth("close-wait", "leak", List.of(), List.of(), "frames have no names");
    Finding silent = finding(LEAK, LeakClass.CLOSE_WAIT, PEER, frame("", 0));
    assertThat(grade(truth, EBPF, silent).culprit()).isEqualTo(Mark.CANNOT_KNOW);
    assertThat(grade(truth, EBPF, silent).right()).isTrue();
    assertThat(grade(truth, EBPF, RIGHT).culprit()).isEqualTo(Mark.WRONG);
    assertThat(grade(truth, EBPF, RIGHT).misses().getFirst())
        .contains("what cannot be known (frames have no names), not by dial (net.c:17)");
  }

  @Test
  void aClassThatOnlyATracerCanTellIsNotAskedOfSnapshots() {
    Truth received =
        new Truth("received", "descriptor", "leak", PEER, "", true, List.of(), List.of(), "");
    Finding file = finding(LEAK, LeakClass.UNCLOSED_FILE, PEER);
    assertThat(grade(received, PROCFS, file).leakClass()).isEqualTo(Mark.NOT_ASKED);
    assertThat(grade(received, PROCFS, file).right()).isTrue();
    assertThat(grade(received, EBPF, file).leakClass()).isEqualTo(Mark.WRONG);
  }

  @Test
  void whatElseIsAccusedIsAccusedFalsely() {
    Finding other = finding(SUSPECT, LeakClass.PIPE, "");
    Grade grade = grade(closeWait(), EBPF, RIGHT, other);
    assertThat(grade.detected()).isTrue();
    assertThat(grade.right()).isFalse();
    assertThat(grade.accusations()).isEqualTo(2);
    assertThat(grade.falseAccusations()).containsExactly("suspect pipe, +60.0 a minute: it grows");
  }

  @Test
  void aSecondFindingOfTheSameLeakIsNoFalseAccusation() {
    Finding again = finding(LEAK, LeakClass.CLOSE_WAIT, PEER, frame("other", 3));
    assertThat(grade(closeWait(), EBPF, RIGHT, again).right()).isTrue();
    assertThat(grade(closeWait(), EBPF, again, RIGHT).right()).isTrue();
  }

  @Test
  void memoryIsNotADescriptorWhateverItsClass() {
    Finding memory = finding(LEAK, LeakClass.CLOSE_WAIT, ResourceKind.MEMORY, PEER);
    Grade grade = grade(closeWait(), PROCFS, memory);
    assertThat(grade.detected()).isFalse();
    assertThat(grade.falseAccusations()).hasSize(1);
  }

  @Test
  void twoLeaksWithTwoCallersAreTwoFindings() {
    Place dial = new Place("dial", "net.c", 17);
    Truth poll =
        truth("close-wait", "leak", List.of(dial), List.of(new Place("poll", "net.c", 40)), "");
    Truth push =
        truth("close-wait", "leak", List.of(dial), List.of(new Place("push", "net.c", 50)), "");
    Finding second =
        finding(LEAK, LeakClass.CLOSE_WAIT, PEER, frame("dial", 17), frame("push", 50));
    Grade both = Grader.leaking(report(RIGHT, second), List.of(poll, push), EBPF);
    assertThat(both.right()).isTrue();
    Grade one = Grader.leaking(report(RIGHT), List.of(poll, push), EBPF);
    assertThat(one.leaks()).extracting(LeakGrade::culprit).containsExactly(Mark.RIGHT, Mark.WRONG);
    Grade shared = Grader.leaking(report(RIGHT), List.of(poll, push), PROCFS);
    assertThat(shared.right()).isTrue();
    assertThat(shared.leaks()).extracting(LeakGrade::leaked).containsExactly(60L, 0L);
  }

  @Test
  void whatTheChildrenHoldCounts() {
    HuntReport parent = report(HEALTHY).withChildren(List.of(report(RIGHT)));
    assertThat(Grader.leaking(parent, List.of(closeWait()), EBPF).right()).isTrue();
    assertThat(Grader.healthy(parent).right()).isFalse();
  }

  @Test
  void aHealthyProcessMayBeUnknownAndNoWorse() {
    assertThat(Grader.healthy(report(HEALTHY)).right()).isTrue();
    assertThat(Grader.healthy(report(UNKNOWN)).right()).isTrue();
    Grade accused = Grader.healthy(report(finding(SUSPECT, LeakClass.PIPE, "")));
    assertThat(accused.right()).isFalse();
    assertThat(accused.accusations()).isEqualTo(1);
  }

  @Test
  void aVerdictWithoutAFindingIsAnAccusationToo() {
    assertThat(Grader.healthy(report(SUSPECT)).falseAccusations())
        .containsExactly("suspect: it grows");
  }

  @Test
  void aHuntThatFailedFoundNothing() {
    Grade failed = Grader.failed("the hunt failed: EMFILE", List.of(closeWait()), EBPF);
    assertThat(failed.detected()).isFalse();
    assertThat(failed.misses()).containsExactly("the hunt failed: EMFILE");
    assertThat(Grader.failed("the hunt failed", List.of(), EBPF).right()).isFalse();
  }

  @Test
  void theFolderOfOneRunIsNoPartOfWhatIsSaid() {
    Grade grade = grade(closeWait(), PROCFS, finding(LEAK, LeakClass.CLOSE_WAIT, "/tmp/run/x"));
    assertThat(grade.relativeTo(java.nio.file.Path.of("/tmp/run")).misses())
        .containsExactly("close-wait 127.0.0.1:1965: said to be at {dir}/x");
  }

  @Test
  void theGravestOfSeveralTruthsIsDue() {
    Truth humble = truth("close-wait", "suspect", List.of(), List.of(), "");
    assertThat(Grader.due(List.of(humble))).isEqualTo(SUSPECT.gravity());
    assertThat(Grader.due(List.of(humble, closeWait()))).isEqualTo(LEAK.gravity());
  }
}
