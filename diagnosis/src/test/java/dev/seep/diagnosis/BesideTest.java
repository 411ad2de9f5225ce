package dev.seep.diagnosis;

import static dev.seep.diagnosis.Fate.born;
import static dev.seep.diagnosis.Plot.cpp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Condition;
import dev.seep.evidence.Errno;
import java.util.List;
import org.junit.jupiter.api.Test;

class BesideTest {
  private static final Fate UPSTREAM = born("socket").ago(40).used("write", 9, 1).wrote(9);
  private static final Fate DOWNSTREAM =
      born("accept4").at(9).of("tcp", "10.0.0.5:8080").ago(40).used("write", 9, 0.5);

  private static Plot proxy() {
    return new Plot("tcp", "10.0.0.7:1965", Condition.IDLE)
        .site(7, cpp("Proxy::forward()", "proxy.cc", 83))
        .site(9, cpp("Proxy::accept()", "proxy.cc", 12));
  }

  private static List<String> beside(Plot plot) {
    return plot.finding().remarks().stream().filter(each -> each.startsWith("beside")).toList();
  }

  @Test
  void theOtherSideOfAProxyThatIsClosedInTheSameMomentIsTold() {
    assertThat(beside(proxy().survive(20, UPSTREAM).close(20, DOWNSTREAM, 1.001, 11)))
        .containsExactly(
            "beside it: within 5 ms of the last use the same thread closed a tcp socket to"
                + " 10.0.0.5:8080 (100 % of these)");
  }

  @Test
  void itIsHeldAgainstTheClosedSiblings() {
    Plot plot =
        proxy()
            .survive(20, UPSTREAM)
            .close(20, DOWNSTREAM, 1.001, 11)
            .close(60, UPSTREAM.ago(20), 2, 11);
    assertThat(beside(plot))
        .containsExactly(
            "beside it: within 5 ms of the last use the same thread closed a tcp socket to"
                + " 10.0.0.5:8080 (100 % of these, 0 % of their closed siblings)");
    assertThat(beside(plot.close(60, DOWNSTREAM.ago(20), 1.001, 11))).isEmpty();
  }

  @Test
  void anotherThreadOrAnotherMomentIsNotBesideIt() {
    assertThat(beside(proxy().survive(20, UPSTREAM).close(20, DOWNSTREAM, 1.001, 12))).isEmpty();
    assertThat(beside(proxy().survive(20, UPSTREAM).close(20, DOWNSTREAM, 1.5, 11))).isEmpty();
  }

  @Test
  void aThreadThatClosesSuchThingsAllTheTimeTellsNothing() {
    assertThat(
            beside(
                proxy()
                    .survive(20, UPSTREAM)
                    .close(20, DOWNSTREAM, 1.001, 11)
                    .close(8_000, DOWNSTREAM.ago(50), 1, 11)))
        .isEmpty();
  }

  @Test
  void aRefusalReadJustBeforeIsTold() {
    Fate refused =
        born("socket")
            .at(9)
            .of("tcp", "10.0.0.6:389")
            .ago(39.1)
            .used("connect", -Errno.ECONNREFUSED, 0.099);
    assertThat(beside(proxy().survive(20, UPSTREAM).close(20, refused, 0.5, 11)))
        .containsExactly(
            "beside it: within 5 ms of the last use the same thread saw connect → ECONNREFUSED on a"
                + " tcp socket to 10.0.0.6:389 (100 % of these)");
  }
}
