package dev.seep.contract;

import dev.seep.evidence.Descriptor;
import dev.seep.evidence.Endpoint;
import dev.seep.evidence.OpenFlags;
import dev.seep.evidence.Resource;
import dev.seep.evidence.Resource.BpfObject;
import dev.seep.evidence.Resource.Device;
import dev.seep.evidence.Resource.Directory;
import dev.seep.evidence.Resource.EventFd;
import dev.seep.evidence.Resource.EventPoll;
import dev.seep.evidence.Resource.Inotify;
import dev.seep.evidence.Resource.IoUring;
import dev.seep.evidence.Resource.Memfd;
import dev.seep.evidence.Resource.Other;
import dev.seep.evidence.Resource.PidFd;
import dev.seep.evidence.Resource.Pipe;
import dev.seep.evidence.Resource.RegularFile;
import dev.seep.evidence.Resource.SignalFd;
import dev.seep.evidence.Resource.TimerFd;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.TcpActivity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One element of `items`, made fast enough for tens of thousands of them.
public final class DescriptorJson {
  private final Json json;

  /// Most descriptors of a process share their flags: the names of the last ones are kept.
  private OpenFlags lastFlags = OpenFlags.UNKNOWN;

  private List<String> lastNames = List.of();

  DescriptorJson(Json json) {
    this.json = json;
  }

  public void write(Descriptor descriptor) {
    Resource resource = descriptor.resource();
    json.begin().number("fd", descriptor.number()).text("kind", resource.kind());
    OpenFlags flags = descriptor.flags();
    if (flags.known()) {
      flags(flags);
      json.flag("closeOnExec", flags.closeOnExec());
    }
    json.count("offset", descriptor.offset()).number("inode", descriptor.inode());
    if (descriptor.device() != 0) {
      json.number("device", descriptor.device());
    }
    if (descriptor.bornAtEpochSeconds() > 0) {
      json.text("bornAt", Timestamps.rfc3339(descriptor.bornAtEpochSeconds(), 0));
    }
    particulars(resource);
    json.end();
  }

  private void flags(OpenFlags flags) {
    if (flags.bits() != lastFlags.bits()) {
      lastFlags = flags;
      lastNames = flags.names();
    }
    json.beginList("flags");
    for (int i = 0; i < lastNames.size(); i++) {
      json.element(lastNames.get(i));
    }
    json.endList();
  }

  private void particulars(Resource resource) {
    switch (resource) {
      case Socket socket -> socket(socket);
      case RegularFile file ->
          json.text("path", file.path())
              .flag("deleted", file.deleted())
              .count("sizeBytes", file.sizeBytes());
      case Directory directory ->
          json.text("path", directory.path()).flag("deleted", directory.deleted());
      case Device device -> json.text("path", device.path()).flag("block", device.block());
      case Pipe pipe -> pipe(pipe);
      case EventPoll poll -> targets(poll);
      case EventFd event -> json.count("count", event.count()).count("id", event.id());
      case TimerFd timer ->
          json.count("clock", timer.clock())
              .number("intervalNanos", timer.intervalNanos())
              .number("remainingNanos", timer.remainingNanos());
      case SignalFd signals -> signals(signals.mask());
      case Inotify inotify -> json.count("watches", inotify.watches());
      case Memfd memfd -> json.text("name", memfd.name()).count("bytes", memfd.bytes());
      case PidFd pidfd -> pidfd(pidfd.target());
      case IoUring ring ->
          json.count("submissionEntries", ring.submissionEntries())
              .count("completionEntries", ring.completionEntries());
      case BpfObject bpf -> json.count("id", bpf.id());
      case Other other -> json.textUnlessEmpty("path", other.path());
    }
  }

  private void pipe(Pipe pipe) {
    json.textUnlessEmpty("path", pipe.path());
    json.flag("readEnd", pipe.readEnd()).flag("writeEnd", pipe.writeEnd());
    ProcessJson.holders(json, "otherEnds", pipe.otherEnds());
  }

  private void targets(EventPoll poll) {
    json.beginList("targets");
    for (int target : poll.targets()) {
      json.element(target);
    }
    json.endList();
  }

  /// The numbers of the signals, as a mask of 64 bits is more than a script's number can hold.
  private void signals(long mask) {
    json.beginList("signals");
    for (int bit = 0; bit < Long.SIZE; bit++) {
      if ((mask >>> bit & 1) != 0) {
        json.element(bit + 1);
      }
    }
    json.endList();
  }

  private void pidfd(int target) {
    if (target > 0) {
      json.number("pid", target);
    } else {
      json.flag("reaped", target < 0);
    }
  }

  private void socket(Socket socket) {
    json.begin("socket")
        .text("family", family(socket.family()))
        .text("protocol", socket.protocol())
        .text("state", socket.state().slug());
    if (socket.death() != null) {
      json.text("death", socket.death().slug());
    }
    json.flag("unlisted", socket.unlisted());
    endpoint("local", socket.local());
    endpoint("remote", socket.remote());
    json.count("receiveQueueBytes", socket.receiveQueueBytes());
    json.count("sendQueueBytes", socket.sendQueueBytes());
    TcpActivity activity = socket.activity();
    if (activity != null) {
      json.count("lastSentMillis", activity.lastSentMillis())
          .count("lastReceivedMillis", activity.lastReceivedMillis())
          .count("retransmits", activity.retransmits())
          .count("totalRetransmits", activity.totalRetransmits());
    }
    json.textUnlessEmpty("path", socket.path());
    ProcessJson.holders(json, "peers", socket.peers());
    if (socket.networkNamespace() != 0) {
      json.number("networkNamespace", socket.networkNamespace());
    }
    json.end();
  }

  private void endpoint(String name, @Nullable Endpoint endpoint) {
    if (endpoint != null) {
      json.text(name, endpoint.toString());
    }
  }

  private static String family(SocketFamily family) {
    return switch (family) {
      case UNIX -> "unix";
      case INET -> "inet";
      case INET6 -> "inet6";
      case NETLINK -> "netlink";
      case PACKET -> "packet";
      case VSOCK -> "vsock";
      case OTHER -> "other";
    };
  }
}
