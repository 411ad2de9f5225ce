package dev.seep.cli;

import dev.seep.cli.render.Canvas;
import dev.seep.evidence.Blind;
import dev.seep.evidence.HuntReport;
import dev.seep.hunt.HuntOptions;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// One run of the command with a fake eye.
final class CliRun {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Terminal terminal = new Terminal(false, false, Canvas.UNLIMITED, true, true);
  private FakeEye eye = new FakeEye();
  private HuntReport report = Reports.leak();
  private final List<HuntOptions> hunts = new ArrayList<>();
  private @Nullable Blind refusal;
  private int code = -1;

  CliRun on(Terminal other) {
    terminal = other;
    return this;
  }

  CliRun columns(int columns) {
    return on(new Terminal(true, false, columns, true, false));
  }

  CliRun coloured() {
    return on(new Terminal(true, false, 100, true, true));
  }

  CliRun ascii() {
    return on(new Terminal(true, false, 100, false, false));
  }

  CliRun seeing(FakeEye other) {
    eye = other;
    return this;
  }

  /// The eye cannot be opened.
  CliRun refusing(Blind blind) {
    refusal = blind;
    return this;
  }

  CliRun reporting(HuntReport other) {
    report = other;
    return this;
  }

  CliRun run(String... args) {
    Wiring wiring =
        new Wiring(
            (root, source) -> {
              if (refusal != null) {
                throw new UnseenException(refusal);
              }
              return eye;
            },
            it ->
                (target, options, progress) -> {
                  hunts.add(options);
                  progress.began();
                  progress.at(12, (double) options.length().toSeconds(), 6, 800, "");
                  return report;
                });
    Session session =
        Session.of(out, err, terminal, Clock.fixed(Evidence.NOW, ZoneOffset.UTC), wiring);
    code = Main.run(args, session);
    return this;
  }

  int code() {
    return code;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  List<HuntOptions> hunts() {
    return hunts;
  }

  JsonNode json() {
    return new ObjectMapper().readTree(out());
  }
}
