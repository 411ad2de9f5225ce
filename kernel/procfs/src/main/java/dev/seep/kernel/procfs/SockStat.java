package dev.seep.kernel.procfs;

import java.util.HashMap;
import java.util.Map;

/// `/proc/PID/net/sockstat` (proc_pid_net(5)): sockets in use by protocol.
///
/// @param values by "PROTOCOL item": `TCP inuse`, `TCP alloc`, `UDP6 inuse`
public record SockStat(Map<String, Long> values) {
  public SockStat {
    values = Map.copyOf(values);
  }

  /// @return -1 when the kernel gives none
  public long value(String protocol, String item) {
    return values.getOrDefault(protocol + " " + item, -1L);
  }

  public static SockStat parse(byte[] text) {
    Map<String, Long> values = new HashMap<>();
    ByteLines lines = new ByteLines(text, text.length);
    while (lines.next()) {
      String protocol = lines.word();
      if (protocol.endsWith(":")) {
        String name = protocol.substring(0, protocol.length() - 1);
        for (String item = lines.word(); !item.isEmpty(); item = lines.word()) {
          values.put(name + " " + item, lines.number());
        }
      }
    }
    return new SockStat(values);
  }

  SockStat with(byte[] more) {
    Map<String, Long> all = new HashMap<>(values);
    all.putAll(parse(more).values());
    return new SockStat(all);
  }
}
