package dev.seep.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

  @ParameterizedTest
  @CsvSource({
    "7f000001, 127.0.0.1",
    "ffffffff, 255.255.255.255",
    "00000000000000000000000000000001, ::1",
    "20010db8000000000000000000000001, 2001:db8::1",
    "20010db8000000010001000100010001, 2001:db8:0:1:1:1:1:1",
    "20010000000000010000000000000001, 2001:0:0:1::1",
    "20010db8000000000001000000000001, 2001:db8::1:0:0:1",
    "fe800000000000000000000000000000, fe80::",
    "0001000200030004000500060007abcd, 1:2:3:4:5:6:7:abcd",
    "00000000000000000000ffffc0000201, 192.0.2.1"
  })
  void anAddressIsWrittenAsRfc5952Says(String bytes, String text) {
    assertThat(Addresses.text(HexFormat.of().parseHex(bytes))).isEqualTo(text);
  }

  @Test
  void onlyAllZerosIsAny() {
    assertThat(Addresses.isAny(new byte[16])).isTrue();
    assertThat(Addresses.isAny(new byte[] {0, 0, 0, 1})).isFalse();
  }
}
