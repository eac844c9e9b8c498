package dev.penstock.notification;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was said of the last 1,000 executions, by id; the oldest is forgotten first. */
final class Remembered<V> extends LinkedHashMap<String, V> {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 1_000;

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > MOST;
  }
}
