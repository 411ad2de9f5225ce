package dev.seep.kernel.stacks.unwind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RustNamesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          _ZN4leak4wait17h0123456789abcdefE | leak::wait
          _ZN3std2io5stdio5Stdin4read17h0123456789abcdefE | std::io::stdio::Stdin::read
          _ZN59_$LT$leak..Client$u20$as$u20$leak..Fetch$LT$$RF$str$GT$$GT$5fetch17h0123456789abcdefE | <leak::Client as leak::Fetch<&str>>::fetch
          _ZN3std2rt10lang_start28_$u7b$$u7b$closure$u7d$$u7d$17h0123456789abcdefE | std::rt::lang_start::{{closure}}
          """)
  void theOlderMangling(String symbol, String name) {
    assertThat(RustLegacyName.demangle(symbol)).contains(name);
  }

  @ParameterizedTest
  @CsvSource({
    "_ZN3foo3barEv",
    "_ZN3foo17h0123456789abcdef",
    "_ZN99999999999999999999foo17h0123456789abcdefE",
    "_ZN17h0123456789abcdefE",
    "main"
  })
  void whatIsNoneOfTheOlderManglingIsLeftAlone(String symbol) {
    assertThat(RustLegacyName.demangle(symbol)).isEmpty();
  }

  /// The symbols are those of rustc 1.95, or built by hand from the grammar.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          _RNvCscJEj9Xep4Zo_4leak4main | leak::main
          _RNvXCscJEj9Xep4Zo_4leakNtB2_6ClientNtB2_5Fetch5fetch | <leak::Client as leak::Fetch>::fetch
          _RINvCscJEj9Xep4Zo_4leak4waitNtNtNtCsjrHSEGnQ3l9_3std2io5stdio5StdinEB2_ | leak::wait
          _RNCINvNtCsjrHSEGnQ3l9_3std2rt10lang_startuE0CscJEj9Xep4Zo_4leak | std::rt::lang_start::{closure#0}
          _RNvMs_CscJEj9Xep4Zo_4leakNtB4_6Client4open | leak::Client::open
          _RNvMCs0_3fooSh4sort | <[u8]>::sort
          _RNvXCs0_3fooRINtB2_3VechENtB2_5Write5write | <&foo::Vec<u8> as foo::Write>::write
          _RNvXCs0_3fooTlmENtB2_1T1f | <(i32, u32) as foo::T>::f
          _RNvXCs0_3fooFUKCPhEuNtB2_1T1f | <unsafe extern "C" fn(*const u8) as foo::T>::f
          _RNvXCs0_3fooAhj10_NtB2_1T1f | <[u8; 16] as foo::T>::f
          _RNvXCs0_3fooDNtB2_4ReadEL_NtB2_1T1f | <dyn foo::Read as foo::T>::f
          """)
  void theNewerMangling(String symbol, String name) {
    assertThat(RustV0Name.demangle(symbol)).contains(name);
  }

  @Test
  void aSymbolThatRefersToItselfForEverIsGivenUp() {
    assertThat(RustV0Name.demangle("_RNvB_1a")).isEmpty();
    assertThat(RustV0Name.demangle("_RYTTTTTTTTTTTTB1_B1_EB1_EB1_EB1_EB1_EB1_E")).isEmpty();
    assertThat(RustV0Name.demangle("_R" + "Nv".repeat(2000) + "C1a")).isEmpty();
    assertThat(RustV0Name.demangle("_RNvC3foo99999999999999999999")).isEmpty();
  }

  @Test
  void noSymbolAtAllMakesItThrowOrHang() {
    long seed = 20260101;
    Random random = new Random(seed);
    String letters = "CNMXYIBLKTRQPOFDASEstvuGU_0123456789hjaz";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder symbol = new StringBuilder("_R");
      int length = random.nextInt(60);
      for (int k = 0; k < length; k++) {
        symbol.append(letters.charAt(random.nextInt(letters.length())));
      }
      RustV0Name.demangle(symbol.toString())
          .ifPresent(name ->
              assertThat(name.length())
                  .as("seed %d: %s", seed, symbol)
                  .isLessThanOrEqualTo(NativeMemory.NAME_LIMIT));
    }
  }
}
