package dev.seep.diagnosis;

import dev.seep.evidence.LeakClass;
import dev.seep.evidence.ResourceKind;
import java.util.List;

/// Anonymous memory that only grows.
final class MemoryGrowth implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.MEMORY;
  }

  @Override
  public boolean matches(Dossier dossier) {
    return dossier.assessment().resource() == ResourceKind.MEMORY;
  }

  @Override
  public String what(Dossier dossier) {
    return "anonymous memory";
  }

  @Override
  public String sign(Dossier dossier) {
    return "memory that no file backs grew from look to look";
  }

  @Override
  public List<String> against(Dossier dossier) {
    return List.of("a heap that settles after the start looks the same for minutes");
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
