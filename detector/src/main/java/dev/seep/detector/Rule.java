package dev.seep.detector;

import org.jspecify.annotations.Nullable;

/// One way in which a crowd can show what it is.
interface Rule {
  /// What this rule concludes; null when the crowd does not show it.
  @Nullable Assessment judge(Exhibit exhibit);
}
