package dev.seep.cli.top;

import dev.seep.cli.render.Canvas;
import java.util.List;
import java.util.function.Consumer;

/// What came of a hunt.
///
/// @param verdict its word: `leak`, `healthy`, …
/// @param findings what it found, in the order of their gravity
/// @param page draws the report
public record HuntEnd(
    String verdict, String reason, List<TopFinding> findings, Consumer<Canvas> page) {
  public HuntEnd {
    findings = List.copyOf(findings);
  }
}
