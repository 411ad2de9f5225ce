package dev.seep.kernel.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.KernelText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts that the kernel at hand does not write: hostile, truncated, of other versions.
class ParsersTest {
  private static final String STAT =
      "812 (%s) S 7 1 1 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 9 0 4711 1000000 25 18446744073709551615";

  private static byte[] bytes(String text) {
    return KernelText.encode(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {") R 1 (", "a\nb", "\u001b[2J", "", "((", "))", "\udcff", "x) Z 9 9 9"})
  void noNameMovesTheFieldsBehindIt(String comm) {
    ProcStat stat = ProcStat.parse(bytes(String.format(STAT, comm))).orElseThrow();
    assertThat(stat.comm()).isEqualTo(comm);
    assertThat(stat.state()).isEqualTo('S');
    assertThat(stat.parentPid()).isEqualTo(7);
    assertThat(stat.threads()).isEqualTo(9);
    assertThat(stat.startTicks()).isEqualTo(4711);
    assertThat(stat.residentPages()).isEqualTo(25);
  }

  @Test
  void aStatThatBreaksOffBeforeTheStartTimeIsNoProcess() {
    byte[] whole = bytes(String.format(STAT, "x"));
    int startTimeEnd = String.format(STAT, "x").indexOf("4711");
    for (int length = 0; length < startTimeEnd; length++) {
      assertThat(ProcStat.parse(java.util.Arrays.copyOf(whole, length))).isEmpty();
    }
  }

  @Test
  void argumentsAreSplitAtNulsAndTrailingOnesAreDropped() {
    assertThat(Cmdline.parse(bytes("java\0-cp\0\0a b\n\0")))
        .containsExactly("java", "-cp", "", "a b\n");
    assertThat(Cmdline.parse(bytes("nginx: worker\0\0\0\0"))).containsExactly("nginx: worker");
    assertThat(Cmdline.parse(bytes("no end"))).containsExactly("no end");
    assertThat(Cmdline.parse(new byte[0])).isEmpty();
  }

  @Test
  void limitsKnowUnlimitedAndMissing() {
    ProcessLimits limits =
        ProcessLimits.parse(
            bytes(
                """
                Limit                     Soft Limit           Hard Limit           Units
                Max stack size            8388608              unlimited            bytes
                Max open files            1024                 524288               files
                Max proc\
                """));
    assertThat(limits.stackBytes())
        .isEqualTo(new ProcessLimits.Pair(8388608, DescriptorLimits.UNLIMITED));
    assertThat(limits.descriptors()).isEqualTo(new DescriptorLimits(1024, 524288));
    assertThat(limits.processes()).isEqualTo(ProcessLimits.Pair.UNKNOWN);
    assertThat(ProcessLimits.parse(new byte[0]).descriptors().known()).isFalse();
  }

  @Test
  void aStatusWithoutMemoryLinesIsOfAKernelThread() {
    ProcStatus status =
        ProcStatus.parse(bytes("Name:\tkthreadd\\nUid:\nUid:\t1\t2\t3\t4\nNSpid:\t4711\t12\t1\n"));
    assertThat(status.residentBytes()).isEqualTo(-1);
    assertThat(status.uid()).isEqualTo(2);
    assertThat(status.realUid()).isEqualTo(1);
    assertThat(status.namespacePids()).containsExactly(4711, 12, 1);
  }

  @Test
  void everyKindOfFdInfoReadsAsItsKind() {
    assertThat(FdInfo.parse(bytes("pos:\t0\nflags:\t0100000002\nmnt_id:\t15\nino:\t7\n")))
        .isEqualTo(new FdInfo(0, 0100000002, 15, 7, new FdInfo.Detail.None()));
    assertThat(detail("eventfd-count:                1f\neventfd-id: 3\neventfd-semaphore: 0\n"))
        .isEqualTo(new FdInfo.Detail.EventFd(0x1f, 3));
    assertThat(detail("tfd: 5 events: 19 data: ffffffff pos:0 ino:61 sdev:9\ntfd: 9\n"))
        .isEqualTo(new FdInfo.Detail.EventPoll(List.of(5, 9)));
    assertThat(
            detail(
                "clockid: 0\nticks: 0\nsettime flags: 01\nit_value: (0, 49)\nit_interval: (1, 0)\n"))
        .isEqualTo(new FdInfo.Detail.Timer(0, 49, 1_000_000_000));
    assertThat(detail("fanotify flags:10 event-flags:0\nfanotify mnt_id:12 mflags:40\n"))
        .isEqualTo(new FdInfo.Detail.Watches(1, true));
    assertThat(detail("fanotify flags:10 event-flags:0\n"))
        .isEqualTo(new FdInfo.Detail.Watches(0, true));
    assertThat(detail("Pid:\t-1\nNSpid:\t-1\n")).isEqualTo(new FdInfo.Detail.PidFd(-1));
    assertThat(detail("SqMask:\t0x7f\nSqHead:\t0\nCqMask:\t0xff\n"))
        .isEqualTo(new FdInfo.Detail.IoUring(128, 256));
    assertThat(detail("prog_type:\t26\nprog_jited:\t1\nprog_id:\t1234\n"))
        .isEqualTo(new FdInfo.Detail.BpfProgram(26, 1234));
    assertThat(detail("link_type:\ttracing\nlink_id:\t8\nprog_tag:\tab\nprog_id:\t9\n"))
        .isEqualTo(new FdInfo.Detail.BpfLink("tracing", 8, 9));
  }

  private static FdInfo.Detail detail(String text) {
    return FdInfo.parse(bytes("pos:\t0\nflags:\t02\n" + text)).detail();
  }

  @Test
  void linkTargetsAreToldApart() {
    assertThat(LinkTarget.parse("socket:[77]")).isEqualTo(new LinkTarget.Socket(77));
    assertThat(LinkTarget.parse("anon_inode:bpf-map"))
        .isEqualTo(new LinkTarget.AnonInode("bpf-map"));
    assertThat(LinkTarget.parse("anon_inode:[io_uring]"))
        .isEqualTo(new LinkTarget.AnonInode("io_uring"));
    assertThat(LinkTarget.parse("pidfd:[5001]")).isEqualTo(new LinkTarget.AnonInode("pidfd"));
    assertThat(LinkTarget.parse("mnt:[4026531841]"))
        .isEqualTo(new LinkTarget.Namespace("mnt", 4026531841L));
    assertThat(LinkTarget.parse("newkind:[5]")).isEqualTo(new LinkTarget.Numbered("newkind", 5));
    assertThat(LinkTarget.parse("/memfd:a (deleted) (deleted)"))
        .isEqualTo(new LinkTarget.Memfd("a (deleted)"));
    assertThat(LinkTarget.parse("/dmabuf:gpu")).isEqualTo(new LinkTarget.AnonInode("dmabuf"));
    assertThat(LinkTarget.parse("socket:[")).isEqualTo(new LinkTarget.FilePath("socket:["));
    assertThat(LinkTarget.parse("(unreachable)/x"))
        .isEqualTo(new LinkTarget.FilePath("(unreachable)/x"));
    assertThat(LinkTarget.parse("")).isEqualTo(new LinkTarget.FilePath(""));
  }

  @ParameterizedTest
  @CsvSource({
    "0100007F, 127.0.0.1",
    "00000000, ''",
    "FFFFFFFF, 255.255.255.255",
    "0A0B0C0D, 13.12.11.10"
  })
  void anIpv4AddressIsPrintedInNetworkOrder(String word, String expected) {
    assertThat(new NetAddress().ipv4((int) Long.parseLong(word, 16))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "00000000 00000000 00000000 01000000, ::1",
    "00000000 00000000 00000000 00000000, ''",
    "00000000 00000000 FFFF0000 0100007F, 127.0.0.1",
    "B80D0120 00000000 00000000 01000000, 2001:db8::1",
    "B80D0120 00000100 00000000 01000000, 2001:db8:1::1",
    "B80D0120 01000000 00000000 00000100, 2001:db8:0:1::1:0",
    "B80D0120 01000000 01000000 01000100, 2001:db8:0:1:0:1:1:1",
    "000080FE 00000000 FF005450 FEFF0000, fe80::5054:ff:0:fffe",
    "01000100 01000100 01000100 00000000, 1:1:1:1:1:1::",
  })
  void anIpv6AddressIsPrintedAsRfc5952Asks(String words, String expected) {
    String[] w = words.split(" ", -1);
    assertThat(new NetAddress().ipv6(word(w[0]), word(w[1]), word(w[2]), word(w[3])))
        .isEqualTo(expected);
  }

  private static int word(String hex) {
    return (int) Long.parseLong(hex, 16);
  }

  @Test
  void mountPointsWithBlanksAreUnescaped() {
    List<MountInfo> mounts =
        MountInfo.parse(
            bytes(
                "36 35 98:0 /a\\040b /mnt\\011x rw,noatime master:1 propagate_from:2 - ext3 /d rw\n"
                    + "37 35 0:1 / /proc ro - proc proc rw,hidepid=invisible\n38 35 trunc"));
    assertThat(mounts.get(0).root()).isEqualTo("/a b");
    assertThat(mounts.get(0).mountPoint()).isEqualTo("/mnt\tx");
    assertThat(mounts.get(0).type()).isEqualTo("ext3");
    assertThat(HostAbilities.hidePid(mounts.get(1))).isEqualTo(2);
    assertThat(mounts).hasSize(2);
  }

  @Test
  void theLockdownModeIsTheOneInBrackets() {
    assertThat(HostAbilities.parseLockdown("none [integrity] confidentiality"))
        .isEqualTo("integrity");
    assertThat(HostAbilities.parseLockdown("")).isEmpty();
  }

  /// Bytes at random, and real texts with bytes changed or cut off: nothing may throw.
  @Test
  void noParserThrowsOnAnyBytes() {
    List<byte[]> seeds =
        List.of(
            bytes(String.format(STAT, "x")),
            bytes("pos:\t0\nflags:\t02\ntfd: 5 events\nit_value: (1, 2)\nPid:\t-1\nSqMask: 0x7\n"),
            bytes("36 35 98:0 /a\\040 /mnt\\0 rw - ext3 /d rw\n"),
            bytes("  sl\n  0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:0 0 0 0 12\n"));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 3000; round++) {
      byte[] text = mutate(seeds.get(random.nextInt(seeds.size())), random);
      assertThat(parseAll(text)).as("seed %d round %d", seed, round).isNotNegative();
    }
  }

  private static byte[] mutate(byte[] text, Random random) {
    byte[] changed = java.util.Arrays.copyOf(text, random.nextInt(text.length + 1));
    for (int i = random.nextInt(4); i > 0 && changed.length > 0; i--) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    }
    return changed;
  }

  private static int parseAll(byte[] text) {
    int n = ProcStat.parse(text).isPresent() ? 1 : 0;
    n += Cmdline.parse(text).size() + MountInfo.parse(text).size();
    n += ProcessLimits.parse(text).hashCode() & 1;
    n += ProcStatus.parse(text).hashCode() & 1;
    n += FdInfo.parse(text).hashCode() & 1;
    n += SmapsRollup.parse(text).hashCode() & 1;
    n += CgroupMembership.parse(text).legacy().size();
    n += SockStat.parse(text).values().size();
    n += LinkTarget.parse(new String(text, StandardCharsets.ISO_8859_1)).hashCode() & 1;
    for (NetTable table : NetTable.values()) {
      n += NetTables.parse(table, text).size();
    }
    return n;
  }
}
