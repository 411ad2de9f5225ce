package dev.seep.cli.render;

/// How a piece of text is shown, by its SGR parameter (ECMA-48, 8.3.117).
public enum Style {
  PLAIN(""),
  BOLD("1"),
  DIM("2"),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  CYAN("36"),
  ALARM("1;31");

  private final String parameter;

  Style(String parameter) {
    this.parameter = parameter;
  }

  String parameter() {
    return parameter;
  }
}
