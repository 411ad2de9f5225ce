import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// A service that draws thumbnails and keeps them for the next one who asks. Read README.md beside
/// this file.
final class Thumbnails {
  private static final int BYTES = 200 * 1024;
  private static final int MOST = 40;
  private static final int FAVOURITES = 5;

  /// By picture, the one that nobody asked for for longest first.
  private static final Map<String, byte[]> DRAWN = new LinkedHashMap<>(16, 0.75f, true);

  private final boolean leak;

  private Thumbnails(boolean leak) {
    this.leak = leak;
  }

  private synchronized byte[] thumbnail(String picture) {
    // PLANTED: what was drawn once stays, and nothing ever leaves the map
    byte[] drawn = DRAWN.computeIfAbsent(picture, Thumbnails::draw);
    if (!leak && DRAWN.size() > MOST) {
      DRAWN.remove(DRAWN.keySet().iterator().next());
    }
    return drawn;
  }

  private static byte[] draw(String picture) {
    byte[] pixels = new byte[BYTES];
    Arrays.fill(pixels, (byte) picture.hashCode());
    return pixels;
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
