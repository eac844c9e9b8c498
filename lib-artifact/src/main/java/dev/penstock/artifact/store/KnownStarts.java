package dev.penstock.artifact.store;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fingerprints of how long contents began that were put in this process, or found when they
 * were put. A hint: content that begins like none of them is new, any other is likely to be there
 * already. A fingerprint has 32 bits, and what it was taken of may have been removed since, so
 * nothing but time may depend on it.
 *
 * <p>Memory is at most 4,096 fingerprints, those used last, or 0.3 MB; none until long content is
 * put. For any number of threads.
 */
final class KnownStarts {
  static final int MOST = 4096;

  private final Map<Long, Boolean> used =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
          return size() > MOST;
        }
      };

  synchronized boolean has(long fingerprint) {
    return used.get(fingerprint) != null;
  }

  synchronized void add(long fingerprint) {
    used.put(fingerprint, true);
  }
}
