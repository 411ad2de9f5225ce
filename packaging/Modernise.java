import static java.lang.classfile.ClassFile.JAVA_8_VERSION;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Copies a jar and gives classes older than Java 6 the version and the stack maps of Java 8.
///
/// An AOT cache takes no class that lacks stack maps, as it would have to be verified the old way
/// at run time. All of picocli is such; without this step, a third of `seep --help` is the loading
/// of picocli from its jar (126 ms with the classes as they come, 89 ms with these).
///
/// Run from its source: `java packaging/Modernise.java FROM.jar TO.jar`.
final class Modernise {
  private static final int MAJOR_VERSION_OFFSET = 7;
  private static final int JAVA_6 = 50;

  private Modernise() {}

  static void main(String[] arguments) throws IOException {
    Map<String, byte[]> entries = read(Path.of(arguments[0]));
    ClassFile tool =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(classesOf(entries)::apply)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
    entries.replaceAll((name, content) -> isOld(name, content) ? renewed(tool, content) : content);
    write(Path.of(arguments[1]), entries);
  }

  private static Map<String, byte[]> read(Path jar) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (var in = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return entries;
  }

  /// What the stack maps need to know of the jar's own classes: which extends which.
  private static Function<ClassDesc, InputStream> classesOf(Map<String, byte[]> entries) {
    Map<ClassDesc, byte[]> classes = new HashMap<>();
    entries.forEach((name, content) -> {
      if (name.endsWith(".class")) {
        String internalName = name.substring(0, name.length() - ".class".length());
        classes.put(ClassDesc.ofInternalName(internalName), content);
      }
    });
    return type -> classes.containsKey(type) ? new ByteArrayInputStream(classes.get(type)) : null;
  }

  private static boolean isOld(String name, byte[] content) {
    return name.endsWith(".class") && content[MAJOR_VERSION_OFFSET] < JAVA_6;
  }

  private static byte[] renewed(ClassFile tool, byte[] content) {
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(JAVA_8_VERSION, 0);
          } else {
            builder.with(element);
          }
        };
    // A method body is copied as it is unless something passes through it.
    ClassTransform bodies = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
    return tool.transformClass(tool.parse(content), version.andThen(bodies));
  }

  /// The same jar gives the same bytes: entries in order of their names, all of one time.
  private static void write(Path jar, Map<String, byte[]> entries) throws IOException {
    try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> one : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(one.getKey());
        entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
        out.putNextEntry(entry);
        out.write(one.getValue());
        out.closeEntry();
      }
    }
  }
}
