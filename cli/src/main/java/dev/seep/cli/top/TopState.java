package dev.seep.cli.top;

import dev.seep.evidence.watch.WatchedProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is on the screen of `seep top` beside the figures: the order, the filter, the row that is
/// chosen, and which of the views is open. Keys change it; it knows no terminal and no clock.
final class TopState {
  /// What is open.
  enum View {
    TABLE,
    /// The table, while a filter is typed.
    FILTER,
    PROCESS,
    HELP
  }

  /// What a key asks of the loop.
  enum Wish {
    NOTHING,
    QUIT,
    SUSPEND,
    REDRAW,
    /// Look into the process that is chosen.
    OPEN,
    CLOSE,
    HUNT,
    LOOK_NOW
  }

  private static final int NO_MOVE = Integer.MIN_VALUE;

  private final String user;
  private View view = View.TABLE;
  private View beforeHelp = View.TABLE;
  private SortKey sort;
  private boolean reversed;
  private String filter;
  private String filterBefore = "";
  private boolean paused;
  private @Nullable TopLook look;
  private List<WatchedProcess> rows = List.of();
  private @Nullable WatchedProcess chosen;
  private int top;
  private int page = 10;
  private int scroll;

  /// @param user only processes of this user, by name or number; empty for all
  TopState(SortKey sort, String filter, String user) {
    this.sort = sort;
    this.filter = filter;
    this.user = user;
  }

  /// Takes a new look; one that saw nothing leaves what is there.
  void take(TopLook newer) {
    if (newer.trouble() == null || look == null || !newer.processes().isEmpty()) {
      look = newer;
    }
    arrange();
  }

  private void arrange() {
    if (look == null) {
      return;
    }
    String wanted = filter.toLowerCase(Locale.ROOT);
    List<WatchedProcess> all = new ArrayList<>(look.processes().size());
    for (WatchedProcess row : look.processes()) {
      if (isOfUser(row) && TopNames.matches(row, wanted)) {
        all.add(row);
      }
    }
    all.sort(sort.order(reversed));
    rows = List.copyOf(all);
    keepChosen();
  }

  /// The choice stays with its process; when that is gone, with its place.
  private void keepChosen() {
    WatchedProcess before = chosen;
    if (before != null) {
      for (WatchedProcess row : rows) {
        if (isSame(row, before)) {
          chosen = row;
          return;
        }
      }
      if (view != View.PROCESS) {
        chosen = null;
      }
    }
  }

  private static boolean isSame(WatchedProcess a, WatchedProcess b) {
    return a.process().pid() == b.process().pid()
        && a.process().startedAt().equals(b.process().startedAt());
  }

  private boolean isOfUser(WatchedProcess row) {
    return user.isEmpty()
        || row.user().equals(user)
        || Integer.toString(row.process().uid()).equals(user);
  }

  View view() {
    return view;
  }

  SortKey sort() {
    return sort;
  }

  boolean reversed() {
    return reversed;
  }

  String filter() {
    return filter;
  }

  boolean paused() {
    return paused;
  }

  Optional<TopLook> look() {
    return Optional.ofNullable(look);
  }

  List<WatchedProcess> rows() {
    return rows;
  }

  /// The process whose view is open, or whose row is chosen; the first row until a key chose one.
  Optional<WatchedProcess> chosen() {
    return chosen != null || rows.isEmpty()
        ? Optional.ofNullable(chosen)
        : Optional.of(rows.getFirst());
  }

  /// The place of the chosen row.
  int place() {
    WatchedProcess now = chosen;
    return now == null ? 0 : Math.max(0, rows.indexOf(now));
  }

  /// The first row to show, when so many can be shown.
  int firstOf(int room) {
    page = Math.max(1, room);
    int place = place();
    if (place < top) {
      top = place;
    } else if (place >= top + page) {
      top = place - page + 1;
    }
    top = Math.clamp(top, 0, Math.max(0, rows.size() - page));
    return top;
  }

  /// The first line of a long view to show, when it has so many and so many can be shown.
  int firstLine(int lines, int room) {
    page = Math.max(1, room);
    scroll = Math.clamp(scroll, 0, Math.max(0, lines - page));
    return scroll;
  }

  Wish press(Key key) {
    return switch (key.kind()) {
      case INTERRUPT -> Wish.QUIT;
      case SUSPEND -> Wish.SUSPEND;
      case REDRAW -> Wish.REDRAW;
      case CHARACTER,
          ENTER,
          ESCAPE,
          BACKSPACE,
          UP,
          DOWN,
          PAGE_UP,
          PAGE_DOWN,
          HOME,
          END,
          ERASE_LINE,
          OTHER ->
          switch (view) {
            case TABLE -> inTable(key);
            case FILTER -> inFilter(key);
            case PROCESS -> inProcess(key);
            case HELP -> inHelp(key);
          };
    };
  }

  private Wish inTable(Key key) {
    if (key.kind() == Key.Kind.ENTER) {
      chosen = chosen().orElse(null);
      if (chosen == null) {
        return Wish.NOTHING;
      }
      view = View.PROCESS;
      scroll = 0;
      return Wish.OPEN;
    }
    if (key.kind() == Key.Kind.ESCAPE) {
      if (filter.isEmpty()) {
        return Wish.QUIT;
      }
      setFilter("");
      return Wish.NOTHING;
    }
    if (key.is('/')) {
      filterBefore = filter;
      view = View.FILTER;
      return Wish.NOTHING;
    }
    return move(key) ? Wish.NOTHING : common(key);
  }

  private boolean move(Key key) {
    int place = place();
    int to =
        switch (key.kind()) {
          case UP -> place - 1;
          case DOWN -> place + 1;
          case PAGE_UP -> place - page;
          case PAGE_DOWN -> place + page;
          case HOME -> 0;
          case END -> rows.size() - 1;
          case CHARACTER -> key.is('k') ? place - 1 : key.is('j') ? place + 1 : NO_MOVE;
          case ENTER, ESCAPE, BACKSPACE, INTERRUPT, SUSPEND, REDRAW, ERASE_LINE, OTHER -> NO_MOVE;
        };
    if (to == NO_MOVE || rows.isEmpty()) {
      return false;
    }
    chosen = rows.get(Math.clamp(to, 0, rows.size() - 1));
    return true;
  }

  private Wish common(Key key) {
    if (key.is('q')) {
      return Wish.QUIT;
    }
    if (key.is('?')) {
      beforeHelp = view;
      view = View.HELP;
      scroll = 0;
    } else if (key.is(' ')) {
      paused = !paused;
      return paused ? Wish.NOTHING : Wish.LOOK_NOW;
    } else if (key.is('r')) {
      reversed = !reversed;
      arrange();
    } else {
      SortKey.ofLetter(key.character()).ifPresent(this::sortBy);
    }
    return Wish.NOTHING;
  }

  private void sortBy(SortKey other) {
    reversed = sort == other && !reversed;
    sort = other;
    arrange();
  }

  private Wish inFilter(Key key) {
    switch (key.kind()) {
      case ENTER -> view = View.TABLE;
      case ESCAPE -> {
        setFilter(filterBefore);
        view = View.TABLE;
      }
      case BACKSPACE -> {
        if (!filter.isEmpty()) {
          setFilter(filter.substring(0, filter.offsetByCodePoints(filter.length(), -1)));
        }
      }
      case ERASE_LINE -> setFilter("");
      case CHARACTER -> setFilter(filter + Character.toString(key.character()));
      case UP, DOWN, PAGE_UP, PAGE_DOWN, HOME, END -> move(key);
      case INTERRUPT, SUSPEND, REDRAW, OTHER -> {}
    }
    return Wish.NOTHING;
  }

  private void setFilter(String text) {
    filter = text;
    chosen = null;
    top = 0;
    arrange();
  }

  private Wish inProcess(Key key) {
    if (key.kind() == Key.Kind.ESCAPE || key.kind() == Key.Kind.BACKSPACE) {
      view = View.TABLE;
      arrange();
      return Wish.CLOSE;
    }
    if (key.is('h')) {
      return Wish.HUNT;
    }
    if (key.is('q') || key.is('?') || key.is(' ')) {
      return common(key);
    }
    scrollBy(key);
    return Wish.NOTHING;
  }

  private void scrollBy(Key key) {
    scroll +=
        switch (key.kind()) {
          case UP -> -1;
          case DOWN -> 1;
          case PAGE_UP -> -page;
          case PAGE_DOWN -> page;
          case HOME -> -scroll;
          case END -> 1_000_000;
          case CHARACTER -> key.is('k') ? -1 : key.is('j') ? 1 : 0;
          case ENTER, ESCAPE, BACKSPACE, INTERRUPT, SUSPEND, REDRAW, ERASE_LINE, OTHER -> 0;
        };
    scroll = Math.max(0, scroll);
  }

  private Wish inHelp(Key key) {
    if (key.is('q')) {
      return Wish.QUIT;
    }
    boolean moves =
        switch (key.kind()) {
          case UP, DOWN, PAGE_UP, PAGE_DOWN, HOME, END -> true;
          case CHARACTER -> key.is('j') || key.is('k');
          case ENTER, ESCAPE, BACKSPACE, INTERRUPT, SUSPEND, REDRAW, ERASE_LINE, OTHER -> false;
        };
    if (moves) {
      scrollBy(key);
    } else {
      view = beforeHelp;
      scroll = 0;
    }
    return Wish.NOTHING;
  }
}
