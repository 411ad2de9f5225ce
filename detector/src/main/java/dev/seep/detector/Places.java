package dev.seep.detector;

import dev.seep.evidence.Population;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// What several places have in common, from the most specific to "anywhere": of peers the host and
/// then the port, of paths the folder with the file's extension and then each folder above.
final class Places {
  private static final int MOST_FOLDERS = 4;

  private Places() {}

  /// The ways to look at the places of a kind, the last one being all of them as one.
  static List<UnaryOperator<String>> views(boolean paths) {
    List<UnaryOperator<String>> views = new ArrayList<>();
    views.add(UnaryOperator.identity());
    if (paths) {
      views.add(Places::sameExtension);
      for (int i = 1; i <= MOST_FOLDERS; i++) {
        int up = i;
        views.add(path -> folder(path, up));
      }
    } else {
      views.add(Places::host);
      views.add(Places::port);
    }
    views.add(place -> "");
    return views;
  }

  static boolean arePaths(Population population) {
    return population.place().startsWith("/");
  }

  private static String host(String place) {
    int colon = place.lastIndexOf(':');
    return colon < 0 ? place : place.substring(0, colon) + ":*";
  }

  private static String port(String place) {
    int colon = place.lastIndexOf(':');
    return colon < 0 ? place : "*" + place.substring(colon);
  }

  private static String sameExtension(String path) {
    int slash = path.lastIndexOf('/');
    int dot = path.lastIndexOf('.');
    return dot > slash + 1
        ? path.substring(0, slash + 1) + "*" + path.substring(dot)
        : folder(path, 1);
  }

  private static String folder(String path, int up) {
    String folder = path;
    for (int i = 0; i < up; i++) {
      int slash = folder.lastIndexOf('/');
      if (slash <= 0) {
        return i == 0 ? path : folder + "/*";
      }
      folder = folder.substring(0, slash);
    }
    return folder + "/*";
  }
}
