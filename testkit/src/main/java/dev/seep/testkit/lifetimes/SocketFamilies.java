package dev.seep.testkit.lifetimes;

import static dev.seep.testkit.lifetimes.LifetimeFamily.healthy;
import static dev.seep.testkit.lifetimes.LifetimeTier.CLIENT;
import static dev.seep.testkit.lifetimes.LifetimeTier.DEFINITE;
import static dev.seep.testkit.lifetimes.LifetimeTier.SERVER;

import java.util.List;

/// Healthy: sockets that stay for hours, or look worse than they are.
final class SocketFamilies {
  private static final double MINUTE = 60;
  private static final double HOUR = 3_600;
  private static final double DAY = 86_400;

  private SocketFamilies() {}

  static List<LifetimeFamily> all() {
    return List.of(
        officeHours(), reconnectStorm(), coldStart(), collectedStreams(), transientCloseWait());
  }

  /// 50–1,500 people, of whom each opens a WebSocket between 7 and 11 on working days, and closes
  /// it 5–10 hours later; some forget to, and close it on the next day.
  static LifetimeFamily officeHours() {
    return healthy(
        "office-hours-websockets",
        SERVER,
        9,
        "WebSockets of people who come in the morning and leave in the evening",
        (stage, draws) -> {
          int people = (int) draws.logUniform(50, 1_500);
          double forgetful = draws.uniform(0, 0.05);
          double starts = draws.uniform(0, DAY);
          Traffic.operations(stage, draws, draws.logUniform(0.5, 10), Load.even());
          for (int day = -1; day <= 9; day++) {
            if (Math.floorMod(day, 7) >= 5) {
              continue;
            }
            for (int person = 0; person < people; person++) {
              double comes = day * DAY + starts + (9 + 0.8 * draws.gaussian()) * HOUR;
              double stays = (8 + 1.2 * draws.gaussian()) * HOUR;
              stage.live(comes, stays + (draws.chance(forgetful) ? 15 * HOUR : 0));
            }
          }
        });
  }

  /// 200–4,000 clients that hold a WebSocket for 4–24 hours on average and come back within a
  /// minute. Once or twice all are cut off at once, and return within one to ten minutes.
  static LifetimeFamily reconnectStorm() {
    return healthy(
        "reconnect-storm",
        SERVER,
        7,
        "long-lived WebSockets that all reconnect at once",
        (stage, draws) -> {
          double life = draws.logUniform(4 * HOUR, 24 * HOUR);
          double returns = draws.logUniform(60, 600);
          double storm = draws.uniform(0.2, 5) * DAY;
          double second = draws.chance(0.5) ? storm + draws.uniform(0.2, 2) * DAY : 100 * DAY;
          int clients = (int) draws.logUniform(200, 4_000);
          for (int client = 0; client < clients; client++) {
            double at = draws.exponential(MINUTE);
            while (at < stage.seconds()) {
              double cut = at < storm ? storm : at < second ? second : 100 * DAY;
              double stays = Math.min(draws.exponential(life), cut - at);
              stage.live(at, stays);
              at += stays + draws.exponential(at + stays == cut ? returns : MINUTE);
            }
          }
        });
  }

  /// A service that begins empty. Either a fleet of 200–3,000 devices finds it within minutes to an
  /// hour and holds on for 4–24 hours at a time, or users arrive at their own pace and stay for one
  /// to eight hours on average.
  static LifetimeFamily coldStart() {
    return healthy(
        "cold-start-websockets",
        SERVER,
        7,
        "long-lived WebSockets from an empty start",
        (stage, draws) -> {
          Traffic.operations(stage, draws, draws.logUniform(0.5, 10), Load.even());
          if (draws.chance(0.5)) {
            fleet(stage, draws, draws.logUniform(5 * MINUTE, HOUR));
          } else {
            double life = draws.logUniform(HOUR, 8 * HOUR);
            Load load = Load.daily(draws.uniform(0, 0.7), draws.uniform(0, 24));
            double perSecond = draws.logUniform(0.005, 0.1);
            Traffic.sessions(stage, draws, perSecond, load, each -> each.exponential(life));
          }
        });
  }

  private static void fleet(Stage stage, Draws draws, double findsWithin) {
    double life = draws.logUniform(4 * HOUR, 24 * HOUR);
    int devices = (int) draws.logUniform(200, 3_000);
    for (int device = 0; device < devices; device++) {
      double at = draws.exponential(findsWithin);
      while (at < stage.seconds()) {
        double stays = draws.exponential(life);
        stage.live(at, stays);
        at += stays + draws.exponential(MINUTE);
      }
    }
  }

  /// Streams that nobody closes, 0.2–6 a minute: the collector does, at its next old collection,
  /// every 0.5–4 hours on average under the load, and later at night. (Before its first collection
  /// nothing tells such a program from one that leaks.)
  static LifetimeFamily collectedStreams() {
    return healthy(
        "collected-streams",
        CLIENT,
        7,
        "streams that are closed by the collector alone",
        (stage, draws) -> {
          Load load = Load.daily(draws.uniform(0, 0.7), draws.uniform(0, 24));
          Traffic.operations(stage, draws, draws.logUniform(1, 20), load);
          CollectorRuns collections =
              new CollectorRuns(stage, draws, draws.logUniform(HOUR / 2, 4 * HOUR), load);
          double perSecond = draws.logUniform(0.2, 6) / 60;
          Traffic.arrivals(
              stage, draws, perSecond, load, at -> stage.live(at, collections.after(at) - at));
        });
  }

  /// Peers close first, 0.5–20 a minute, and the application notices within seconds or some
  /// minutes. One to four times a day its workers hang for 3–14 minutes, and what has closed
  /// meanwhile waits.
  static LifetimeFamily transientCloseWait() {
    return healthy(
        "transient-close-wait",
        DEFINITE,
        6,
        "CLOSE_WAIT for seconds or minutes, more while workers hang",
        (stage, draws) -> {
          Load load = Load.daily(draws.uniform(0, 0.8), draws.uniform(0, 24));
          double notices = draws.logUniform(5, 3 * MINUTE);
          double hangs = draws.logUniform(DAY / 4, DAY);
          double[] hang = {draws.exponential(hangs), 0};
          hang[1] = hang[0] + draws.uniform(3, 14) * MINUTE;
          double perSecond = draws.logUniform(0.5, 20) / 60;
          Traffic.arrivals(
              stage,
              draws,
              perSecond,
              load,
              at -> {
                if (at > hang[1]) {
                  hang[0] = hang[1] + draws.exponential(hangs);
                  hang[1] = hang[0] + draws.uniform(3, 14) * MINUTE;
                }
                double waits = at >= hang[0] ? hang[1] - at : 0;
                stage.live(at, Math.max(0, waits) + draws.exponential(notices));
              });
        });
  }
}
