package dev.seep.kernel.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InternetAddressTest {

  @ParameterizedTest
  @CsvSource({
    "2001:0db8:0:0:0:0:0002:0001, 2001:db8::2:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:DB8:0:0:0:0:0:0, 2001:db8::",
    "0:0:0:0:0:0:0:1, ::1",
    "fe80:0:0:0:1:2:3:4, fe80::1:2:3:4",
    "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "10.200.3.255, 10.200.3.255",
    "255.255.255.255, 255.255.255.255",
    "0.0.0.0, ''",
    "::, ''",
  })
  void anAddressReadsAsRfc5952Wants(String written, String canonical) {
    byte[] bytes = InetAddress.ofLiteral(written).getAddress();
    InternetAddress address = InternetAddress.of(bytes, 0, bytes.length == 4);
    assertThat(address.host()).isEqualTo(canonical);
    if (!canonical.isEmpty()) {
      assertThat(InternetAddress.parse(canonical)).isEqualTo(address);
    }
  }

  @Test
  void anIpv4MappedAddressIsTheIpv4Address() {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};
    byte[] plain = {127, 0, 0, 1};
    assertThat(InternetAddress.of(mapped, 0, false)).isEqualTo(InternetAddress.of(plain, 0, true));
    assertThat(InternetAddress.of(mapped, 0, false).host()).isEqualTo("127.0.0.1");
  }
}
