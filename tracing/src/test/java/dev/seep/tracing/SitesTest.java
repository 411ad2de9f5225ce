package dev.seep.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Frame;
import dev.seep.kernel.stacks.Unwound;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SitesTest {
  private final Sites sites = new Sites();

  @Test
  void stacksThatDifferInNamedFramesAreTwoSites() {
    assertThat(site("open", "load", "main")).isNotEqualTo(site("open", "save", "main"));
    assertThat(site("open", "load", "main")).isEqualTo(site("open", "load", "main"));
  }

  @Test
  void whatIsCompiledAnewWhileItRunsStaysOneSite() {
    int interpreted = site("Java_open0", "0x7f01", "0x7f02", "0x7f03", "JavaCalls::call_helper");
    assertThat(site("Java_open0", "0x7faa", "JavaCalls::call_helper")).isEqualTo(interpreted);
    assertThat(sites.all().values())
        .as("the frames stay as they were first seen")
        .singleElement()
        .satisfies(each -> assertThat(each.frames()).hasSize(5));
  }

  @Test
  void namesAroundCodeWithoutNamesTellSitesApart() {
    int opened = site("Java_open0", "0x7f01", "JavaCalls::call_helper");
    assertThat(site("Java_accept0", "0x7f01", "JavaCalls::call_helper")).isNotEqualTo(opened);
    assertThat(site("Java_open0", "JavaCalls::call_helper")).isNotEqualTo(opened);
    assertThat(site("Java_open0", "0x7f01", "GC", "0x7f02", "JavaCalls::call_helper"))
        .isNotEqualTo(opened);
  }

  @Test
  void anAddressInAFileTellsSitesApart() {
    Frame one = new Frame("stripped+0x10", "", 0, "stripped", "");
    Frame other = new Frame("stripped+0x20", "", 0, "stripped", "");
    assertThat(sites.idOf(new Unwound(List.of(one), true, "")))
        .isNotEqualTo(sites.idOf(new Unwound(List.of(other), true, "")));
  }

  private int site(String... functions) {
    List<Frame> frames =
        Stream.of(functions)
            .map(each -> new Frame(each, "", 0, each.startsWith("0x") ? "" : "libjvm.so", ""))
            .toList();
    return sites.idOf(new Unwound(frames, true, ""));
  }
}
