package dev.seep.kernel.bpf;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A tracer in a JVM of its own, which can be killed, or stand in a pid namespace of its own.
final class ChildTracer {
  private ChildTracer() {}

  /// The command that runs [#main].
  static List<String> command(List<String> before, String... arguments) {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            ChildTracer.class.getName()));
    Collections.addAll(command, arguments);
    return command;
  }

  /// `watch PID` says `attached` and waits for the end of its input. `own PROGRAM` starts a
  /// program, traces it and says what it sees of it: the pid, and for each descriptor its process
  /// and thread.
  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("watch")) {
      try (DescriptorTracer _ = attached(Integer.parseInt(arguments[1]))) {
        System.out.println("attached");
        int _ = System.in.read();
      }
      return;
    }
    try (Traced traced = Traced.start(Path.of(arguments[1]));
        DescriptorTracer tracer = attached(traced.pid())) {
      traced.act();
      System.out.println(traced.pid());
      for (LiveRecord record : tracer.live()) {
        if (record.birth().isSeen()) {
          System.out.println(record.process() + " " + record.birth().thread());
        }
      }
    }
  }

  private static DescriptorTracer attached(int pid) {
    return switch (DescriptorTracer.attach(pid, TracerOptions.usual())) {
      case Reading.Seen<DescriptorTracer>(DescriptorTracer tracer) -> tracer;
      case Reading.Unseen<DescriptorTracer>(Blind blind) ->
          throw new IllegalStateException(blind.toString());
    };
  }
}
