package dev.seep.kernel.stacks;

import dev.seep.evidence.Frame;
import dev.seep.kernel.libc.Syscalls;
import dev.seep.kernel.stacks.helper.HelperMain;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// How the helper is started: the same Java and the same classes as this process, and a JVM as
/// small as it goes.
record HelperCommand(List<String> words) {
  private static final String CACHE = "seep.aot";

  private static final List<String> FLAGS =
      List.of(
          // One collector, one compiler and these headers, as in packaging/jvm.flags: the start-up
          // cache is made for them.
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseCompactObjectHeaders",
          "-XX:-UsePerfData",
          "-Xlog:disable",
          "--enable-native-access=ALL-UNNAMED",
          // A perf map of 64 MB must fit; what is not used is not there.
          "-Xms8m",
          "-Xmx320m",
          "-Xss1m",
          "-XX:CompressedClassSpaceSize=32m",
          "-XX:ReservedCodeCacheSize=16m",
          // No thread and no file may be wanted later.
          "-XX:-UseDynamicNumberOfCompilerThreads",
          "-XX:-UseContainerSupport",
          "-XX:+DisableAttachMechanism",
          // A crash is a way to end like any other here, and leaves no report.
          "-XX:+SuppressFatalErrorMessage");

  HelperCommand {
    words = List.copyOf(words);
  }

  static HelperCommand ofThisProcess() {
    return of(HelperMain.class, List.of(HelperMain.class, Syscalls.class, Frame.class));
  }

  /// @param classes one of each jar or folder that is needed
  static HelperCommand of(Class<?> main, List<Class<?>> classes) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    words.addAll(FLAGS);
    String home = System.getProperty("seep.home", "");
    if (!home.isEmpty() && Files.isReadable(Path.of(home, CACHE))) {
      words.add("-XX:AOTCache=" + Path.of(home, CACHE));
    }
    words.add("-cp");
    words.add(String.join(":", classPath(classes)));
    words.add(main.getName());
    return new HelperCommand(words);
  }

  private static Set<String> classPath(List<Class<?>> classes) {
    Set<String> places = new LinkedHashSet<>();
    for (Class<?> one : classes) {
      CodeSource source = one.getProtectionDomain().getCodeSource();
      URL location = source == null ? null : source.getLocation();
      if (location == null) {
        // A class that came from the start-up cache does not always say where it is from.
        places.addAll(List.of(System.getProperty("java.class.path", "").split(":", -1)));
        continue;
      }
      try {
        places.add(Path.of(location.toURI()).toString());
      } catch (URISyntaxException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    return places;
  }
}
