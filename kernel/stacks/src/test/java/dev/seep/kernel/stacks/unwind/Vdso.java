package dev.seep.kernel.stacks.unwind;

import java.nio.file.Files;
import java.nio.file.Path;

/// The vDSO of the process that runs the tests.
final class Vdso {
  private final byte[] image;

  private Vdso(byte[] image) {
    this.image = image;
  }

  byte[] image() {
    return image;
  }

  static Vdso ofThisProcess() throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
      if (line.endsWith("[vdso]")) {
        String[] range = line.substring(0, line.indexOf(' ')).split("-", 2);
        long start = Long.parseUnsignedLong(range[0], 16);
        long end = Long.parseUnsignedLong(range[1], 16);
        return new Vdso(NativeMemory.bytes(start, (int) (end - start)));
      }
    }
    throw new AssertionError("this machine has no vDSO");
  }

  /// The value of a dynamic symbol, found as readelf(1) does.
  long offsetOf(String symbol) throws Exception {
    Path file = Files.createTempFile("vdso", ".so");
    try {
      Files.write(file, image);
      Process process = new ProcessBuilder("readelf", "--dyn-syms", "-W", file.toString()).start();
      String table =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      return table
          .lines()
          .filter(l -> l.matches(".* " + symbol + "(@@.*)?"))
          .map(l -> Long.parseLong(l.strip().split(" +", 3)[1], 16))
          .findFirst()
          .orElseThrow();
    } finally {
      Files.delete(file);
    }
  }
}
