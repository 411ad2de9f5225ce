import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.gaul.modernizer_maven_plugin.SuppressModernizerAnnotationDetector;

/// A build that stays in memory, to be quick, and has the plugin Modernizer look at what it compiled.
/// Read README.md beside this file.
final class BuildDaemon {
  private final Path classes;

  private BuildDaemon(Path classes) {
    this.classes = classes;
  }

  /// Some classes, as a compiler would have put them there: this program's own.
  private void compile() throws IOException {
    Files.createDirectories(classes);
    for (Class<?> type : new Class<?>[] {BuildDaemon.class, Plant.class}) {
      String file = type.getName() + ".class";
      try (InputStream code = type.getResourceAsStream(file)) {
        Files.write(classes.resolve(file), code.readAllBytes());
      }
    }
  }

  /// One module of one build.
  private void verify() throws IOException {
    SuppressModernizerAnnotationDetector.detect(classes); // PLANTED: in the package
  }

  /// Has somebody saved a file? The daemon's own way to look into a folder.
  private void lookForChanges() throws IOException {
    try (Stream<Path> files = Files.list(classes)) {
      files.count();
    }
  }

  public static void main(String[] arguments) throws IOException {
    Plant plant = Plant.parse(arguments);
    BuildDaemon daemon = new BuildDaemon(plant.dir().resolve("module/target/classes"));
    daemon.compile();
    Plant.every(plant.among(), daemon::lookForChanges);
    Plant.every(plant.perSecond(), daemon::verify);
    plant.ready();
  }
}
