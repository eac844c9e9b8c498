package dev.penstock.deploy.traffic;

/**
 * Where a user stands on the line from 0 to 9,999 on which a share is a beginning: whoever is
 * within a small share is within every larger one, so users change sides at most once while a share
 * grows. The place is a hash of the run and the user, FNV-1a of 64 bits followed by the finalizer
 * of SplitMix64 (Steele, Lea and Flood, 2014), which spreads the places evenly.
 */
final class StickyShare {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private StickyShare() {}

  /** The place, 0 to 9,999. */
  static int placeOf(String salt, String user) {
    long hash = add(add(FNV_OFFSET, salt) ^ 0xffff, user);
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    hash ^= hash >>> 31;
    return (int) (((hash >>> 32) * Weight.WHOLE) >>> 32);
  }

  private static long add(long before, String text) {
    long hash = before * FNV_PRIME;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      hash = (hash ^ (c & 0xff)) * FNV_PRIME;
      hash = (hash ^ (c >>> 8)) * FNV_PRIME;
    }
    return hash;
  }
}
