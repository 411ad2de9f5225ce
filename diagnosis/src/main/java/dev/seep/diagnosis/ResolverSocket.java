package dev.seep.diagnosis;

import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;

/// A datagram socket for each request, as careless resolvers make them.
final class ResolverSocket implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.RESOLVER_SOCKET;
  }

  @Override
  public boolean matches(Dossier dossier) {
    return Kinds.isIn(dossier.assessment(), Condition.DATAGRAM)
        && (Kinds.is(dossier.assessment(), "udp") || Kinds.is(dossier.assessment(), "tcp"));
  }

  @Override
  public String what(Dossier dossier) {
    return dossier.placeText().endsWith(":53")
        ? "sockets to the name server, one for each lookup"
        : "datagram sockets";
  }

  @Override
  public String sign(Dossier dossier) {
    return "each is a datagram socket of its own, and no datagram passes any more";
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "res_nclose() what res_ninit() opened (ares_destroy() in c-ares), or share "
              + "one resolver state; close(fd) after a query of your own";
      case CPP ->
          "one boost::asio::ip::udp::resolver or c-ares channel for the process instead "
              + "of one for each request; own each UDP socket by RAII";
      case RUST ->
          "share one resolver (hickory's TokioResolver is cheap to clone) and drop each UdpSocket "
              + "after its answer; bound the wait for it by tokio::time::timeout";
      case GO ->
          "share one net.Resolver or dns.Client; defer conn.Close() after net.DialUDP "
              + "and net.ListenUDP, and conn.SetReadDeadline so that a lost answer ends the "
              + "wait";
      case JAVA ->
          "share one DnsNameResolver (Netty) or InetAddress lookup; DatagramSocket and "
              + "DatagramChannel by try-with-resources, with setSoTimeout()";
      case NODE ->
          "one dns.Resolver for the process; socket.close() each dgram socket in its "
              + "answer, its \"error\" and its timeout";
      case PYTHON ->
          "one dns.resolver.Resolver for the process; with socket.socket(AF_INET, "
              + "SOCK_DGRAM) as s: and s.settimeout(…); transport.close() in asyncio";
      case ANY ->
          "share one resolver or client instead of making one for each request, or "
              + "close it after use";
    };
  }
}
