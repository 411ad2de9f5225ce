package dev.seep.score;

import dev.seep.casebook.Case;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// A few cases for a build that cannot wait for all: one of each of the five stories, and of each
/// further chapter the one that is decided soonest, by name where several are.
public final class QuickSubset {
  private static final List<String> STORIES =
      List.of("connector", "timer", "daemon", "canary", "images");
  private static final String STORY_CHAPTER = "stories";

  private static final Comparator<Case> SOONEST =
      Comparator.comparing((Case plant) -> plant.terms().watch()).thenComparing(Case::name);

  private QuickSubset() {}

  public static List<Case> of(List<Case> cases) {
    List<Case> chosen = new ArrayList<>();
    for (String story : STORIES) {
      add(
          chosen,
          cases,
          plant -> plant.chapter().equals(STORY_CHAPTER) && plant.story().equals(story));
    }
    for (String chapter : Case.CHAPTERS) {
      if (!chapter.equals(STORY_CHAPTER)) {
        add(chosen, cases, plant -> plant.chapter().equals(chapter));
      }
    }
    return chosen;
  }

  private static void add(List<Case> chosen, List<Case> cases, Predicate<Case> which) {
    cases.stream().filter(which).min(SOONEST).ifPresent(chosen::add);
  }
}
