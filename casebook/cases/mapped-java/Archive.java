import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds records in the mapped segments of an archive. Read README.md beside this file.
final class Archive {
  private static final int SEGMENTS = 3;
  private static final int SEGMENT_BYTES = 1 << 20;
  private static final int PAGE_BYTES = 4_096;

  private final boolean leak;
  private final Map<Path, MappedByteBuffer> mapped = new HashMap<>();
  private final List<ByteBuffer> cursors = new ArrayList<>();

  private Archive(boolean leak) {
    this.leak = leak;
  }

  /// Where the first record is: the search touches every page.
  private synchronized int find(Path segment) throws IOException {
    return search(mapped(segment));
  }

  /// The same for a reader who may come back and go on from there.
  private synchronized int open(Path segment) throws IOException {
    if (leak) {
      MappedByteBuffer cursor = map(segment);
      cursors.add(cursor); // PLANTED: a mapping of its own for each reader, and none is given up
      return search(cursor);
    }
    return search(mapped(segment).duplicate());
  }

  private MappedByteBuffer mapped(Path segment) throws IOException {
    MappedByteBuffer known = mapped.get(segment);
    if (known == null) {
      known = map(segment);
      mapped.put(segment, known);
    }
    return known;
  }

  private static MappedByteBuffer map(Path segment) throws IOException {
    try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, SEGMENT_BYTES);
    }
  }

  private static int search(ByteBuffer records) {
    int at = 0;
    while (at < SEGMENT_BYTES && records.get(at) == 0) {
      at += PAGE_BYTES;
    }
    return at;
  }

  public static void main(String[] arguments) throws IOException {
    Plant plant = Plant.parse(arguments);
    List<Path> segments = new ArrayList<>();
    for (int i = 0; i < SEGMENTS; i++) {
      Path segment = plant.dir().resolve("segment-" + i + ".archive");
      segments.add(Files.write(segment, new byte[SEGMENT_BYTES]));
    }
    Archive archive = new Archive(plant.leak());
    int[] turn = {0, 0};
    Plant.every(plant.among(), () -> archive.find(segments.get(turn[0]++ % SEGMENTS)));
    Plant.every(plant.perSecond(), () -> archive.open(segments.get(turn[1]++ % SEGMENTS)));
    plant.ready();
  }
}
