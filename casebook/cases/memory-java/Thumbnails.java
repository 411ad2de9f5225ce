import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// A service that draws thumbnails and keeps them for the next one who asks. Read README.md beside
/// this file.
final class Thumbnails {
  private static final int BYTES = 512 * 1024;
  private static final int MOST = 40;
  private static final int FAVOURITES = 5;

  /// By picture, the one that nobody asked for for longest first.
  private static final SequencedMap<String, byte[]> DRAWN = new LinkedHashMap<>(16, 0.75f, true);

  private final boolean leak;

  private Thumbnails(boolean leak) {
    this.leak = leak;
  }

  private synchronized byte[] thumbnail(String picture) {
    byte[] drawn = DRAWN.get(picture);
    if (drawn == null) {
      drawn = room();
      Arrays.fill(drawn, (byte) picture.hashCode());
      DRAWN.put(picture, drawn);
    }
    return drawn;
  }

  private byte[] room() {
    if (leak || DRAWN.size() < MOST) {
      return new byte[BYTES]; // PLANTED: what was drawn once stays, and nothing ever leaves the map
    }
    return DRAWN.pollFirstEntry().getValue();
  }

  public static void main(String[] arguments) throws IOException {
    Plant plant = Plant.parse(arguments);
    Thumbnails thumbnails = new Thumbnails(plant.leak());
    int[] turn = {0};
    int[] pictures = {0};
    Plant.every(plant.among(), () -> thumbnails.thumbnail("favourite-" + turn[0]++ % FAVOURITES));
    Plant.every(plant.perSecond(), () -> thumbnails.thumbnail("picture-" + pictures[0]++));
    plant.ready();
  }
}
