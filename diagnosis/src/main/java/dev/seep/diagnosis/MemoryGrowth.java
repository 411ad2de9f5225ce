package dev.seep.diagnosis;

import dev.seep.evidence.LeakClass;
import dev.seep.evidence.ResourceKind;
import java.util.List;

/// Memory that only grows: anonymous, or mapped from files.
final class MemoryGrowth implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.MEMORY;
  }

  @Override
  public boolean matches(Dossier dossier) {
    return dossier.assessment().resource() == ResourceKind.MEMORY;
  }

  /// Where it grows: the kinds of the detector's populations.
  private enum Where {
    HEAP,
    ANONYMOUS_MAPPINGS,
    MAPPINGS_OF_FILES;

    static Where of(Dossier dossier) {
      return switch (dossier.assessment().population().kind()) {
        case "file mapping" -> MAPPINGS_OF_FILES;
        case "anonymous mapping" -> ANONYMOUS_MAPPINGS;
        default -> HEAP;
      };
    }
  }

  @Override
  public String what(Dossier dossier) {
    return switch (Where.of(dossier)) {
      case HEAP -> "anonymous memory";
      case ANONYMOUS_MAPPINGS -> "anonymous mappings";
      case MAPPINGS_OF_FILES -> "mappings of files";
    };
  }

  @Override
  public String sign(Dossier dossier) {
    return switch (Where.of(dossier)) {
      case HEAP -> "memory that no file backs grew from look to look";
      case ANONYMOUS_MAPPINGS ->
          "memory grew in mappings that no file backs, while the heap that brk() extends did not";
      case MAPPINGS_OF_FILES ->
          "files are mapped and not unmapped; a mapping needs no descriptor to stay";
    };
  }

  @Override
  public List<String> against(Dossier dossier) {
    return switch (Where.of(dossier)) {
      case HEAP -> List.of("a heap that settles after the start looks the same for minutes");
      case ANONYMOUS_MAPPINGS ->
          List.of(
              "a heap that settles after the start looks the same for minutes",
              "malloc() takes large blocks, and the heaps of further threads, by mmap(), too");
      case MAPPINGS_OF_FILES ->
          List.of("an index that maps its files when it needs them looks the same while it fills");
    };
  }

  @Override
  public String advice(Dossier dossier) {
    return switch (Where.of(dossier)) {
      case HEAP -> advice(dossier.language());
      case ANONYMOUS_MAPPINGS ->
          "pair each mmap() with a munmap() of the same length on every path, the error paths"
              + " included; strace -f -k -e trace=mmap,munmap -p PID shows who maps";
      case MAPPINGS_OF_FILES ->
          "map a file once, and unmap it on every path: munmap(), mmap.close() in Python; in Java a"
              + " MappedByteBuffer stays mapped until it is collected: map through an Arena that"
              + " is closed";
    };
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "a minute or two cannot tell: watch it for a day; then pair malloc() with "
              + "free() under valgrind or heaptrack, and see whether malloc_trim() gives it "
              + "back";
      case CPP ->
          "a minute or two cannot tell: watch it for a day; own memory by "
              + "std::unique_ptr, look for cycles of std::shared_ptr, compare heaptrack "
              + "profiles";
      case RUST ->
          "a minute or two cannot tell: watch it for a day; look for cycles of Rc or "
              + "Arc, for mem::forget and Box::leak, and for collections without a bound";
      case GO ->
          "a minute or two cannot tell: watch it for a day; compare two heap profiles (go tool "
              + "pprof -base), and see whether runtime.NumGoroutine() grows as well";
      case JAVA ->
          "a minute or two cannot tell: watch the heap after a full collection; jcmd "
              + "PID GC.class_histogram twice, and VM.native_memory for what lies outside the "
              + "heap";
      case NODE ->
          "a minute or two cannot tell: watch it for a day; compare two snapshots of "
              + "v8.writeHeapSnapshot(), and look for listeners that are never removed with "
              + "emitter.off()";
      case PYTHON ->
          "a minute or two cannot tell: watch it for a day; compare two "
              + "tracemalloc.take_snapshot(), and look for caches without a bound "
              + "(lru_cache(maxsize=None))";
      case ANY ->
          "a minute or two cannot tell a leak from a heap that settles: watch it for a "
              + "day, or compare heap dumps";
    };
  }
}
