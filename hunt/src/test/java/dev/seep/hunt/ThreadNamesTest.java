package dev.seep.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ThreadNamesTest {
  private final ThreadNames names = new ThreadNames();

  @Test
  void theThreadsOfAPoolAreOneFamily() {
    assertThat(families("worker-1", "worker-17")).containsOnly("worker-*");
  }

  @Test
  void namesThatTheKernelCutAreOfTheFamilyThatBeginsLikeThem() {
    assertThat(families("pool-1-thread-1", "pool-12-thread-", "pool-123-thread", "pool-1234-threa"))
        .containsOnly("pool-*-thread-*");
  }

  @Test
  void ofNamesThatAreAllCutTheLongestFamilyIsMeant() {
    assertThat(families("pool-12-thread-", "pool-123-thread")).containsOnly("pool-*-thread-");
  }

  @Test
  void aNameThatIsNotCutIsOfNoOtherFamily() {
    assertThat(families("worker", "worker-io-7")).containsExactly("worker", "worker-io-*");
  }

  @Test
  void aCutNameThatMayBeOfTwoFamiliesStaysByItself() {
    assertThat(families("http-nio-1-exec", "http-nio-1-expi", "http-nio-1234-e"))
        .containsExactly("http-nio-*-exec", "http-nio-*-expi", "http-nio-*-e");
  }

  private Stream<String> families(String... all) {
    Stream.of(all).forEach(names::learn);
    return Stream.of(all).map(names::family);
  }
}
