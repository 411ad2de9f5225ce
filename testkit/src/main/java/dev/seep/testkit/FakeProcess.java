package dev.seep.testkit;

/// One process of a [FakeProc]. Every word writes its file at once.
public final class FakeProcess {
  private final FakeProc proc;
  private final int pid;
  private String comm = "fake";
  private char state = 'S';
  private int parentPid = 1;
  private int threads = 1;
  private long startTicks = 12345;
  private long residentPages = 100;

  FakeProcess(FakeProc proc, int pid) {
    this.proc = proc;
    this.pid = pid;
    proc.folder(pid + "/fd");
    writeStat();
  }

  public FakeProcess comm(String name) {
    comm = name;
    return writeStat();
  }

  public FakeProcess state(char letter) {
    state = letter;
    return writeStat();
  }

  public FakeProcess parent(int parent) {
    parentPid = parent;
    return writeStat();
  }

  public FakeProcess startTicks(long ticks) {
    startTicks = ticks;
    return writeStat();
  }

  public FakeProcess residentPages(long pages) {
    residentPages = pages;
    return writeStat();
  }

  public FakeProcess command(String... arguments) {
    return file("cmdline", String.join("\0", arguments) + "\0");
  }

  /// A descriptor without `fdinfo`.
  public FakeProcess fd(int number, String target) {
    proc.link(pid + "/fd/" + number, target);
    return this;
  }

  public FakeProcess fd(int number, String target, String fdInfo) {
    return fd(number, target).file("fdinfo/" + number, fdInfo);
  }

  /// RLIMIT_NOFILE in a `limits` file as the kernel lays it out; the other limits are unlimited.
  public FakeProcess limits(long soft, long hard) {
    String row = "%-26s%-21s%-21s%-10s\n";
    return file(
        "limits",
        String.format(row, "Limit", "Soft Limit", "Hard Limit", "Units")
            + String.format(row, "Max stack size", "8388608", "unlimited", "bytes")
            + String.format(row, "Max processes", "unlimited", "unlimited", "processes")
            + String.format(row, "Max open files", soft, hard, "files")
            + String.format(row, "Max address space", "unlimited", "unlimited", "bytes"));
  }

  public FakeProcess thread(int tid, String name) {
    threads++;
    proc.file(pid + "/task/" + tid + "/stat", stat(tid, name));
    return writeStat();
  }

  /// Any file of the process: `file("cgroup", "0::/a.slice\n")`.
  public FakeProcess file(String name, String text) {
    proc.file(pid + "/" + name, text);
    return this;
  }

  /// A link other than a descriptor's: `link("ns/net", "net:[4026531840]")`.
  public FakeProcess link(String name, String target) {
    proc.link(pid + "/" + name, target);
    return this;
  }

  private FakeProcess writeStat() {
    return file("stat", stat(pid, comm));
  }

  private String stat(int id, String name) {
    return id
        + " ("
        + name
        + ") "
        + state
        + " "
        + parentPid
        + " 1 1 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 "
        + threads
        + " 0 "
        + startTicks
        + " 1000000 "
        + residentPages
        + " 18446744073709551615 0 0\n";
  }
}
