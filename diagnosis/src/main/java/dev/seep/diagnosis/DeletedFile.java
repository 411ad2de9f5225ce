package dev.seep.diagnosis;

import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;
import java.util.List;

/// Files that have no name left and are still open: their disk space comes back with the close.
final class DeletedFile implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.DELETED_FILE;
  }

  @Override
  public boolean matches(Dossier dossier) {
    return Kinds.isIn(dossier.assessment(), Condition.DELETED)
        && !Kinds.is(dossier.assessment(), "directory");
  }

  @Override
  public String what(Dossier dossier) {
    return "deleted files that are still open";
  }

  @Override
  public String sign(Dossier dossier) {
    return "their name is gone from every folder, and the descriptor keeps them";
  }

  @Override
  public List<String> against(Dossier dossier) {
    return List.of(
        "a temporary file is often deleted on purpose while it is in use (tmpfile, O_TMPFILE)");
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "close(fd) beside unlink(); after log rotation reopen (freopen(), or "
              + "copytruncate in logrotate); until then the file keeps its disk space";
      case CPP ->
          "close the stream beside std::filesystem::remove() (RAII: one type that owns "
              + "both); after log rotation reopen it; until then it keeps its disk space";
      case RUST ->
          "drop the File beside std::fs::remove_file(), or let tempfile::NamedTempFile "
              + "own both; until then it keeps its disk space";
      case GO ->
          "defer f.Close() beside defer os.Remove(f.Name()), closed first; reopen logs "
              + "on SIGHUP; until then the file keeps its disk space";
      case JAVA ->
          "try-with-resources with StandardOpenOption.DELETE_ON_CLOSE instead of "
              + "Files.delete() on an open file; until the close() it keeps its disk space";
      case NODE ->
          "await handle.close() before fs.unlink(); on a client's abort destroy() the "
              + "write stream (\"aborted\", \"close\") and then delete; until then it keeps its "
              + "disk space";
      case PYTHON ->
          "tempfile.TemporaryFile() in a with block instead of os.unlink() on an open "
              + "file; reopen logs by WatchedFileHandler; until then the file keeps its disk "
              + "space";
      case ANY -> "close the file where it is deleted; until then it also keeps its disk space";
    };
  }
}
