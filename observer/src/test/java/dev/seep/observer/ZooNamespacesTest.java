package dev.seep.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seep.evidence.Inventory;
import dev.seep.evidence.Socket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same process in namespaces of its own, as a container has them, seen from the host.
class ZooNamespacesTest {
  private static final String[] NETWORK = {
    "unshare", "--net", "sh", "-c", "ip link set lo up && exec \"$@\"", "zoo"
  };
  private static final String[] PIDS = {
    "unshare", "--pid", "--fork", "--kill-child", "--mount-proc"
  };
  private static final String[] BOTH = {
    "unshare",
    "--net",
    "--pid",
    "--fork",
    "--kill-child",
    "--mount-proc",
    "sh",
    "-c",
    "ip link set lo up && exec \"$@\"",
    "zoo"
  };

  @TempDir private Path data;

  private static void assumeRoot() throws IOException {
    Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    assumeTrue(user.equals(0), "only root makes namespaces");
    assumeTrue(Files.exists(Path.of("/usr/bin/unshare")), "unshare is not installed");
  }

  private void compare(String... prefix) throws IOException, InterruptedException {
    assumeRoot();
    try (Zoo zoo = Zoo.open(data.resolve("zoo"), prefix)) {
      Inventory kernel = Views.inventory(zoo.pid(), SourceChoice.EBPF);
      Inventory folder = Views.inventory(zoo.pid(), SourceChoice.PROCFS);
      assertThat(Views.byNumber(kernel).keySet()).isEqualTo(Views.numbersOf(zoo.pid()));
      assertThat(Comparison.withTruth(zoo, kernel)).as("EBPF").isEmpty();
      assertThat(Comparison.withTruth(zoo, folder)).as("PROCFS").isEmpty();
      assertThat(Comparison.ofSources(kernel, folder)).isEmpty();
      long network = inode(zoo.pid(), "net");
      assertThat(kernel.descriptors().stream())
          .filteredOn(d -> d.resource() instanceof Socket)
          .hasSizeGreaterThan(30)
          .allMatch(d -> d.resource() instanceof Socket s && s.networkNamespace() == network);
    }
  }

  private static long inode(int pid, String namespace) throws IOException {
    String link = Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/" + namespace)).toString();
    return Long.parseLong(link.substring(link.indexOf('[') + 1, link.length() - 1));
  }

  @Test
  void aNetworkNamespaceOfItsOwnIsLookedInto() throws IOException, InterruptedException {
    compare(NETWORK);
  }

  @Test
  void aPidNamespaceOfItsOwnIsNumberedAsTheHostDoes() throws IOException, InterruptedException {
    compare(PIDS);
  }

  @Test
  void bothTogether() throws IOException, InterruptedException {
    compare(BOTH);
  }
}
