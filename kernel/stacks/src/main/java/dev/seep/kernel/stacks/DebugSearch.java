package dev.seep.kernel.stacks;

import dev.seep.evidence.KernelText;
import dev.seep.kernel.libc.Syscalls;
import dev.seep.kernel.stacks.helper.Limits;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Finds separate debug information where distributions put it (gdb manual, "Debugging Information
/// in Separate Files"): by build id, then by the debug link; in the target's root, then in Seep's
/// own. Only looks for files and opens them; whether one fits is for the helper to see.
final class DebugSearch {
  /// More than [#candidates] ever makes.
  static final int CANDIDATES = 16;

  private static final String FOLDER = "/usr/lib/debug";

  private final Target target;
  private final MappedFiles files;
  private final Blindness blindness;

  DebugSearch(Target target, MappedFiles files, Blindness blindness) {
    this.target = target;
    this.files = files;
    this.blindness = blindness;
  }

  /// @param candidate -1 when there are no more
  record Found(int candidate, boolean byBuildId, int fd) implements AutoCloseable {
    static final Found NONE = new Found(-1, false, -1);

    @Override
    public void close() {
      if (fd >= 0) {
        Syscalls.close(fd);
      }
    }
  }

  private record Candidate(int root, String path, boolean byBuildId) {}

  /// The first candidate from that number on that can be opened.
  Found find(byte[] buildId, String debugLink, String module, int from) {
    boolean known = files.mapped().stream().anyMatch(one -> one.file().name().equals(module));
    List<Candidate> candidates = known ? candidates(buildId, debugLink, module) : List.of();
    for (int i = from; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      int fd = open(candidate);
      if (fd >= 0) {
        return new Found(i, candidate.byBuildId(), fd);
      }
    }
    return Found.NONE;
  }

  private List<Candidate> candidates(byte[] buildId, String debugLink, String module) {
    List<Candidate> candidates = new ArrayList<>();
    List<Integer> roots = new ArrayList<>(List.of(target.root(), target.ownRoot()));
    roots.removeIf(root -> root < 0);
    for (int root : roots) {
      if (buildId.length > 1) {
        String id = HexFormat.of().formatHex(buildId);
        String path =
            FOLDER + "/.build-id/" + id.substring(0, 2) + "/" + id.substring(2) + ".debug";
        candidates.add(new Candidate(root, path, true));
      }
    }
    if (isFileName(debugLink)) {
      String folder = module.substring(0, module.lastIndexOf('/') + 1);
      for (int root : roots) {
        for (String place : List.of(folder, folder + ".debug/", FOLDER + folder)) {
          candidates.add(new Candidate(root, place + debugLink, false));
        }
      }
    }
    return candidates;
  }

  private static boolean isFileName(String name) {
    return !name.isEmpty()
        && name.indexOf('/') < 0
        && name.indexOf('\0') < 0
        && !name.equals("..")
        && !name.equals(".");
  }

  /// A descriptor, or -1. That there is no such file is no news; that there is one which must not
  /// be opened is.
  private int open(Candidate candidate) {
    String what = "debug information " + SafeFiles.shown(candidate.path());
    Opening opening =
        SafeFiles.open(
            candidate.root(),
            KernelText.encode(candidate.path()),
            true,
            what,
            facts -> MappedFiles.tooLarge(facts.size(), Limits.FILE));
    return switch (opening) {
      case Opening.Opened opened -> opened.fd();
      case Opening.Refused refused -> {
        if (!refused.isAbsent()) {
          blindness.add(refused.blind());
        }
        yield -1;
      }
    };
  }
}
