package dev.seep.cli.render;

import dev.seep.evidence.Blind;
import java.util.List;

/// What could not be seen, why, and the command that mends it.
public final class BlindLines {
  private BlindLines() {}

  public static void draw(Canvas canvas, List<Blind> blind) {
    for (Blind one : blind) {
      canvas.put(Style.YELLOW, "not seen").put("  ");
      canvas.wrapped(10, canvas.name(one.what()) + ": " + canvas.name(one.why()));
      if (!one.mend().isEmpty()) {
        canvas.spaces(10).put("mend: ").line(canvas.name(one.mend()));
      }
    }
  }
}
