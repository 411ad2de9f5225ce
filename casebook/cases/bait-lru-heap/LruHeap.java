import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// A service that keeps the thumbnails asked for last. Read README.md beside this file.
final class LruHeap {
  private static final int BYTES = 128 * 1024;
  private static final int MOST = 100;
  private static final int NEW_PER_SECOND = 10;
  private static final int FAVOURITES = 5;

  private static final Map<String, byte[]> DRAWN =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
          return size() > MOST;
        }
      };

  private LruHeap() {}

  private static synchronized byte[] thumbnail(String picture) {
    return DRAWN.computeIfAbsent(picture, LruHeap::draw);
  }

  private static byte[] draw(String picture) {
    byte[] drawn = new byte[BYTES];
    Arrays.fill(drawn, (byte) picture.hashCode());
    return drawn;
  }

  public static void main(String[] arguments) throws IOException {
    Plant plant = Plant.parse(arguments);
    int[] turn = {0};
    int[] pictures = {0};
    Plant.every(plant.among(), () -> thumbnail("favourite-" + turn[0]++ % FAVOURITES));
    Plant.every(NEW_PER_SECOND, () -> thumbnail("picture-" + pictures[0]++));
    plant.ready();
  }
}
