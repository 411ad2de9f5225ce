import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDictCompress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/// An archive that compresses its customers' letters with the library zstd-jni, each customer's with a
/// dictionary of his own. Read README.md beside this file.
final class Archive {
  private static final int DICTIONARY_BYTES = 64 * 1024;
  private static final int LEVEL = 3;
  private static final byte[] LETTER = "Dear Sir or Madam".getBytes(StandardCharsets.US_ASCII);

  private final ByteBuffer dictionary = ByteBuffer.allocateDirect(DICTIONARY_BYTES);

  private Archive() {
    byte[] bytes = new byte[DICTIONARY_BYTES];
    new Random(42).nextBytes(bytes);
    dictionary.put(bytes).flip();
  }

  /// The library may use the dictionary where it is, by reference, or take a copy of it.
  private void store(boolean byReference) {
    try (var prepared = new ZstdDictCompress(dictionary.duplicate(), LEVEL, byReference)) {
      Zstd.compress(LETTER, prepared); // PLANTED: in the package
    }
  }

  public static void main(String[] arguments) throws IOException {
    Plant plant = Plant.parse(arguments);
    Archive archive = new Archive();
    Plant.every(plant.among(), () -> archive.store(false));
    Plant.every(plant.perSecond(), () -> archive.store(true));
    plant.ready();
  }
}
