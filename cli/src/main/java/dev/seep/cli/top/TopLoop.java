package dev.seep.cli.top;

import dev.seep.cli.top.ProcessPage.HuntView;
import dev.seep.evidence.Blind;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.WatchedProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Runs `seep top` on a terminal: one thread draws and decides; others wait for keys and for the
/// source, and hand over what they got.
public final class TopLoop {
  /// What the drawing thread waits for.
  private sealed interface Event {}

  private record Pressed(Key key) implements Event {}

  private record Looked(TopLook look) implements Event {}

  private record Held(ProcessFacts process, Reading<TopSource.Holding> holding) implements Event {}

  private record Hunted(int pid, HuntView view) implements Event {}

  private record Resized() implements Event {}

  private record Resumed() implements Event {}

  private record Ended() implements Event {}

  private final TopSource source;
  private final TopScreen screens;
  private final TopState state;
  private final InstantSource clock;
  private final Duration interval;
  private final Runnable stop;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>(1000);
  private final LinkedBlockingQueue<Boolean> lookNow = new LinkedBlockingQueue<>(1);
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicBoolean hunting = new AtomicBoolean();
  private volatile @Nullable ProcessFacts opened;
  private volatile boolean paused;
  private volatile boolean ending;
  private @Nullable Blind trouble;
  private @Nullable Reading<TopSource.Holding> holding;
  private @Nullable HuntView hunt;
  private int huntOf;

  /// @param stop stops this process until SIGCONT, as Ctrl-Z does
  public TopLoop(
      TopSource source,
      TopScreen screens,
      SortKey sort,
      String filter,
      String user,
      InstantSource clock,
      Duration interval,
      Runnable stop) {
    this.source = source;
    this.screens = screens;
    this.state = new TopState(sort, filter, user);
    this.clock = clock;
    this.interval = interval;
    this.stop = stop;
  }

  /// The window has another size (`WINCH`), or the process goes on after a stop (`CONT`).
  public void signal(String name) {
    events.offer(name.equals("CONT") ? new Resumed() : new Resized());
  }

  /// Comes to an end soon, from any thread.
  public void end() {
    ending = true;
    events.offer(new Ended());
  }

  /// Until the user quits.
  ///
  /// @param out writes to the terminal at once
  /// @return why there is no screen; null when there was one
  public @Nullable Blind run(java.util.function.Consumer<String> out) {
    return switch (FullScreen.open(out)) {
      case Reading.Unseen<FullScreen>(Blind blind) -> blind;
      case Reading.Seen<FullScreen>(FullScreen screen) -> {
        try (screen) {
          Thread.ofPlatform().daemon().name("keys").start(() -> readKeys(FullScreen.keys()));
          Thread.ofPlatform().daemon().name("looks").start(this::lookOnAndOn);
          drawOnAndOn(screen);
        } catch (IllegalStateException e) {
          // A signal ends this process, and JLine has closed the terminal before it was told.
          if (!ending) {
            throw e;
          }
        } finally {
          over.set(true);
          lookNow.offer(true);
        }
        yield null;
      }
    };
  }

  private void drawOnAndOn(FullScreen screen) {
    draw(screen);
    while (true) {
      Event event;
      try {
        event = events.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      if (!handle(event, screen)) {
        return;
      }
      // Keys that are held down come faster than frames are needed.
      if (events.isEmpty()) {
        draw(screen);
      }
    }
  }

  /// @return whether it goes on
  private boolean handle(Event event, FullScreen screen) {
    switch (event) {
      case Pressed(Key key) -> {
        return obey(state.press(key), screen);
      }
      case Looked(TopLook look) -> {
        trouble = look.trouble();
        state.take(look);
      }
      case Held(ProcessFacts process, Reading<TopSource.Holding> seen) -> {
        if (process.equals(opened)) {
          holding = seen;
        }
      }
      case Hunted(int pid, HuntView view) -> {
        hunt = view;
        huntOf = pid;
      }
      case Resized _ -> screen.forget();
      case Resumed _ -> screen.enter();
      case Ended _ -> {
        return false;
      }
    }
    return true;
  }

  private boolean obey(TopState.Wish wish, FullScreen screen) {
    switch (wish) {
      case QUIT -> {
        return false;
      }
      case SUSPEND -> {
        screen.leave();
        stop.run();
        screen.enter();
      }
      case REDRAW -> screen.forget();
      case OPEN -> {
        holding = null;
        opened = state.chosen().map(WatchedProcess::process).orElse(null);
        lookNow.offer(true);
      }
      case CLOSE -> opened = null;
      case HUNT -> state.chosen().ifPresent(row -> beginHunt(row.process()));
      case LOOK_NOW, NOTHING -> {}
    }
    paused = state.paused();
    if (wish == TopState.Wish.LOOK_NOW) {
      lookNow.offer(true);
    }
    return true;
  }

  private void draw(FullScreen screen) {
    int columns = screen.columns();
    TopNotes notes = new TopNotes(source.name(), trouble);
    screen.paint(screens.frame(state, notes, page(columns), columns, screen.rows()));
  }

  private List<String> page(int columns) {
    WatchedProcess row = state.chosen().orElse(null);
    if (state.view() != TopState.View.PROCESS || row == null) {
      return List.of();
    }
    List<TopFinding> findings = new ArrayList<>();
    state
        .look()
        .ifPresent(look -> {
          for (TopFinding finding : look.findings()) {
            if (finding.pid() == row.process().pid()) {
              findings.add(finding);
            }
          }
        });
    HuntView shown = huntOf == row.process().pid() ? hunt : null;
    return new ProcessPage(screens.canvas(columns)).lines(row, findings, holding, shown);
  }

  private void readKeys(KeyReader keys) {
    try {
      while (!over.get()) {
        Key key = keys.next();
        events.put(new Pressed(key));
        if (key.kind() == Key.Kind.INTERRUPT) {
          return;
        }
      }
    } catch (IOException e) {
      end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A look every interval, and at once when it is asked for; a look that takes long delays the
  /// next, so that Seep never takes more than half of its thread.
  private void lookOnAndOn() {
    try {
      while (!over.get()) {
        long begun = System.nanoTime();
        if (!paused) {
          events.put(new Looked(looked()));
        }
        ProcessFacts process = opened;
        if (process != null) {
          events.put(new Held(process, held(process)));
        }
        long tookMillis = (System.nanoTime() - begun) / 1_000_000;
        long wait = Math.max(interval.toMillis() - tookMillis, Math.min(tookMillis, 10_000));
        lookNow.poll(wait, java.util.concurrent.TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private TopLook looked() {
    try {
      return source.look();
    } catch (RuntimeException e) {
      return TopLook.unseen(clock.instant(), unforeseen("the machine", e));
    }
  }

  private Reading<TopSource.Holding> held(ProcessFacts process) {
    try {
      return source.holding(process);
    } catch (RuntimeException e) {
      return new Reading.Unseen<>(unforeseen("the process", e));
    }
  }

  private static Blind unforeseen(String what, RuntimeException e) {
    String message = e.getMessage();
    return new Blind(what, message == null ? e.getClass().getSimpleName() : message, "");
  }

  /// One at a time.
  private void beginHunt(ProcessFacts process) {
    if (!hunting.compareAndSet(false, true)) {
      return;
    }
    int pid = process.pid();
    hunt = new HuntView(null, null);
    huntOf = pid;
    Thread.ofPlatform()
        .daemon()
        .name("hunt")
        .start(() -> {
          Reading<HuntEnd> end;
          try {
            end =
                source.hunt(
                    process,
                    step -> events.offer(new Hunted(pid, new HuntView(step, null))),
                    over::get);
          } catch (RuntimeException e) {
            end = new Reading.Unseen<>(unforeseen("the hunt", e));
          } finally {
            hunting.set(false);
          }
          events.offer(new Hunted(pid, new HuntView(null, end)));
        });
  }
}
