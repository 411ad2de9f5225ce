package dev.seep.cli;

import dev.seep.cli.data.JudgeJson;
import dev.seep.cli.judge.BadRowException;
import dev.seep.cli.judge.Judge;
import dev.seep.cli.judge.JudgeLines;
import dev.seep.cli.judge.Judgement;
import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.Figures;
import dev.seep.detector.watch.Change;
import dev.seep.evidence.Blind;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "judge",
    modelTransformer = ReplayCommand.WithoutEye.class,
    description = "Judge recorded counts or lifetimes: which group leaks, since when, how fast?",
    footer = {
      "",
      "FILE is CSV, sorted by time, in one of two forms; a heading may be there:",
      "  seconds,event,descriptor,group,tier  of what has an identity",
      "  seconds,group,value[,tier]           levels: memory in bytes, counts",
      "The event is open or close; ops, where the descriptor is the number of",
      "short-lived operations since the group's last such row; or restart, where",
      "the group is the executable. A group is one kind of resource, such as",
      "connections to one peer. Its tier is definite (a state that nothing healthy",
      "stays in), client, server, file or memory.",
      "",
      "Exit codes: 0 healthy, 1 suspect, 2 leak, 3 cannot tell, 64 usage,",
      "77 not permitted.",
      "",
      "Examples:",
      "  seep judge events.csv --limit 1024  when does each group begin to leak?",
      "  seep judge memory.csv --json        for a script",
      "  zcat events.csv.gz | seep judge -   from standard input"
    })
final class JudgeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The recording; - for standard input.")
  String file = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many descriptors the process may have, to say when they run out.")
  @Nullable Long limit;

  @Mixin CommonOptions common = new CommonOptions();

  private final Session session;

  JudgeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (limit != null && limit <= 0) {
      session.say("--limit must be 1 or more, not " + limit);
      return ExitCode.USAGE;
    }
    String name = file.equals("-") ? "standard input" : file;
    try (InputStream from = open();
        Telling telling = new Telling()) {
      OptionalLong most = limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
      Judgement judgement = Judge.judge(from, name, most, telling);
      telling.wipe();
      return show(judgement);
    } catch (BadRowException e) {
      String where = name + " line " + e.line();
      return unseen(new Blind(where, String.valueOf(e.getMessage()), e.mend()));
    } catch (NoSuchFileException e) {
      return unseen(new Blind(name, "there is no such file", "give the path of a recording"));
    } catch (AccessDeniedException e) {
      return unseen(new Blind(name, "permission denied", "read it as a user who may"));
    } catch (IOException e) {
      return unseen(new Blind(name, String.valueOf(e.getMessage()), ""));
    }
  }

  private InputStream open() throws IOException {
    return file.equals("-")
        ? new FileInputStream(FileDescriptor.in)
        : Files.newInputStream(Path.of(file));
  }

  private int unseen(Blind blind) {
    return common.unseen(
        session, blind, json -> json.beginList("groups").endList().text("verdict", "unknown"));
  }

  private int show(Judgement judgement) {
    if (common.json) {
      CommonOptions.printJson(session, json -> JudgeJson.write(json, judgement));
    } else {
      Canvas canvas = common.canvas(session);
      JudgeLines.summary(canvas, judgement);
      CommonOptions.print(session, canvas);
      judgement.blind().forEach(session::say);
    }
    return judgement.isTooShort()
        ? ExitCode.CANNOT_TELL
        : switch (judgement.worst()) {
          case HEALTHY -> ExitCode.HEALTHY;
          case GROWING -> ExitCode.SUSPECT;
          case LEAK -> ExitCode.LEAK;
        };
  }

  /// Prints each change when it is known, and how far it is on a terminal.
  private final class Telling implements Judge.Listener, AutoCloseable {
    private boolean drawn;

    @Override
    public void changed(Change change, double sinceBegin) {
      if (common.json) {
        return;
      }
      wipe();
      Canvas canvas = common.canvas(session);
      JudgeLines.change(canvas, change, sinceBegin);
      CommonOptions.print(session, canvas);
    }

    @Override
    public void at(long rows, double spanSeconds, long bytes) {
      if (session.terminal().errIsTerminal()) {
        String dot = session.terminal().unicode() ? " · " : " - ";
        session
            .err()
            .text(
                "\r\033[K"
                    + Figures.grouped(rows)
                    + " rows"
                    + dot
                    + Figures.span(spanSeconds)
                    + dot
                    + Figures.bytes(bytes));
        drawn = true;
      }
    }

    @Override
    public void close() {
      wipe();
    }

    private void wipe() {
      if (drawn) {
        session.err().text("\r\033[K");
        drawn = false;
      }
    }
  }
}
