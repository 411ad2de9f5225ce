package dev.seep.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTreeTest {

  @Test
  void readsWhatIsThere() {
    JsonTree tree =
        JsonTree.parse("{\"a\":\"x\",\"n\":1.5,\"l\":[{\"b\":true},3,\"t\"],\"o\":{\"w\":7}}")
            .orElseThrow();
    assertThat(tree.text("a")).isEqualTo("x");
    assertThat(tree.real("n")).isEqualTo(1.5);
    assertThat(tree.objects("l")).hasSize(1).first().matches(one -> one.flag("b"));
    assertThat(tree.texts("l")).containsExactly("t");
    assertThat(tree.at("o").whole("w")).isEqualTo(7);
    assertThat(tree.texts()).containsExactly(java.util.Map.entry("a", "x"));
  }

  @Test
  void whatIsMissingOrOfAnotherTypeIsNeutral() {
    JsonTree tree = JsonTree.parse("{\"a\":1,\"z\":null}").orElseThrow();
    assertThat(tree.text("a")).isEmpty();
    assertThat(tree.real("b")).isNaN();
    assertThat(tree.whole("z")).isEqualTo(-1);
    assertThat(tree.has("z")).isFalse();
    assertThat(tree.at("b").objects("c")).isEmpty();
  }

  @Test
  void whatIsNoObjectOrIsCutOffIsRefused() {
    for (String damaged :
        new String[] {"", "[]", "{\"a\":", "{} x", "{\"a\":1", "\0", "[".repeat(9000)}) {
      assertThat(JsonTree.parse(damaged)).as(damaged).isEmpty();
    }
    assertThat(JsonTree.parse("{\"a\":".repeat(100) + "1" + "}".repeat(100))).isEmpty();
  }
}
