package dev.seep.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Descriptor;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Resource;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketFamily;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A process that never stands still while it is read, one that ends, and one whose number another
/// has by now.
class RestlessProcessTest {
  private static final int READINGS = 200;

  /// Opens and closes at random, so that a number is a file now and a socket a moment later.
  private static final String RESTLESS =
      """
      import os, random, select, socket, sys
      folder = sys.argv[1]
      def pipe():
          return list(os.pipe())
      def pair():
          return [s.detach() for s in socket.socketpair()]
      kinds = [
          lambda: [os.open(folder + '/file', os.O_RDONLY)],
          lambda: [os.open(folder + '/file', os.O_RDONLY)],
          lambda: [os.open(folder, os.O_RDONLY)],
          lambda: [os.open('/dev/null', os.O_RDWR)],
          lambda: [socket.socket(socket.AF_INET, socket.SOCK_STREAM).detach()],
          lambda: [socket.socket(socket.AF_INET, socket.SOCK_DGRAM).detach()],
          lambda: [os.eventfd(7) if hasattr(os, 'eventfd') else select.epoll().fileno()],
          lambda: [os.memfd_create('restless')],
          pipe, pair]
      held = []
      print('ready', flush=True)
      parent = os.getppid()
      while os.getppid() == parent:
          for _ in range(1000):
              held += random.choice(kinds)()
              while len(held) > 60:
                  os.close(held.pop(random.randrange(len(held))))
      """;

  @TempDir private Path data;

  private Process restless() throws IOException {
    Files.writeString(data.resolve("file"), "restless");
    Process process =
        new ProcessBuilder("python3", "-c", RESTLESS, data.toRealPath().toString()).start();
    assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("ready");
    return process;
  }

  private static ProcessIdentity identity(Eye eye, Process process) {
    return Views.seen(eye.process(Math.toIntExact(process.pid()))).identity();
  }

  private static void end(Process process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  @ParameterizedTest
  @EnumSource(names = {"EBPF", "PROCFS"})
  void noRowContradictsItselfWhileNumbersAreReused(SourceChoice choice) throws IOException {
    Process process = restless();
    try (Eye eye = Views.eye(choice)) {
      ProcessIdentity identity = identity(eye, process);
      List<String> contradictions = new ArrayList<>();
      Detail[] details = Detail.values();
      for (int i = 0; i < READINGS; i++) {
        Inventory inventory = Views.seen(eye.inventory(identity, details[i % details.length]));
        Set<Integer> numbers = new HashSet<>();
        for (Descriptor descriptor : inventory.descriptors()) {
          if (!numbers.add(descriptor.number())) {
            contradictions.add("twice: " + descriptor);
          }
          if (descriptor.number() > 2 && !isConsistent(descriptor)) {
            contradictions.add(inventory.source() + " " + details[i % 3] + " " + descriptor);
          }
        }
      }
      assertThat(contradictions).isEmpty();
    } finally {
      end(process);
    }
  }

  /// What the process opens, and nothing of two kinds at once.
  private boolean isConsistent(Descriptor descriptor) {
    String access = descriptor.flags().known() ? descriptor.flags().names().getFirst() : "unknown";
    boolean readOnly = Set.of("O_RDONLY", "unknown").contains(access);
    return switch (descriptor.resource()) {
      case Resource.RegularFile file ->
          file.path().equals(data + "/file")
              && !file.deleted()
              && file.sizeBytes() == 8
              && readOnly;
      case Resource.Directory directory ->
          directory.path().equals(data.toString()) && !directory.deleted() && readOnly;
      case Resource.Device device ->
          device.path().equals("/dev/null") && !device.block() && !access.equals("O_RDONLY");
      case Resource.Pipe pipe -> pipe.path().isEmpty() && !(pipe.readEnd() && pipe.writeEnd());
      case Resource.EventFd event -> event.count() == 7 || event.count() == -1;
      case Resource.EventPoll poll -> poll.targets().isEmpty();
      case Resource.Memfd memfd -> memfd.name().equals("restless") && memfd.bytes() == 0;
      case Socket socket ->
          socket.path().isEmpty()
              && (socket.family() == SocketFamily.UNIX
                  ? socket.protocol().equals("UNIX-STREAM") && !socket.unlisted()
                  : socket.unlisted() && Set.of("TCP", "UDP").contains(socket.protocol()));
      default -> false;
    };
  }

  @ParameterizedTest
  @EnumSource(names = {"EBPF", "PROCFS"})
  void aProcessThatEndsWhileItIsReadIsUnseenAndNoError(SourceChoice choice) throws IOException {
    try (Eye eye = Views.eye(choice)) {
      for (int i = 0; i < 10; i++) {
        Process process = restless();
        ProcessIdentity identity = identity(eye, process);
        Thread killer = Thread.ofVirtual().start(() -> end(process));
        Reading<Inventory> reading = eye.inventory(identity, Detail.EVERYTHING);
        while (reading instanceof Reading.Seen<Inventory>) {
          reading = eye.inventory(identity, Detail.EVERYTHING);
        }
        assertThat(((Reading.Unseen<Inventory>) reading).blind().why()).isNotEmpty();
        join(killer);
        assertThat(eye.inventory(identity, Detail.SAMPLE)).isInstanceOf(Reading.Unseen.class);
      }
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EBPF", "PROCFS"})
  void aNumberThatAnotherProcessHasByNowIsUnseen(SourceChoice choice) {
    try (Eye eye = Views.eye(choice)) {
      int own = Math.toIntExact(ProcessHandle.current().pid());
      ProcessIdentity now = Views.seen(eye.process(own)).identity();
      ProcessIdentity before = new ProcessIdentity(own, now.startTicks() - 1);
      assertThat(eye.inventory(before, Detail.SAMPLE)).isInstanceOf(Reading.Unseen.class);
      assertThat(eye.inventory(now, Detail.SAMPLE)).isInstanceOf(Reading.Seen.class);
    }
  }
}
