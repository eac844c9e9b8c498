package dev.penstock.artifact;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The tags of a domain or repository. */
final class ResourceTags {
  private static final int MOST = 200;
  private static final Pattern KEY = Pattern.compile("\\P{C}{1,128}");
  private static final Pattern VALUE = Pattern.compile("\\P{C}{0,256}");

  private ResourceTags() {}

  static SortedMap<String, String> with(SortedMap<String, String> tags, Map<String, String> more) {
    Faults faults = new Faults();
    for (Map.Entry<String, String> tag : new TreeMap<>(more).entrySet()) {
      faults.text("key", tag.getKey(), KEY, 128, "1 to 128 characters, no control characters");
      faults.text(
          "value", tag.getValue(), VALUE, 256, "0 to 256 characters, no control characters");
    }
    SortedMap<String, String> all = new TreeMap<>(tags);
    all.putAll(more);
    faults.count("tags", all.size(), MOST);
    faults.throwIfAny("tags");
    return all;
  }

  static SortedMap<String, String> without(SortedMap<String, String> tags, Iterable<String> keys) {
    TreeSet<String> gone = new TreeSet<>();
    keys.forEach(gone::add);
    SortedMap<String, String> rest = new TreeMap<>(tags);
    rest.keySet().removeAll(gone);
    return rest;
  }
}
