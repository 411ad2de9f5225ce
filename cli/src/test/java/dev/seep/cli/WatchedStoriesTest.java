package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.seep.casebook.Build;
import dev.seep.casebook.Case;
import dev.seep.casebook.Casebook;
import dev.seep.casebook.Place;
import dev.seep.casebook.RunOptions;
import dev.seep.casebook.RunningCase;
import dev.seep.casebook.Truth;
import dev.seep.contract.JsonTree;
import dev.seep.evidence.Reading;
import dev.seep.score.Stage;
import dev.seep.watch.ChildHunts;
import dev.seep.watch.Daemon;
import dev.seep.watch.config.ConfigFile;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The five stories and their healthy twins under one daemon: each leak is told once, before its
/// limit, by mail and by webhook, with class, place and line; of the twins nothing is told.
class WatchedStoriesTest {
  private static final List<String> STORIES =
      List.of("connector", "timer-cpp", "daemon-c", "canary", "images");

  /// A timer that fires after an hour is no story of one that is held too long any more.
  private static final Map<String, String> CLASSES = Map.of("timer-cpp", "close-wait");

  private static final double LEAKS_A_SECOND = 3;

  /// What a plant holds at its start goes on top.
  private static final int ROOM = 1_800;

  private static final Duration PATIENCE = Duration.ofMinutes(9);

  @TempDir Path folder;

  private final List<JsonTree> hooks = new CopyOnWriteArrayList<>();
  private final List<RunningCase> running = new ArrayList<>();
  private final Map<String, RunningCase> leaking = new HashMap<>();
  private final Map<String, Integer> openWhenTold = new HashMap<>();

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void eachLeakIsToldOnceBeforeItsLimitAndNoTwinIsAccused() throws Exception {
    Assumptions.assumeTrue(Stage.whyNoTracer().isEmpty(), Stage.whyNoTracer());
    GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    mail.start();
    HttpServer hook = hook();
    try {
      plant();
      watch(mail.getSmtp().getPort(), hook.getAddress().getPort());
      judge(mail.getReceivedMessages());
    } finally {
      hook.stop(0);
      mail.stop();
      running.forEach(RunningCase::close);
    }
  }

  private HttpServer hook() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 16);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          JsonTree.parse(new String(body, StandardCharsets.UTF_8)).ifPresent(hooks::add);
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private void plant() throws Exception {
    for (String story : STORIES) {
      Case plant = Casebook.named(story);
      Build build = RunningCase.build(plant);
      Assumptions.assumeTrue(build instanceof Build.Built, story + ": " + build);
      for (boolean leak : List.of(true, false)) {
        RunOptions options =
            new RunOptions(
                leak,
                LEAKS_A_SECOND / plant.descriptorsPerLeak(),
                PATIENCE.plusMinutes(2),
                folder.resolve(story + leak),
                more(story));
        RunningCase one = RunningCase.start(plant, options);
        running.add(one);
        limit(one.huntPid());
        if (leak) {
          leaking.put(story, one);
        }
      }
    }
  }

  /// A timer that fires after an hour: what it holds passes the limit long before.
  private static List<String> more(String story) {
    return story.equals("timer-cpp") ? List.of("--hold", "3600") : List.of();
  }

  private static void limit(long pid) throws Exception {
    Process tool =
        new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--nofile=" + ROOM + ":" + ROOM)
            .inheritIO()
            .start();
    assertThat(tool.waitFor()).as("prlimit").isZero();
  }

  private void watch(int smtp, int hook) throws Exception {
    String yaml =
        """
        listen: 127.0.0.1:0
        hunts: {at_once: 3, cpu_share: 0.5}
        watching:
          include: {commands: [connector, timer, daemon, node, images, MainThread]}
        alerting:
          route: {receiver: all, group_wait: 1s}
          receivers:
            - name: all
              email_configs:
                - {smarthost: "127.0.0.1:%d", from: seep@localhost, to: [ops@localhost], tls: none}
              webhook_configs: [{url: "http://127.0.0.1:%d/"}]
        """
            .formatted(smtp, hook);
    ConfigFile.Result.Loaded loaded =
        switch (ConfigFile.parse(yaml, "test.yaml")) {
          case ConfigFile.Result.Loaded good -> good;
          case ConfigFile.Result.Refused bad -> throw new AssertionError(bad.problems());
          case ConfigFile.Result.Unread(var problem) -> throw new AssertionError(problem.text());
        };
    Daemon.Start start =
        new Daemon.Start(
            loaded.config(),
            Optional.empty(),
            loaded.hash(),
            folder.resolve("history"),
            new ChildHunts(OwnCommand.line()),
            "test",
            line -> System.out.println("watch: " + line));
    Reading<Daemon> started = Daemon.start(start);
    assertThat(started).as("%s", started).isInstanceOf(Reading.Seen.class);
    try (Daemon daemon = ((Reading.Seen<Daemon>) started).value()) {
      Thread runner = Thread.ofPlatform().start(daemon::run);
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < end && !allTold()) {
        Thread.sleep(1_000);
        note();
      }
      // A second message of one cause would come by now.
      Thread.sleep(20_000);
      daemon.stop();
      runner.join();
    }
  }

  /// Class, place and, where it can be known, the line: in the webhook and in the mail.
  private void named(String story, String mails) {
    List<JsonTree> told = toldOf(story).stream().flatMap(hook -> findings(hook).stream()).toList();
    Truth truth = of(story).truths().getFirst();
    String expected = CLASSES.getOrDefault(story, truth.leakClass());
    JsonTree alert =
        told.stream()
            .filter(one -> one.at("fields").text("class").equals(expected))
            .findFirst()
            .orElseThrow(() -> new AssertionError(story + " was not told as " + expected));
    JsonTree fields = alert.at("fields");
    assertThat(fields.text("peer")).as("peer of %s", story).isEqualTo(truth.peer());
    assertThat(fields.text("path")).as("path of %s", story).isEqualTo(truth.path());
    for (Place opener : truth.openedAt()) {
      String file = Path.of(opener.file()).getFileName().toString();
      assertThat(fields.text("opened_by"))
          .as("who opened those of %s", story)
          .contains(opener.function())
          .endsWith(file + ":" + opener.line());
    }
    assertThat(mails).as("mail of %s", story).contains("pid " + of(story).huntPid());
  }

  private boolean allTold() {
    return STORIES.stream().allMatch(story -> !toldOf(story).isEmpty());
  }

  private void note() {
    for (String story : STORIES) {
      if (!toldOf(story).isEmpty()) {
        openWhenTold.computeIfAbsent(story, s -> open(of(s).huntPid()));
      }
    }
  }

  private RunningCase of(String story) {
    return Objects.requireNonNull(leaking.get(story));
  }

  private static int open(long pid) {
    String[] names = Path.of("/proc/" + pid + "/fd").toFile().list();
    return names == null ? -1 : names.length;
  }

  private List<JsonTree> toldOf(String story) {
    RunningCase of = leaking.get(story);
    return of == null ? List.of() : hooks.stream().filter(hook -> isAbout(hook, of)).toList();
  }

  private static boolean isAbout(JsonTree hook, RunningCase of) {
    return findings(hook).stream()
        .anyMatch(one -> one.at("fields").text("process").contains("pid " + of.huntPid()));
  }

  private static List<JsonTree> findings(JsonTree hook) {
    return hook.objects("alerts");
  }

  private void judge(MimeMessage[] mails) {
    for (JsonTree hook : hooks) {
      for (JsonTree alert : findings(hook)) {
        System.out.println("told: " + alert.text("kind") + "\n" + alert.text("text"));
      }
    }
    List<String> texts = new ArrayList<>();
    for (MimeMessage message : mails) {
      texts.add(GreenMailUtil.getWholeMessage(message));
    }
    for (String story : STORIES) {
      assertThat(toldOf(story)).as("messages of %s", story).isNotEmpty();
      assertThat(openWhenTold.get(story)).as("open when %s was told", story).isLessThan(ROOM);
      named(story, String.join("\n", texts));
    }
    assertThat(
            hooks.stream().flatMap(hook -> findings(hook).stream()).map(a -> a.text("dedup_key")))
        .as("one cause is told once")
        .doesNotHaveDuplicates();
    for (RunningCase one : running) {
      if (!leaking.containsValue(one)) {
        assertThat(hooks.stream().filter(hook -> isAbout(hook, one))).as("the twin").isEmpty();
      }
    }
    assertThat(texts).isNotEmpty();
  }
}
