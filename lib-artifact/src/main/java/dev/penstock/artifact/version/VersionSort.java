package dev.penstock.artifact.version;

/**
 * A stable merge sort that carries the keys along, so that most comparisons touch no version. The
 * JDK's may throw where an order has circles, as Maven's has: {@code 1-rc} &lt; {@code 1} &lt;
 * {@code 1.x.1} &lt; {@code 1-rc}.
 */
final class VersionSort {
  private static final int RUN = 16;

  private Version[] versions;
  private long[] keys;
  private Version[] mergedVersions;
  private long[] mergedKeys;

  private VersionSort(Version[] versions) {
    this.versions = versions;
    this.keys = new long[versions.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = versions[i].key();
    }
    this.mergedVersions = new Version[versions.length];
    this.mergedKeys = new long[versions.length];
  }

  /** Sorts an array, and gives that one or another with the same versions. */
  static Version[] sort(Version[] versions) {
    VersionSort sort = new VersionSort(versions);
    int length = versions.length;
    for (int start = 0; start < length; start += RUN) {
      sort.insert(start, Math.min(start + RUN, length));
    }
    for (long width = RUN; width < length; width *= 2) {
      for (long start = 0; start < length; start += 2 * width) {
        int middle = (int) Math.min(start + width, length);
        sort.merge((int) start, middle, (int) Math.min(start + 2 * width, length));
      }
      sort.swap();
    }
    return sort.versions;
  }

  private boolean isAscending(int left, int right) {
    long one = keys[left];
    long other = keys[right];
    if ((one | other) >= 0 && one != other) {
      return one < other;
    }
    return versions[left].compareTo(versions[right]) <= 0;
  }

  private void insert(int start, int end) {
    for (int i = start + 1; i < end; i++) {
      for (int j = i; j > start && !isAscending(j - 1, j); j--) {
        Version version = versions[j];
        versions[j] = versions[j - 1];
        versions[j - 1] = version;
        long key = keys[j];
        keys[j] = keys[j - 1];
        keys[j - 1] = key;
      }
    }
  }

  private void merge(int start, int middle, int end) {
    int left = start;
    int right = middle;
    int to = start;
    while (left < middle && right < end) {
      take(isAscending(left, right) ? left++ : right++, to++);
    }
    int rest = left < middle ? left : right;
    System.arraycopy(versions, rest, mergedVersions, to, end - to);
    System.arraycopy(keys, rest, mergedKeys, to, end - to);
  }

  private void take(int from, int to) {
    mergedVersions[to] = versions[from];
    mergedKeys[to] = keys[from];
  }

  private void swap() {
    Version[] merged = mergedVersions;
    mergedVersions = versions;
    versions = merged;
    long[] withKeys = mergedKeys;
    mergedKeys = keys;
    keys = withKeys;
  }
}
