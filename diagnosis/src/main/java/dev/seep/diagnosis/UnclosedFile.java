package dev.seep.diagnosis;

import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;
import java.util.List;

/// Files (and devices) that were opened and never closed.
final class UnclosedFile implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.UNCLOSED_FILE;
  }

  @Override
  public boolean matches(Dossier dossier) {
    return Kinds.isIn(dossier.assessment(), Condition.OPEN)
        && !Kinds.is(dossier.assessment(), "directory");
  }

  @Override
  public String what(Dossier dossier) {
    return Kinds.is(dossier.assessment(), "device") ? "devices left open" : "files left open";
  }

  @Override
  public String sign(Dossier dossier) {
    return "they were opened one after the other, and stay open";
  }

  @Override
  public List<String> against(Dossier dossier) {
    return List.of(
        "a cache of open files (logs, tables, segments) grows the same way until it is full");
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "fclose() or close(fd) on every path, the error paths included (one cleanup "
              + "label, goto out; or __attribute__((cleanup)))";
      case CPP ->
          "use std::ifstream or another type whose destructor closes it (RAII) instead "
              + "of a bare open(); a FILE* fits a std::unique_ptr with fclose";
      case RUST ->
          "File closes when dropped: look for mem::forget, into_raw_fd() and a "
              + "collection or a static that keeps it; wrap bare numbers in OwnedFd";
      case GO ->
          "defer f.Close() right after the error check of os.Open; inside a loop close "
              + "in the loop, as defer waits for the end of the function";
      case JAVA ->
          "try-with-resources around FileInputStream, Files.newInputStream(), "
              + "Files.lines(); what opens in a constructor that throws must close there";
      case NODE ->
          "stream.pipeline() destroys both streams when one fails, pipe() does not; "
              + "file handles: await using, or handle.close() in finally";
      case PYTHON ->
          "with open(…) as f: on every path; os.open() gives a bare number: os.fdopen() "
              + "it in a with block or os.close() it in finally";
      case ANY ->
          "close the file on every path, the error paths included (try-with-resources, "
              + "defer, with, RAII)";
    };
  }
}
