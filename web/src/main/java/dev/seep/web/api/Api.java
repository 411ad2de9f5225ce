package dev.seep.web.api;

import dev.seep.evidence.watch.Metric;
import dev.seep.web.MetricsText;
import dev.seep.web.WatchView;
import dev.seep.web.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Every address but the page's own and that of the events.
public final class Api {
  private Api() {}

  /// @param own the server's own figures, added to the watch's
  public static List<Route> routes(WatchView view, Supplier<List<Metric>> own, MetricsText text) {
    Heavy heavy = new Heavy();
    List<Route> routes = new ArrayList<>();
    routes.addAll(new ProcessRoutes(view, heavy).routes());
    routes.addAll(new FindingRoutes(view).routes());
    routes.addAll(new HistoryRoutes(view, heavy).routes());
    routes.addAll(new AlertRoutes(view).routes());
    routes.addAll(new OperationRoutes(view, own, text, heavy).routes());
    return routes;
  }
}
