package dev.seep.score;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A hunt, held against the truth.
///
/// @param verdict what the hunt said in one word
/// @param leaks one for each planted leak; empty for twins and bait
/// @param accusations findings that say at least `suspect`
/// @param falseAccusations those of them that speak of no planted leak, in words
/// @param failure why there is no report to grade; empty when there is one
public record Grade(
    String verdict,
    List<LeakGrade> leaks,
    int accusations,
    List<String> falseAccusations,
    String failure) {
  public Grade {
    leaks = List.copyOf(leaks);
    falseAccusations = List.copyOf(falseAccusations);
  }

  /// The same with `{dir}` where its words have the folder of this one run, as the truths have it.
  Grade relativeTo(Path folder) {
    UnaryOperator<String> shorter = text -> text.replace(folder.toString(), "{dir}");
    return new Grade(
        verdict,
        leaks.stream().map(leak -> leak.withMisses(shorter)).toList(),
        accusations,
        falseAccusations.stream().map(shorter).toList(),
        shorter.apply(failure));
  }

  /// Every planted leak was detected; true where there is none.
  public boolean detected() {
    return leaks.stream().allMatch(LeakGrade::detected) && failure.isEmpty();
  }

  public Mark leakClass() {
    return worst(leaks.stream().map(LeakGrade::leakClass));
  }

  public Mark place() {
    return worst(leaks.stream().map(LeakGrade::place));
  }

  public Mark culprit() {
    return worst(leaks.stream().map(LeakGrade::culprit));
  }

  private static Mark worst(Stream<Mark> marks) {
    List<Mark> all = marks.toList();
    return Stream.of(Mark.WRONG, Mark.RIGHT, Mark.CANNOT_KNOW)
        .filter(all::contains)
        .findFirst()
        .orElse(Mark.NOT_ASKED);
  }

  /// All that was wrong, in words; empty when nothing was.
  public List<String> misses() {
    return Stream.of(
            Stream.of(failure).filter(text -> !text.isEmpty()),
            leaks.stream().flatMap(leak -> leak.misses().stream()),
            falseAccusations.stream().map(text -> "falsely accused: " + text))
        .flatMap(each -> each)
        .toList();
  }

  public boolean right() {
    return misses().isEmpty();
  }
}
