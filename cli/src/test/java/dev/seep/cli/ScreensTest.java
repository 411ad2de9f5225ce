package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What the screens look like, to the letter.
final class ScreensTest {

  @Test
  void the_nearest_to_its_limit_comes_first_and_an_unreadable_process_says_why() {
    assertThat(new CliRun().run("ps").out())
        .isEqualTo(
            """
             PID  USER  OPEN/LIMIT          USED  SOCKETS                        RSS  THR     AGE  COMMAND
            4711  www    973/1,024  █████▊   95%  never 791 · cw 31 · est 120  24.1M    3   3h12m  tlgs_crawler --config /etc/t.json
              80  www     40/1,024  ▎       3.9%  est 20 · listen 2            24.1M    3  10d00h  nginx: master process
              66  www      4/1,024          0.4%                               24.1M    3    5.0s  a\\nb\\x1b[31m<b>\\xff 日本語の名前 =1+1
             812  root     ?/1,024                EACCES on /proc/812/fd        8.6M    3   1h56m  sshd: /usr/sbin/sshd -D

            4 processes shown · machine: 12,345 open files (no limit) · read through procfs
            1 process could not be read: EACCES on /proc/PID/fd; mend: run as root: sudo seep ps
            """);
  }

  @Test
  void a_narrow_terminal_gives_up_columns_and_cuts_the_command() {
    assertThat(new CliRun().columns(80).run("ps").out())
        .isEqualTo(
            """
             PID  OPEN/LIMIT          USED  SOCKETS                        RSS  COMMAND
            4711   973/1,024  █████▊   95%  never 791 · cw 31 · est 120  24.1M  tlgs_crawle…
              80    40/1,024  ▎       3.9%  est 20 · listen 2            24.1M  nginx: mast…
              66     4/1,024          0.4%                               24.1M  a\\nb\\x1b[31…
             812     ?/1,024                EACCES on /proc/812/fd        8.6M  sshd: /usr/…

            4 processes shown · machine: 12,345 open files (no limit) · read through procfs
            1 process could not be read: EACCES on /proc/PID/fd; mend: run as root: sudo seep ps
            """);
  }

  @Test
  void colours_mark_what_is_near_its_limit_or_holds_a_leak() {
    assertThat(new CliRun().coloured().run("ps", "-n", "2").out())
        .isEqualTo(
            """
             \u001b[2mPID\u001b[0m  \u001b[2mUSER\u001b[0m  \u001b[2mOPEN/LIMIT\u001b[0m          \u001b[2mUSED\u001b[0m  \u001b[2mSOCKETS\u001b[0m                        \u001b[2mRSS\u001b[0m  \u001b[2mTHR\u001b[0m     \u001b[2mAGE\u001b[0m  \u001b[2mCOMMAND\u001b[0m
            4711  www    973/1,024  \u001b[1;31m█████▊\u001b[0m   \u001b[1;31m95%\u001b[0m  \u001b[33mnever 791 · cw 31 · est 120\u001b[0m  24.1M    3   3h12m  tlgs_crawler…
              80  www     40/1,024  ▎       3.9%  est 20 · listen 2            24.1M    3  10d00h  nginx: maste…

            2 processes shown · machine: 12,345 open files (no limit) · read through procfs
            \u001b[33m1 process\u001b[0m could not be read: EACCES on /proc/PID/fd; mend: run as root: sudo seep ps
            """);
  }

  @Test
  void without_utf_8_every_sign_is_ascii() {
    assertThat(new CliRun().ascii().run("ps", "-n", "3").out())
        .isEqualTo(
            """
             PID  USER  OPEN/LIMIT          USED  SOCKETS                        RSS  THR     AGE  COMMAND
            4711  www    973/1,024  ######   95%  never 791 - cw 31 - est 120  24.1M    3   3h12m  tlgs_crawle..
              80  www     40/1,024  ......  3.9%  est 20 - listen 2            24.1M    3  10d00h  nginx: mast..
              66  www      4/1,024  ......  0.4%                               24.1M    3    5.0s  a\\nb\\x1b[31..

            3 processes shown - machine: 12,345 open files (no limit) - read through procfs
            1 process could not be read: EACCES on /proc/PID/fd; mend: run as root: sudo seep ps
            """);
  }

  @Test
  void inspect_shows_kinds_states_peers_paths_and_what_is_odd_on_one_screen() {
    assertThat(new CliRun().columns(100).run("inspect", "4711").out())
        .isEqualTo(
            """
            tlgs_crawler · pid 4711 · up 3h12m · uid 1000 · 3 threads
            tlgs_crawler --config /etc/t.json
            12 of 1,024 descriptors  1.2% ▏ · hard limit 4,096 · through eBPF
            24.1 MiB resident · 18.0 MiB anonymous · 512 MiB virtual · 120 mappings

            by kind    socket 5 · file 4 · device 1 · eventpoll 1 · pipe 1
            sockets    never-connected 3 · established 1 · dead 1
            dead       refused 1

            COUNT  PEER            STATES         IDLE  UNREAD  HELD BY
                1  127.0.0.1:1965  established 1  1.5s    12 B  gemini (812)
                1  127.0.0.1:1966  dead 1            ?       ?

            COUNT  DELETED  PATH
                3        1  /srv/images/*.png
                1           /dev/null
                1           /tmp/a\\nb\\x1b[31m<b>\\xff

            note       3 sockets exist in no protocol table: they were created and never connected
            note       1 connection is over and still held (1 whose connect failed)
            note       12 bytes received and not read from 127.0.0.1:1965
            note       1 deleted file is still open; it keeps 2.0 KiB of disk
            note       4 descriptors without close-on-exec: child processes inherit them

            not seen  PSS: EACCES on /proc/4711/smaps_rollup
                      mend: run as root
            """);
  }

  @Test
  void inspect_all_lists_each_descriptor() {
    assertThat(new CliRun().columns(100).run("inspect", "4711", "--all").out())
        .endsWith(
            """
            FD  KIND       STATE            FLAGS                WHAT
             0  device                      r                    /dev/null
             3  eventpoll                   rw nonblock cloexec  watches 2 fds
             4  socket     established      rw nonblock cloexec  TCP 127.0.0.1:40000 → 127.0.0.1:1965 · peer ge…
             5  socket     dead (refused)   rw nonblock cloexec  TCP 127.0.0.1:40001 → 127.0.0.1:1966 · in no p…
             6  socket     never-connected  rw nonblock cloexec  TCP · in no protocol table
             7  socket     never-connected  rw nonblock cloexec  TCP · in no protocol table
             8  socket     never-connected  rw nonblock cloexec  TCP · in no protocol table
             9  file       deleted          r                    /srv/images/9.png (2.0 KiB)
            10  file                        r                    /srv/images/10.png (2.0 KiB)
            11  file                        r                    /srv/images/11.png (2.0 KiB)
            12  pipe       read end         r                    other end: tlgs_crawler (4711)
            13  file                        rw nonblock cloexec  /tmp/a\\nb\\x1b[31m<b>\\xff (1 B)
            """);
  }

  @Test
  void limits_come_with_their_origin_and_the_line_that_raises_them() {
    assertThat(new CliRun().columns(100).run("limits", "4711").out())
        .isEqualTo(
            """
            tlgs_crawler · pid 4711 · up 3h12m

            LIMIT                 BINDS        USED        OF                 FROM
            RLIMIT_NOFILE (soft)  process       973     1,024  ███████▋  95%  /etc/systemd/system/tlgs.service:…
            memory.max            cgroup   24.1 MiB  no limit                 /sys/fs/cgroup/tlgs/memory.max
            fs.file-max           machine    12,345         ?                 /proc/sys/fs/file-max

            RLIMIT_NOFILE (soft)
              note   it can raise itself up to the hard limit
              raise  LimitNOFILE=65536

            fs.file-max
              raise  sysctl -w fs.file-max=2000000

            Raising a limit buys time, not a cure: `seep hunt 4711` says whether something leaks.
            """);
  }

  @Test
  void doctor_says_what_is_missing_and_the_command_that_mends_it() {
    assertThat(new CliRun().columns(100).run("doctor").out())
        .isEqualTo(
            """
            reads through procfs: the BPF iterator needs CAP_BPF and CAP_PERFMON

            no   BPF iterator  EPERM on bpf(BPF_PROG_LOAD)
                               mend: sudo seep doctor
            yes  sock_diag     answers for this network namespace

            Seep itself used 0.21 s of CPU and 59.0 MiB of memory so far.
            """);
  }

  @Test
  void doctor_in_colour() {
    assertThat(new CliRun().coloured().run("doctor").out())
        .isEqualTo(
            """
            \u001b[1mreads through procfs\u001b[0m: the BPF iterator needs CAP_BPF and CAP_PERFMON

            \u001b[31mno \u001b[0m  BPF iterator  EPERM on bpf(BPF_PROG_LOAD)
                               mend: sudo seep doctor
            \u001b[32myes\u001b[0m  sock_diag     answers for this network namespace

            Seep itself used 0.21 s of CPU and 59.0 MiB of memory so far.
            """);
  }
}
