package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Who opened them, and what is claimed by saying so.
record Origins(@Nullable Origin origin, List<String> remarks) {

  static Origins of(Dossier dossier) {
    CodePlace place = dossier.place();
    if (place == null) {
      return new Origins(null, unseen(dossier));
    }
    Claims claims = Claims.of(dossier);
    List<String> remarks = new ArrayList<>();
    remarks.add(remark(dossier, claims));
    if (place.frames().stream().noneMatch(OwnCode::isOwn)) {
      remarks.add(nobodysOwn(dossier.language()));
    }
    if (place.sites().size() > 1) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "%d different ways lead to this line; the most frequent is shown",
              place.sites().size()));
    }
    if (place.unsampled() > 0) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "of %,d more that were opened while watched the stack was not among those sampled",
              place.unsampled()));
    }
    if (!place.shown().whole()) {
      String why = place.shown().remark().isEmpty() ? "" : ": " + place.shown().remark();
      remarks.add("the stack could not be followed to its end" + why);
    }
    Origin origin =
        new Origin(
            place.share(), place.frames(), place.shown().whole(), place.inferred(), claims.claim());
    return new Origins(origin, remarks);
  }

  private static String nobodysOwn(Language language) {
    String interpreted =
        "the line cannot be seen from outside: no frame of %s code is on the stack";
    return switch (language) {
      case PYTHON -> String.format(Locale.ROOT, interpreted, "Python");
      case NODE -> String.format(Locale.ROOT, interpreted, "JavaScript");
      case JAVA -> String.format(Locale.ROOT, interpreted, "Java");
      case GO ->
          "the line is not on this stack: a goroutine of the library opened them, and who asked for"
              + " it is on another";
      case C, CPP, RUST, ANY -> "the line is not known: no frame of the program is on the stack";
    };
  }

  private static String remark(Dossier dossier, Claims claims) {
    if (dossier.isOfThreads()) {
      return "claim: started here; what should let them end may be elsewhere";
    }
    return switch (claims.claim()) {
      case LEAKED_HERE -> "claim: leaked here: " + claims.reason();
      case OPENED_HERE ->
          "claim: opened here; the close may be missing elsewhere: " + claims.reason();
    };
  }

  private static List<String> unseen(Dossier dossier) {
    Assessment assessment = dossier.assessment();
    boolean nowhere =
        dossier.isTraced()
            && !assessment.sites().isEmpty()
            && assessment.sites().stream().allMatch(each -> each.site() == 0);
    if (!nowhere) {
      return List.of();
    }
    boolean born = dossier.trails().stream().anyMatch(each -> each.birth().isSeen());
    return List.of(
        born
            ? "the stacks of those that were opened while watched were not among those sampled: so"
                + " many are opened that it takes a longer look to name the place"
            : "all of them were open before the tracer came: the first one that is opened while it"
                + " watches names the place");
  }
}
