package dev.seep.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seep.evidence.Descriptor;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.SocketState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The same process through lsof(8) and ss(8), the tools that everyone has.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ZooToolsTest {
  private static final Pattern INODE = Pattern.compile("\\bino:(\\d+)");
  private static final Pattern WORD = Pattern.compile("\\S+");

  /// lsof's type by our kind. It calls every anonymous inode `a_inode` and a memfd a file.
  private static final Map<String, String> TYPES =
      Map.of(
          "file",
          "REG",
          "memfd",
          "REG",
          "directory",
          "DIR",
          "device",
          "CHR",
          "pipe",
          "FIFO",
          "fifo",
          "FIFO");

  private static final Map<SocketState, Set<String>> TCP_STATES =
      Map.of(
          SocketState.ESTABLISHED, Set.of("ESTABLISHED"),
          SocketState.CONNECTING, Set.of("SYN_SENT"),
          SocketState.CLOSE_WAIT, Set.of("CLOSE_WAIT"),
          SocketState.FIN_WAIT, Set.of("FIN_WAIT1", "FIN_WAIT2"),
          SocketState.LISTEN, Set.of("LISTEN"));

  @TempDir private static Path data;

  private Zoo zoo;

  @BeforeAll
  void open() throws IOException, InterruptedException {
    zoo = Zoo.open(data.resolve("zoo"));
  }

  @AfterAll
  void shut() {
    if (zoo != null) {
      zoo.close();
    }
  }

  /// The fields of one descriptor, by lsof's letters: `t` type, `n` name, `T` TCP state.
  private Map<Integer, Map<Character, String>> lsof() throws IOException, InterruptedException {
    Map<Integer, Map<Character, String>> files = new TreeMap<>();
    Map<Character, String> current = new HashMap<>();
    String[] command = {"lsof", "-n", "-P", "-w", "-p", Integer.toString(zoo.pid()), "-F", "ftnT"};
    for (String line : run(command).lines().toList()) {
      if (line.startsWith("f")) {
        current = new HashMap<>();
        // Besides descriptors there are cwd, rtd, txt and mem.
        if (Character.isDigit(line.charAt(1))) {
          files.put(Integer.parseInt(line.substring(1)), current);
        }
      } else if (line.startsWith("TST=")) {
        current.put('T', line.substring(4));
      } else if (line.startsWith("t") || line.startsWith("n")) {
        current.put(line.charAt(0), line.substring(1));
      }
    }
    return files;
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException notInstalled) {
      assumeTrue(false, notInstalled.getMessage());
      throw notInstalled;
    }
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    process.waitFor();
    return output;
  }

  @ParameterizedTest
  @EnumSource(names = {"EBPF", "PROCFS"})
  void lsofListsTheSameNumbersAndKinds(SourceChoice choice)
      throws IOException, InterruptedException {
    Map<Integer, Map<Character, String>> lsof = lsof();
    Map<Integer, Descriptor> seep = Views.byNumber(Views.inventory(zoo.pid(), choice));
    assertThat(seep.keySet()).isEqualTo(lsof.keySet());
    List<String> differences = new ArrayList<>();
    seep.forEach((number, descriptor) -> {
      String type = lsof.getOrDefault(number, Map.of()).getOrDefault('t', "none");
      String kind = descriptor.resource().kind();
      boolean same =
          descriptor.resource() instanceof Socket socket
              ? socketTypes(socket).contains(type)
              : type.equals(TYPES.getOrDefault(kind, "a_inode"));
      if (!same) {
        differences.add(number + ": lsof says " + type + ", Seep " + descriptor.resource());
      }
    });
    assertThat(differences).isEmpty();
  }

  /// `sock` is lsof's word for a socket of which it knows no more: it reads protocol tables alone,
  /// and not those of multipath TCP and vsock.
  private static Set<String> socketTypes(Socket socket) {
    if (socket.unlisted() || socket.protocol().equals("MPTCP")) {
      return Set.of("sock");
    }
    return switch (socket.family()) {
      case INET -> Set.of(socket.protocol().equals("RAW") ? "raw" : "IPv4");
      case INET6 -> Set.of(socket.protocol().equals("RAWv6") ? "raw6" : "IPv6");
      case UNIX -> Set.of("unix");
      case NETLINK -> Set.of("netlink");
      case PACKET -> Set.of("pack");
      case VSOCK, OTHER -> Set.of("sock");
    };
  }

  @ParameterizedTest
  @EnumSource(names = {"EBPF", "PROCFS"})
  void lsofNamesTheSameEndpointsAndStates(SourceChoice choice)
      throws IOException, InterruptedException {
    Map<Integer, Map<Character, String>> lsof = lsof();
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (Descriptor descriptor : Views.inventory(zoo.pid(), choice).descriptors()) {
      Map<Character, String> file = lsof.getOrDefault(descriptor.number(), Map.of());
      if (!(descriptor.resource() instanceof Socket socket)
          || !file.getOrDefault('t', "").startsWith("IPv")) {
        continue;
      }
      compared++;
      String ends = socket.local() + (socket.remote() == null ? "" : "->" + socket.remote());
      // lsof shows an IPv4-mapped address as IPv6 or as IPv4, by version.
      String named = file.getOrDefault('n', "").replace("[::ffff:127.0.0.1]", "127.0.0.1");
      Set<String> states = TCP_STATES.getOrDefault(socket.state(), Set.of("none"));
      if (!named.equals(ends) || !states.contains(file.getOrDefault('T', "none"))) {
        differences.add(descriptor.number() + ": lsof says " + file + ", Seep " + socket);
      }
    }
    assertThat(differences).isEmpty();
    assertThat(compared).isGreaterThan(15);
  }

  /// Inodes that ss tells: behind `ino:` for the internet and packet sockets, in a column of its
  /// own for unix sockets, where any number that is one of ours counts.
  private static Set<Long> listedBySs() throws IOException, InterruptedException {
    Set<Long> inodes = new HashSet<>();
    Matcher inode = INODE.matcher(run("ss", "-H", "-t", "-u", "-w", "-0", "-M", "-a", "-n", "-e"));
    while (inode.find()) {
      inodes.add(Long.parseLong(inode.group(1)));
    }
    Matcher word = WORD.matcher(run("ss", "-H", "-x", "-a", "-n"));
    while (word.find()) {
      if (word.group().matches("\\d{1,18}")) {
        inodes.add(Long.parseLong(word.group()));
      }
    }
    return inodes;
  }

  @ParameterizedTest
  @EnumSource(names = {"EBPF", "PROCFS"})
  void ssListsExactlyTheSocketsThatSeepCallsListed(SourceChoice choice)
      throws IOException, InterruptedException {
    Set<Long> listed = listedBySs();
    List<String> differences = new ArrayList<>();
    for (Descriptor descriptor : Views.inventory(zoo.pid(), choice).descriptors()) {
      if (descriptor.resource() instanceof Socket socket
          && isOfATableSsReads(socket)
          && listed.contains(descriptor.inode()) == socket.unlisted()) {
        differences.add(descriptor.number() + " " + descriptor.inode() + ": Seep says " + socket);
      }
    }
    assertThat(differences).isEmpty();
  }

  /// Of netlink and vsock sockets ss tells no inode, nor of raw ones where raw_diag is missing.
  private static boolean isOfATableSsReads(Socket socket) {
    return switch (socket.family()) {
      case INET, INET6 -> !socket.protocol().startsWith("RAW");
      case UNIX, PACKET -> true;
      case NETLINK, VSOCK, OTHER -> false;
    };
  }

  @Test
  void theToolsAreBlindForWhatSeepFindsUnlisted() throws IOException, InterruptedException {
    Map<Integer, Map<Character, String>> lsof = lsof();
    Set<Long> ss = listedBySs();
    int found = 0;
    for (Descriptor descriptor : Views.inventory(zoo.pid(), SourceChoice.PROCFS).descriptors()) {
      if (descriptor.resource() instanceof Socket socket
          && socket.unlisted()
          && socket.family() != SocketFamily.VSOCK) {
        assertThat(lsof.get(descriptor.number())).containsEntry('t', "sock");
        assertThat(ss).doesNotContain(descriptor.inode());
        assertThat(socket.state()).isNotEqualTo(SocketState.UNLISTED);
        found++;
      }
    }
    assertThat(found).isGreaterThan(8);
  }
}
