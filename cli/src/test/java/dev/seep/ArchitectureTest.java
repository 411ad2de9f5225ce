package dev.seep;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Holds the arrows of ARCHITECTURE.md: which module may use which, and where clocks and native
/// memory stay out.
class ArchitectureTest {
  private static final String ROOT = "dev.seep.";

  /// Every module, as its package below `dev.seep`, and those that it may use.
  private static final Map<String, Set<String>> ARROWS = arrows();

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.seep");

  private static Map<String, Set<String>> arrows() {
    Map<String, Set<String>> arrows = new LinkedHashMap<>();
    arrows.put("evidence", Set.of());
    arrows.put("kernel.libc", Set.of());
    arrows.put("kernel.procfs", Set.of("evidence", "kernel.libc"));
    arrows.put("kernel.sockdiag", Set.of("evidence", "kernel.libc"));
    arrows.put("kernel.bpf", Set.of("evidence", "kernel.libc"));
    arrows.put("kernel.stacks", Set.of("evidence", "kernel.libc"));
    arrows.put(
        "observer",
        Set.of("evidence", "kernel.libc", "kernel.procfs", "kernel.sockdiag", "kernel.bpf"));
    arrows.put("tracing", Set.of("evidence", "kernel.libc", "kernel.bpf", "kernel.stacks"));
    arrows.put("detector", Set.of("evidence"));
    arrows.put("diagnosis", Set.of("evidence", "detector"));
    arrows.put("hunt", Set.of("evidence", "observer", "tracing", "detector", "diagnosis"));
    arrows.put("contract", Set.of("evidence", "diagnosis"));
    arrows.put("store", Set.of("evidence"));
    arrows.put("alerting", Set.of("evidence"));
    arrows.put("export", Set.of("evidence"));
    arrows.put("web", Set.of("evidence", "diagnosis", "store", "contract", "export"));
    arrows.put(
        "watch",
        Set.of(
            "evidence",
            "kernel.libc",
            "kernel.procfs",
            "observer",
            "detector",
            "diagnosis",
            "hunt",
            "contract",
            "store",
            "alerting",
            "export",
            "web"));
    arrows.put("casebook", Set.of());
    arrows.put("score", Set.of("evidence", "observer", "tracing", "hunt", "casebook"));
    arrows.put("cli", Set.copyOf(arrows.keySet()));
    arrows.put("testkit", Set.of("evidence"));
    return arrows;
  }

  /// The module of a class of ours; empty for all others, and for a package no arrow knows.
  private static Optional<String> moduleOf(JavaClass type) {
    String packageName = type.getPackageName();
    return ARROWS.keySet().stream()
        .filter(module -> isInside(packageName, ROOT + module))
        .findFirst();
  }

  private static boolean isInside(String packageName, String outer) {
    return packageName.equals(outer) || packageName.startsWith(outer + ".");
  }

  private static DescribedPredicate<JavaClass> ofOtherModulesThan(Set<String> modules) {
    return DescribedPredicate.describe(
        "belong to modules other than " + modules,
        type ->
            isInside(type.getPackageName(), "dev.seep")
                && moduleOf(type).map(module -> !modules.contains(module)).orElse(true));
  }

  @TestFactory
  Stream<DynamicTest> aModuleUsesOnlyThoseItsArrowsReach() {
    return ARROWS.entrySet().stream()
        .map(arrow ->
            DynamicTest.dynamicTest(
                arrow.getKey() + " → " + arrow.getValue(),
                () -> usesOnly(arrow.getKey(), arrow.getValue()).check(CLASSES)));
  }

  private static ArchRule usesOnly(String module, Set<String> reached) {
    Set<String> allowed =
        Stream.concat(Stream.of(module), reached.stream())
            .collect(java.util.stream.Collectors.toUnmodifiableSet());
    return noClasses()
        .that()
        .resideInAPackage(ROOT + module + "..")
        .should()
        .dependOnClassesThat(ofOtherModulesThan(allowed));
  }

  @Test
  void everyModuleOfTheCommandIsLookedAt() {
    // The testkit is on this module's class path for its tests; the benchmarks are not.
    for (String module : ARROWS.keySet()) {
      assertThat(CLASSES.stream().filter(type -> moduleOf(type).equals(Optional.of(module))))
          .as("classes of %s", module)
          .isNotEmpty();
    }
  }

  @Test
  void everyPackageBelongsToAModuleThatHasArrows() {
    assertThat(CLASSES.stream().filter(type -> moduleOf(type).isEmpty())).isEmpty();
  }

  @Test
  void modulesHaveNoCycles() {
    slices().assignedFrom(new Modules()).should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nativeMemoryStaysBehindTheKernelModules() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.seep.kernel..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.foreign..")
        .check(CLASSES);
  }

  @Test
  void nativeFunctionsAreLinkedInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.seep.kernel.libc..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.foreign.Linker")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.foreign.SymbolLookup")
        .check(CLASSES);
  }

  @Test
  void verdictsDoNotReadAClock() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + "evidence..", ROOT + "detector..", ROOT + "diagnosis..")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.time.Clock.class)
        .check(CLASSES);
  }

  private static final class Modules implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return moduleOf(type).map(SliceIdentifier::of).orElseGet(SliceIdentifier::ignore);
    }

    @Override
    public String getDescription() {
      return "modules";
    }
  }
}
