package dev.seep.watch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The schema that editors complete by, the parser, the defaults and the documentation say the
/// same.
final class SchemaTest {
  @TempDir Path folder = Path.of("");

  private static final Path RESOURCE =
      Path.of("src/main/resources/dev/seep/watch/config/watch.schema.json");

  /// Written anew by `-Dseep.write=true`.
  @Test
  void the_schema_that_is_delivered_is_the_one_of_the_parser() throws Exception {
    if (Boolean.getBoolean("seep.write")) {
      Files.writeString(RESOURCE, Descriptions.schema());
    }
    try (InputStream in = ConfigFile.class.getResourceAsStream("watch.schema.json")) {
      assertThat(in).isNotNull();
      assertThat(Files.readString(RESOURCE)).isEqualTo(Descriptions.schema());
    }
  }

  @Test
  void the_parser_takes_exactly_the_keys_of_each_object_of_the_schema() {
    Map<String, Object> schema = map(read(Descriptions.schema()));
    Map<String, Object> definitions = map(schema.get("$defs"));
    Map<String, Set<String>> parser = new LinkedHashMap<>();
    collect(WatchForm.FORM, parser);
    assertThat(map(schema.get("properties")).keySet()).isEqualTo(parser.remove("watch"));
    assertThat(definitions.keySet()).isEqualTo(parser.keySet());
    definitions.forEach((name, definition) -> {
      assertThat(map(map(definition).get("properties")).keySet())
          .as(name)
          .isEqualTo(parser.get(name));
      assertThat(map(definition).get("additionalProperties")).as(name).isEqualTo(false);
    });
  }

  private static void collect(Kind<?> kind, Map<String, Set<String>> into) {
    switch (kind) {
      case Form<?> form -> {
        if (into.put(form.name(), new java.util.LinkedHashSet<>(form.names())) == null) {
          form.keys().forEach(key -> collect(key.kind(), into));
        }
      }
      case Perhaps<?> perhaps -> collect(perhaps.kind(), into);
      case Later<?> later -> collect(later.kind(), into);
      case Listed<?> listed -> collect(listed.kind(), into);
      case Mapped<?> mapped -> collect(mapped.kind(), into);
      default -> {}
    }
  }

  @Test
  void every_form_has_a_name_of_its_own() {
    Map<String, Form<?>> forms = new LinkedHashMap<>();
    unique(WatchForm.FORM, forms);
    assertThat(forms).hasSizeGreaterThan(20);
  }

  private static void unique(Kind<?> kind, Map<String, Form<?>> forms) {
    switch (kind) {
      case Form<?> form -> {
        Form<?> before = forms.put(form.name(), form);
        assertThat(before == null || before.equals(form)).as(form.name()).isTrue();
        if (before == null) {
          form.keys().forEach(key -> unique(key.kind(), forms));
        }
      }
      case Perhaps<?> perhaps -> unique(perhaps.kind(), forms);
      case Later<?> later -> unique(later.kind(), forms);
      case Listed<?> listed -> unique(listed.kind(), forms);
      case Mapped<?> mapped -> unique(mapped.kind(), forms);
      default -> {}
    }
  }

  @Test
  void every_default_of_the_schema_is_what_the_parser_falls_back_to() {
    Map<String, Object> schema = map(read(Descriptions.schema()));
    Map<String, Object> effective = map(read(Descriptions.yaml(WatchConfig.defaults())));
    TreeSet<String> compared = new TreeSet<>();
    compare(schema, map(schema.get("$defs")), effective, "", compared);
    assertThat(compared)
        .contains("listen", "interval", "history.max_bytes", "budget.cpu_share", "hunts.length");
  }

  private static void compare(
      Map<String, Object> object,
      Map<String, Object> definitions,
      Map<String, Object> effective,
      String path,
      Set<String> compared) {
    map(object.get("properties"))
        .forEach((name, property) -> {
          Map<String, Object> described = map(property);
          Object reference = described.get("$ref");
          if (described.containsKey("default")) {
            assertThat(effective).as(path + name).containsEntry(name, described.get("default"));
            compared.add(path + name);
          } else if (reference instanceof String text && effective.containsKey(name)) {
            Map<String, Object> inner = map(definitions.get(text.substring("#/$defs/".length())));
            compare(inner, definitions, map(effective.get(name)), path + name + ".", compared);
          }
        });
  }

  @Test
  void every_key_is_described() {
    Map<String, Object> schema = map(read(Descriptions.schema()));
    map(schema.get("$defs"))
        .forEach((name, definition) ->
            map(map(definition).get("properties"))
                .forEach((key, property) ->
                    assertThat(map(property).get("description"))
                        .as(name + "." + key)
                        .asString()
                        .endsWith(".")));
  }

  @Test
  void every_key_of_the_example_is_in_the_schema_and_every_top_key_in_the_example()
      throws Exception {
    Map<String, Object> schema = map(read(Descriptions.schema()));
    Map<String, Object> example = map(read(Files.readString(Parsed.example(folder))));
    Set<String> missing = new TreeSet<>(map(schema.get("properties")).keySet());
    missing.removeAll(example.keySet());
    assertThat(missing).containsExactly("insecure", "token");
  }

  @Test
  void the_reference_in_the_documentation_is_made_of_the_parsers_own_words() throws Exception {
    Path page = Path.of("../docs/configuration.md");
    String text = Files.readString(page, StandardCharsets.UTF_8);
    String begin = "<!-- reference: made by SchemaTest -->\n";
    int at = text.indexOf(begin) + begin.length();
    String whole = text.substring(0, at) + reference();
    if (Boolean.getBoolean("seep.write")) {
      Files.writeString(page, whole);
    }
    assertThat(Files.readString(page, StandardCharsets.UTF_8)).isEqualTo(whole);
  }

  private static String reference() {
    StringBuilder text = new StringBuilder();
    Map<String, Form<?>> forms = new LinkedHashMap<>();
    unique(WatchForm.FORM, forms);
    for (Form<?> form : forms.values()) {
      text.append("\n### `").append(form.name()).append("`\n\n").append(form.help()).append("\n\n");
      text.append("| Key | Value | Default | |\n|---|---|---|---|\n");
      for (Key<?, ?> key : form.keys()) {
        String fallback =
            key.fallback() == null
                ? "needed"
                : key.plainFallback().map(it -> shown(key, it)).orElse("");
        text.append("| `").append(key.name()).append("` | ").append(sort(key.kind()));
        text.append(" | ").append(fallback).append(" | ");
        text.append(key.help().replace("|", "\\|")).append(" |\n");
      }
    }
    return text.toString();
  }

  private static String shown(Key<?, ?> key, Object fallback) {
    return key.kind() instanceof Form<?> || fallback.equals(List.of()) || fallback.equals(Map.of())
        ? ""
        : "`" + fallback + "`";
  }

  private static String sort(Kind<?> kind) {
    return switch (kind) {
      case Form<?> form -> "[" + form.name() + "](#" + form.name() + ")";
      case Perhaps<?> perhaps -> sort(perhaps.kind());
      case Later<?> later -> sort(later.kind());
      case Listed<?> listed -> "list of " + sort(listed.kind());
      case Mapped<?> mapped -> "name: " + sort(mapped.kind());
      case Numbers.Span _ -> "time";
      case Numbers.Size _ -> "size";
      case Numbers.Whole _, Numbers.Real _ -> "number";
      case OneOf<?> words -> String.join(", ", words.words().keySet());
      default -> kind.equals(Numbers.FLAG) ? "true, false" : "text";
    };
  }

  private static Object read(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) java.util.Objects.requireNonNull(value);
  }
}
