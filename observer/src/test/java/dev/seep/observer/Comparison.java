package dev.seep.observer;

import dev.seep.evidence.Descriptor;
import dev.seep.evidence.Holder;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.KernelText;
import dev.seep.evidence.Resource;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.SocketState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Compares descriptor by descriptor and field by field, and lists every difference.
final class Comparison {
  /// No two moments have them in common: how long ago, and how long still.
  private static final Set<String> CLOCKS =
      Set.of("lastSentMillis", "lastReceivedMillis", "remainingNanos");

  /// They go on while a connect waits for its answer.
  private static final Set<String> ATTEMPTS =
      Set.of("retransmits", "totalRetransmits", "segmentsOut");

  private Comparison() {}

  /// Where an inventory is other than the zoo says.
  static List<String> withTruth(Zoo zoo, Inventory inventory) throws IOException {
    Map<Integer, Descriptor> seen = Views.byNumber(inventory);
    List<String> differences = numbers(zoo, seen.keySet());
    for (Zoo.Truth truth : zoo.truths()) {
      Descriptor descriptor = seen.get(truth.fd());
      if (descriptor == null) {
        continue;
      }
      Map<String, String> told = Told.of(descriptor);
      for (Map.Entry<String, JsonNode> claim : truth.claims().entrySet()) {
        String key = claim.getKey();
        String claimed = text(claim.getValue());
        String found =
            switch (key) {
              case "otherFd" -> otherFd(zoo, claim.getValue().asInt(), descriptor, seen);
              case "otherEnds" -> Integer.toString(holders(descriptor).size());
              case "target" -> target(descriptor);
              case "targets" -> targets(descriptor);
              default -> told.getOrDefault(key, "nothing");
            };
        if (!found.equals(claimed)) {
          differences.add(truth.name() + ": " + key + " is " + claimed + ", told: " + found);
        }
      }
    }
    return differences;
  }

  private static List<String> numbers(Zoo zoo, Set<Integer> seen) {
    Set<Integer> told = new TreeSet<>();
    zoo.truths().forEach(truth -> told.add(truth.fd()));
    List<String> differences = new ArrayList<>();
    for (Zoo.Truth truth : zoo.truths()) {
      if (!seen.contains(truth.fd())) {
        differences.add(truth.name() + " (" + truth.fd() + ") is missing");
      }
    }
    seen.stream().filter(n -> !told.contains(n)).forEach(n -> differences.add(n + " is too many"));
    return differences;
  }

  /// As `List.toString` writes a list, in rising order.
  private static String text(JsonNode value) {
    return value.isArray()
        ? value.values().stream().map(JsonNode::asInt).sorted().toList().toString()
        : KernelText.printable(value.asString());
  }

  /// The number claimed, when its holder is the zoo alone and, for a pipe, its inode is the same.
  private static String otherFd(
      Zoo zoo, int claimed, Descriptor descriptor, Map<Integer, Descriptor> seen) {
    List<Integer> holders = holders(descriptor).stream().map(Holder::pid).toList();
    @Nullable Descriptor other = seen.get(claimed);
    boolean pipe = descriptor.resource() instanceof Resource.Pipe;
    boolean same = other != null && (!pipe || other.inode() == descriptor.inode());
    return same && holders.equals(List.of(zoo.pid()))
        ? Integer.toString(claimed)
        : "held by " + holders + " at inode " + descriptor.inode();
  }

  private static List<Holder> holders(Descriptor descriptor) {
    return switch (descriptor.resource()) {
      case Socket socket -> socket.peers();
      case Resource.Pipe pipe -> pipe.otherEnds();
      default -> List.of();
    };
  }

  /// In rising order: the kernel keeps them in a tree sorted by address.
  private static String targets(Descriptor descriptor) {
    return descriptor.resource() instanceof Resource.EventPoll poll
        ? poll.targets().stream().sorted().toList().toString()
        : "none";
  }

  /// The zoo knows its child by the number of its own pid namespace.
  private static String target(Descriptor descriptor) throws IOException {
    int target = descriptor.resource() instanceof Resource.PidFd pidfd ? pidfd.target() : 0;
    return Integer.toString(target <= 0 ? target : Zoo.innermostPid(target));
  }

  /// Where the two sources differ, except in what they must differ in (see [#inherent]).
  static List<String> ofSources(Inventory kernel, Inventory folder) {
    Map<Integer, Descriptor> one = Views.byNumber(kernel);
    Map<Integer, Descriptor> two = Views.byNumber(folder);
    List<String> differences = new ArrayList<>();
    if (!one.keySet().equals(two.keySet())) {
      differences.add("numbers " + one.keySet() + " and " + two.keySet());
    }
    one.keySet().retainAll(two.keySet());
    for (Map.Entry<Integer, Descriptor> entry : one.entrySet()) {
      Descriptor other = two.get(entry.getKey());
      if (other != null) {
        fields(entry.getValue(), other, differences);
      }
    }
    return differences;
  }

  private static void fields(Descriptor kernel, Descriptor folder, List<String> differences) {
    Map<String, String> one = Told.of(kernel);
    Map<String, String> two = Told.of(folder);
    Set<String> keys = new TreeSet<>(one.keySet());
    keys.addAll(two.keySet());
    for (String key : keys) {
      String first = one.getOrDefault(key, "nothing");
      String second = two.getOrDefault(key, "nothing");
      if (!first.equals(second) && !inherent(key, kernel, first, second)) {
        differences.add(
            kernel.number()
                + " "
                + kernel.resource().kind()
                + " "
                + one.getOrDefault("state", "")
                + ": "
                + key
                + " "
                + first
                + " and "
                + second);
      }
    }
  }

  /// What one source cannot know, or no two readings have in common.
  private static boolean inherent(String key, Descriptor kernel, String first, String second) {
    if (CLOCKS.contains(key)) {
      return true;
    }
    // /proc has no identity of an open file; of an eventfd it has the kernel's id of it.
    if (key.equals("openFile")) {
      return true;
    }
    if (!(kernel.resource() instanceof Socket socket)) {
      return false;
    }
    if (socket.state() == SocketState.CONNECTING && ATTEMPTS.contains(key)) {
      return true;
    }
    // How much waits in a socket of a rarer kind, no table tells that is read here.
    if (key.endsWith("QueueBytes") && second.equals("-1") && isRare(socket)) {
      return true;
    }
    // A blocking connect that failed is undone: the address that stays no call tells, BPF reads it.
    return key.equals("remote")
        && socket.state() == SocketState.DEAD
        && first.endsWith(":0")
        && second.equals("none");
  }

  private static boolean isRare(Socket socket) {
    return !socket.protocol().startsWith("TCP")
        && !socket.protocol().startsWith("UDP")
        && socket.family() != SocketFamily.UNIX;
  }
}
