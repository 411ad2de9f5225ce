package dev.seep.cli.data;

import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.Describe;
import dev.seep.cli.render.Glyphs;
import dev.seep.contract.Timestamps;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Limit;
import dev.seep.evidence.LimitReport;
import dev.seep.evidence.ProcessRow;
import dev.seep.evidence.Resource;
import dev.seep.evidence.Resource.Device;
import dev.seep.evidence.Resource.Directory;
import dev.seep.evidence.Resource.Memfd;
import dev.seep.evidence.Resource.Pipe;
import dev.seep.evidence.Resource.RegularFile;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketState;
import java.util.List;

/// The rows of `ps`, `inspect --all` and `limits` as CSV.
public final class CsvTables {
  private CsvTables() {}

  public static String processes(List<ProcessRow> rows) {
    Csv csv = new Csv();
    for (String name :
        List.of("pid", "user", "open", "softLimit", "hardLimit", "residentBytes", "threads")) {
      csv.text(name);
    }
    csv.text("startTime").text("name").text("command");
    for (SocketState state : SocketState.values()) {
      csv.text(state.slug());
    }
    csv.text("blind").end();
    for (ProcessRow row : rows) {
      process(csv, row);
    }
    return csv.toString();
  }

  private static void process(Csv csv, ProcessRow row) {
    csv.number(row.process().pid()).text(row.user()).count(row.open());
    limit(csv, row.limits().soft());
    limit(csv, row.limits().hard());
    csv.count(row.residentBytes()).number(row.process().threads());
    csv.text(Timestamps.rfc3339(row.process().startedAt()));
    csv.text(row.process().name()).text(String.join(" ", row.process().command()));
    for (SocketState state : SocketState.values()) {
      csv.count(row.open() < 0 ? -1 : row.sockets().getOrDefault(state, 0));
    }
    csv.text(row.blind() == null ? "" : row.blind().why()).end();
  }

  private static void limit(Csv csv, long value) {
    if (value == DescriptorLimits.UNLIMITED) {
      csv.text("unlimited");
    } else {
      csv.count(value);
    }
  }

  public static String descriptors(List<Descriptor> descriptors) {
    Csv csv = new Csv();
    csv.headings(
        "fd",
        "kind",
        "state",
        "protocol",
        "local",
        "remote",
        "path",
        "flags",
        "inode",
        "receiveQueueBytes",
        "sendQueueBytes",
        "idleMillis",
        "unlisted",
        "description");
    Canvas canvas = new Canvas(false, Glyphs.UNICODE, Canvas.UNLIMITED);
    for (Descriptor descriptor : descriptors) {
      Resource resource = descriptor.resource();
      csv.number(descriptor.number()).text(resource.kind()).text(Describe.state(resource));
      Socket socket = resource instanceof Socket it ? it : null;
      csv.text(socket == null ? "" : socket.protocol());
      csv.text(socket == null || socket.local() == null ? "" : socket.local().toString());
      csv.text(socket == null || socket.remote() == null ? "" : socket.remote().toString());
      csv.text(path(resource)).text(String.join(" ", descriptor.flags().names()));
      csv.number(descriptor.inode());
      csv.count(socket == null ? -1 : socket.receiveQueueBytes());
      csv.count(socket == null ? -1 : socket.sendQueueBytes());
      csv.count(socket == null || socket.activity() == null ? -1 : socket.activity().idleMillis());
      csv.text(socket == null ? "" : Boolean.toString(socket.unlisted()));
      // Describe has made it printable; Csv would escape its escapes.
      csv.printable(Describe.what(canvas, resource)).end();
    }
    return csv.toString();
  }

  private static String path(Resource resource) {
    return switch (resource) {
      case RegularFile file -> file.path();
      case Directory directory -> directory.path();
      case Device device -> device.path();
      case Pipe pipe -> pipe.path();
      case Socket socket -> socket.path();
      case Memfd memfd -> memfd.name();
      case Resource.Other other -> other.path();
      default -> "";
    };
  }

  public static String limits(LimitReport report) {
    Csv csv = new Csv();
    csv.headings("name", "scope", "unit", "used", "limit", "from", "raise", "note");
    for (Limit limit : report.limits()) {
      csv.text(limit.name()).text(limit.scope()).text(limit.unit()).count(limit.used());
      limit(csv, limit.limit());
      csv.text(limit.origin()).text(limit.raise()).text(limit.note()).end();
    }
    return csv.toString();
  }
}
