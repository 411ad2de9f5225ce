package dev.seep.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Frame;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OwnCodeTest {
  private static final String LIBC = "/usr/lib/x86_64-linux-gnu/libc.so.6";
  private static final String CRAWLER = "/opt/crawler";

  private static Frame frame(
      String function, String file, int line, String module, String language) {
    return new Frame(function, file, line, module, language);
  }

  private static Frame libc(String function) {
    return frame(function, "", 0, LIBC, "");
  }

  private static Frame cpp(String function, String file, int line) {
    return frame(function, file, line, CRAWLER, "C++");
  }

  private static Frame go(String function, String file, int line) {
    return frame(function, file, line, "/srv/images", "Go");
  }

  private static Frame rust(String function, String file, int line) {
    return frame(function, file, line, "/srv/relay", "Rust");
  }

  private static List<String> own(Frame... frames) {
    return OwnCode.of(List.of(frames)).stream().map(Frame::function).toList();
  }

  @Test
  void aCppProgramBeginsWithItsOwnConnectAndEndsWithItsMain() {
    assertThat(
            own(
                libc("__socket"),
                cpp("trantor::Connector::connect()", "Connector.cc", 83),
                cpp("std::function<void ()>::operator()() const", "std_function.h", 590),
                cpp("trantor::EventLoop::loop()", "EventLoop.cc", 120),
                cpp("main", "main.cc", 12),
                libc("__libc_start_call_main"),
                libc("__libc_start_main@@GLIBC_2.34"),
                frame("_start", "", 0, CRAWLER, "")))
        .containsExactly(
            "trantor::Connector::connect()",
            "std::function<void ()>::operator()() const",
            "trantor::EventLoop::loop()",
            "main");
  }

  @Test
  void theFileStreamOfCppIsNotTheCulpritAndAThreadsLauncherIsNoCaller() {
    assertThat(
            own(
                libc("__open64_nocancel"),
                libc("_IO_file_open"),
                libc("fopen64"),
                frame("std::__basic_file<char>::open", "", 0, "/usr/lib/libstdc++.so.6", ""),
                cpp("std::basic_filebuf<char>::open", "/usr/include/c++/12/fstream", 330),
                cpp("(anonymous namespace)::readImage(std::string)", "images.cc", 40),
                cpp(
                    "void std::__invoke_impl<void, Job>(std::__invoke_other, Job&&)",
                    "invoke.h",
                    6),
                frame("execute_native_thread_routine", "", 0, "/usr/lib/libstdc++.so.6", ""),
                libc("start_thread"),
                libc("__clone3")))
        .containsExactly("(anonymous namespace)::readImage(std::string)");
  }

  @Test
  void aMethodOfTheProgramThatIsCalledLikeASystemCallStays() {
    assertThat(own(libc("open"), frame("open", "store.c", 12, "/opt/store", "C"), libc("clone")))
        .containsExactly("open");
    assertThat(own(libc("open"), cpp("app::open(char const*)", "app.cc", 3)))
        .containsExactly("app::open(char const*)");
  }

  @Test
  void theCLibraryOfAStaticProgramHasTheProgramsModule() {
    assertThat(
            own(
                frame("__libc_open64", "", 0, "/opt/static", ""),
                frame("_IO_file_fopen", "", 0, "/opt/static", ""),
                frame("load", "load.c", 9, "/opt/static", "C")))
        .containsExactly("load");
    assertThat(
            own(
                frame("__libc_open64", "", 0, "/opt/static", ""),
                frame("load", "", 0, "/opt/static", "")))
        .containsExactly("load");
  }

  @Test
  void aRustProgramBeginsBehindTheStandardLibraryAndEndsWithItsMain() {
    assertThat(
            own(
                libc("open64"),
                rust(
                    "std::sys::fs::unix::File::open_c",
                    "/rustc/59807/library/std/src/sys/fs.rs",
                    3),
                rust("std::fs::OpenOptions::_open", "/rustc/59807/library/std/src/fs.rs", 8),
                rust("<std::fs::File as core::convert::From<T>>::from", "", 0),
                rust("relay::spool::append", "src/spool.rs", 31),
                rust("relay::main", "src/main.rs", 7),
                rust("core::ops::function::FnOnce::call_once", "/rustc/5/library/core/src/f.rs", 2),
                rust("std::sys::backtrace::__rust_begin_short_backtrace", "", 0),
                rust("std::rt::lang_start::{{closure}}", "", 0),
                rust("std::rt::lang_start_internal", "", 0),
                rust("main", "", 0),
                libc("__libc_start_main"),
                rust("_start", "", 0)))
        .containsExactly("relay::spool::append", "relay::main");
  }

  @Test
  void allThatLiesBetweenAThreadOfRustAndItsClosureIsCut() {
    String std = "library/std/src/sys/fs/unix.rs";
    assertThat(
            own(
                frame("__libc_open64", "../sysdeps/unix/sysv/linux/open64.c", 41, LIBC, "C"),
                rust("std::sys::fs::unix::{impl#20}::open_c::{closure#0}", std, 1358),
                rust("std::sys::helpers::small_c_string::run_with_cstr", std, 28),
                rust("relay::spool", "relay.rs", 2),
                rust("relay::main::{closure#0}", "relay.rs", 4),
                rust("std::sys::backtrace::__rust_begin_short_backtrace<F, ()>", std, 166),
                rust("std::thread::lifecycle::spawn_unchecked::{closure#1}", std, 91),
                rust("core::panic::unwind_safe::{impl#23}::call_once<(), F>", std, 274),
                rust("std::panicking::catch_unwind::do_call<F, ()>", std, 581),
                rust("core::ops::function::FnOnce::call_once<F, ()>", std, 250),
                rust("alloc::boxed::{impl#31}::call_once<()>", std, 2240),
                rust("std::sys::thread::unix::{impl#2}::new::thread_start", std, 118),
                libc("start_thread"),
                libc("clone3")))
        .containsExactly("relay::spool", "relay::main::{closure#0}");
  }

  @Test
  void allThatLiesBetweenTheStartOfARustProgramAndItsMainIsCut() {
    assertThat(
            own(
                libc("open64"),
                rust("relay::main", "relay.rs", 4),
                rust("core::ops::function::FnOnce::call_once<fn(), ()>", "", 0),
                rust("std::rt::lang_start::{closure#0}<()>", "", 0),
                rust("<&F as core::ops::function::FnOnce<A>>::call_once", "", 0),
                rust("core::ops::function::impls::{impl#2}::call_once<(), T>", "", 0),
                rust("std::rt::lang_start_internal::{closure#0}", "", 0),
                rust("std::panic::catch_unwind<F, isize>", "", 0),
                rust("std::rt::lang_start_internal", "", 0),
                rust("main", "", 0),
                libc("__libc_start_call_main"),
                libc("__libc_start_main_impl"),
                rust("_start", "", 0)))
        .containsExactly("relay::main");
  }

  @Test
  void aThreadOfCppBeginsInAFrameOfItsLibraryThatHasNoName() {
    assertThat(
            own(
                libc("__GI__IO_file_open"),
                libc("_IO_new_file_fopen"),
                cpp("std::basic_ifstream<char>::open", "/usr/include/c++/12/fstream", 704),
                cpp("load", "c.cc", 5),
                cpp("operator()", "/usr/include/c++/12/bits/basic_string.tcc", 238),
                cpp("std::__invoke_r<void, main()::<lambda()>&>", "invoke.h", 111),
                cpp("std::_Function_handler<void(), main()::<lambda()> >::_M_invoke", "f.h", 290),
                frame("", "", 0, "/usr/lib/libstdc++.so.6", ""),
                libc("start_thread")))
        .containsExactly("load", "operator()");
  }

  @Test
  void aGoSystemCallLivesInAnotherFolderThanItsPackage() {
    String src = "/usr/lib/go-1.19/src/";
    assertThat(
            own(
                go("syscall.RawSyscall6", src + "runtime/internal/syscall/syscall_linux.go", 37),
                go("syscall.Syscall", src + "syscall/syscall_linux.go", 81),
                go("internal/poll.runtime_pollOpen", src + "runtime/netpoll.go", 4),
                go("time.Sleep", src + "runtime/time.go", 193),
                go("os.NewFile", src + "os/file_unix.go", 103),
                go("main.load", "/home/me/main.go", 3)))
        .containsExactly("main.load");
  }

  @Test
  void aCppNamespaceCalledCoreIsTheProgramsOwn() {
    assertThat(own(libc("socket"), cpp("core::net::dial()", "dial.cc", 9)))
        .containsExactly("core::net::dial()");
  }

  @Test
  void aGoProgramBeginsBehindTheStandardLibrary() {
    assertThat(
            own(
                go("syscall.Syscall6", "/usr/lib/go-1.19/src/syscall/asm.s", 43),
                go("os.openFileNolog", "/usr/lib/go-1.19/src/os/file_unix.go", 216),
                go("os.Open", "/usr/lib/go-1.19/src/os/file.go", 316),
                go("main.(*gallery).serve", "/src/images/main.go", 61),
                go("net/http.HandlerFunc.ServeHTTP", "/usr/lib/go-1.19/src/net/http/server.go", 9),
                go("net/http.(*conn).serve", "/usr/lib/go-1.19/src/net/http/server.go", 1991),
                go("runtime.goexit.abi0", "/usr/lib/go-1.19/src/runtime/asm_amd64.s", 1594)))
        .containsExactly(
            "main.(*gallery).serve", "net/http.HandlerFunc.ServeHTTP", "net/http.(*conn).serve");
  }

  @Test
  void aGoroutineOfTheLibraryAloneIsShownFromItsHighestPart() {
    assertThat(
            own(
                go("syscall.RawSyscall6", "", 0),
                go("net.sysSocket", "", 0),
                go("net.(*Dialer).DialContext", "", 0),
                go("net/http.(*Transport).dialConn", "", 0),
                go("net/http.(*Transport).dialConnFor", "", 0),
                go("runtime.goexit", "", 0)))
        .containsExactly("net/http.(*Transport).dialConn", "net/http.(*Transport).dialConnFor");
  }

  @Test
  void aProgramsPackageIsNotTakenForTheLibrarysByItsName() {
    assertThat(
            own(
                go("os.Open", "/usr/lib/go-1.19/src/os/file.go", 316),
                go("image/store.Load", "/home/me/image/store/load.go", 4)))
        .containsExactly("image/store.Load");
    assertThat(
            own(
                go("net.Dial", "/usr/local/go/src/net/dial.go", 4),
                go("example.com/net.Dial", "/home/me/net/dial.go", 9)))
        .containsExactly("example.com/net.Dial");
  }

  @Test
  void nodesInsidesAreLeftOffBeforeAScript() {
    String node = "/usr/bin/node";
    String map = "/tmp/perf-77.map";
    assertThat(
            own(
                libc("socket"),
                frame("uv__socket", "", 0, node, ""),
                frame("uv_tcp_connect", "", 0, node, ""),
                frame("node::TCPWrap::Connect", "", 0, node, "C++"),
                frame("v8::internal::Builtin_HandleApiCall", "", 0, node, "C++"),
                frame("LazyCompile:*internalConnect node:net:1010:25", "", 0, map, ""),
                frame("LazyCompile:~check /srv/checker.js:41:15", "", 0, map, ""),
                frame("JS:~listOnTimeout node:internal/timers:500:25", "", 0, map, "")))
        .containsExactly(
            "LazyCompile:~check /srv/checker.js:41:15",
            "JS:~listOnTimeout node:internal/timers:500:25");
  }

  @Test
  void codeMadeAtRunTimeHasNoModule() {
    assertThat(
            own(
                frame("uv_tcp_connect", "", 0, "/usr/bin/node", ""),
                frame("internalConnect", "node:net", 1010, "", "javascript"),
                frame("check", "/srv/checker.js", 41, "", "javascript"),
                frame("listOnTimeout", "node:internal/timers", 500, "", "javascript")))
        .containsExactly("check", "listOnTimeout");
    assertThat(
            own(
                frame("Java_sun_nio_ch_Net_socket0", "", 0, "/opt/jdk/lib/libnio.so", ""),
                frame("int sun.nio.ch.Net.socket0(boolean)", "", 0, "", ""),
                frame("void com.example.Pool.fill(int)", "", 0, "", "")))
        .containsExactly("void com.example.Pool.fill(int)");
    assertThat(
            own(
                frame("sock_initobj", "", 0, "/usr/bin/python3.12", "c"),
                frame("create_connection", "/usr/lib/python3.12/socket.py", 0, "", "python"),
                frame("check", "/srv/check.py", 0, "", "python")))
        .containsExactly("check");
  }

  @Test
  void theInterpreterOfPythonIsLeftOffBeforeAFunctionOfPython() {
    String python = "/usr/bin/python3.12";
    assertThat(
            own(
                libc("__socket"),
                frame("sock_initobj", "", 0, "/usr/lib/python3.12/lib-dynload/_socket.so", "C"),
                frame("_PyObject_MakeTpCall", "", 0, python, "C"),
                frame("py::create_connection:/usr/lib/python3.12/socket.py", "", 0, "[perf]", ""),
                frame("_PyEval_EvalFrameDefault", "", 0, python, "C"),
                frame("py::check:/srv/check.py", "", 0, "[perf]", "")))
        .containsExactly("py::check:/srv/check.py");
  }

  @Test
  void theVirtualMachineAndItsLibraryAreLeftOffBeforeAClassOfTheProgram() {
    String map = "/tmp/perf-9.map";
    assertThat(
            own(
                libc("socket"),
                frame("Java_sun_nio_ch_Net_socket0", "", 0, "/opt/jdk/lib/libnio.so", "C"),
                frame("int sun.nio.ch.Net.socket0(boolean)", "", 0, map, ""),
                frame("Ljava/net/Socket;::connect", "", 0, map, ""),
                frame("void com.example.Pool.fill(int)", "", 0, map, "")))
        .containsExactly("void com.example.Pool.fill(int)");
  }

  @Test
  void aStackOfTheCLibraryAloneIsKeptAsItIs() {
    assertThat(own(libc("socket"), libc("getaddrinfo"), libc("start_thread")))
        .containsExactly("socket", "getaddrinfo");
    assertThat(own(libc("start_thread"), libc("clone"))).containsExactly("start_thread", "clone");
    assertThat(OwnCode.of(List.of())).isEmpty();
  }

  @Test
  void noFrameInTheMiddleIsEverLost() {
    Frame[] frames = {
      libc("socket"),
      cpp("app::a()", "a.cc", 1),
      libc("qsort"),
      cpp("std::sort<int>(int)", "/usr/include/c++/12/algo.h", 1),
      frame("std::thread::join()", "", 0, "/usr/lib/libstdc++.so.6", "C++"),
      libc("start_thread"),
      cpp("app::b()", "b.cc", 1),
      libc("start_thread")
    };
    assertThat(OwnCode.of(List.of(frames))).isEqualTo(Stream.of(frames).skip(1).limit(6).toList());
  }

  @Test
  void whatTheInterpreterOpensHasNoLineForAPerson() {
    Frame open = frame("__libc_open64", "open64.c", 41, "libc.so.6", "C");
    Frame python = frame("os_open_impl", "posixmodule.c", 8_911, "python3.11", "C");
    Frame eval = frame("_PyEval_EvalFrameDefault", "ceval.c", 4_772, "python3.11", "C");
    assertThat(OwnCode.of(List.of(open, python, eval)))
        .isNotEmpty()
        .allMatch(frame -> frame.line() == 0 && frame.file().isEmpty());
    assertThat(Language.of(List.of(open, python, eval))).isEqualTo(Language.PYTHON);
  }

  @Test
  void anExtensionOfPythonsOwnLibraryIsTheInterpretersAndThatOfAPackageIsNot() {
    Frame own = frame("sock_new", "socketmodule.c", 5_300, "_socket.cpython-311-x86_64.so", "C");
    Frame other = frame("attach", "ring.c", 17, "ring.cpython-311-x86_64-linux-gnu.so", "C");
    Frame eval = frame("_PyEval_EvalFrameDefault", "ceval.c", 4_772, "python3.11", "C");
    assertThat(OwnCode.of(List.of(own, eval))).allMatch(frame -> frame.line() == 0);
    assertThat(OwnCode.of(List.of(other, eval)).getFirst()).isEqualTo(other);
    assertThat(Language.of(List.of(other, eval))).isEqualTo(Language.PYTHON);
  }
}
