package dev.seep.kernel.stacks.unwind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CppNamesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trantor::Connector::connect() | trantor::Connector::connect
          void ns::Box<int>::put<char>(char) const | ns::Box::put
          (anonymous namespace)::hidden(net::Connector&)::{lambda(int, char)#2}::operator()(int) const | (anonymous namespace)::hidden::{lambda#2}::operator()
          std::basic_ostream<char, std::char_traits<char> >& std::operator<< <std::char_traits<char> >(std::ostream&, char const*) | std::operator<<
          bool operator< <int>(Box<int> const&, Box<int> const&) | operator<
          Box<(1>0)>::operator->() | Box::operator->
          Text::operator char const*() const | Text::operator char const*
          operator new(unsigned long) | operator new
          non-virtual thunk to Client::close() | Client::close
          std::__cxx11::basic_string<char>::append[abi:cxx11](char const*) | std::__cxx11::basic_string::append
          decltype (f()) call<int>(int) | call
          f(void (*)(int)) [clone .cold] | f
          ns::operators::run(int) | ns::operators::run
          plain | plain
          """)
  void aDemangledNameIsMadeBrief(String demangled, String brief) {
    assertThat(CppName.brief(demangled)).isEqualTo(brief);
  }

  @ParameterizedTest
  @CsvSource({
    "_ZN7trantor9Connector7connectEv, trantor::Connector::connect",
    "_ZN12_GLOBAL__N_16hiddenERN3net9ConnectorE, (anonymous namespace)::hidden",
    "_ZNK3net9Connector4nameEv, net::Connector::name",
    "_ZN3net9ConnectorC2Ev, net::Connector::Connector",
    "_ZN3net9ConnectorD1Ev, net::Connector::~Connector",
    "_ZNSt6thread4joinEv, std::thread::join",
    "_ZL4openi, open"
  })
  void plainNamesAreReadWithoutTheLibraryOfCpp(String symbol, String name) {
    assertThat(CppNestedName.demangle(symbol)).contains(name);
  }

  @ParameterizedTest
  @CsvSource({
    "_ZN3net3BoxIiE3putEv",
    "_ZN3net",
    "_Z",
    "_ZN99999999999999999999aE",
    "_ZplRK1A",
    "open"
  })
  void whatIsMoreThanPlainIsLeftMangled(String symbol) {
    assertThat(CppNestedName.demangle(symbol)).isEmpty();
  }

  @Test
  void symbolsOfEveryLanguageAreMadeReadable() {
    SymbolNames names = new SymbolNames(Libdw.load().orElseThrow());
    assertThat(names.readable("_ZN3net9Connector5retryIiEEiT_")).isEqualTo("net::Connector::retry");
    assertThat(names.readable("_ZN4leak4wait17h0123456789abcdefE")).isEqualTo("leak::wait");
    assertThat(names.readable("pthread_create@@GLIBC_2.34")).isEqualTo("pthread_create");
    assertThat(names.readable("down.constprop.0.cold")).isEqualTo("down");
    assertThat(names.readable("_Zgarbage")).isEqualTo("_Zgarbage");
  }
}
