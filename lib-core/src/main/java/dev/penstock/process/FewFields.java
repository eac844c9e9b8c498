package dev.penstock.process;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A handful of fields in the order of writing, in one array. A field is looked for where the last
 * one was found, because a record asks for its components in the order in which they were written:
 * reading a journal, hash tables would take longer than all that is done with them.
 */
final class FewFields extends AbstractMap<String, @Nullable Object> {

  /** Above this many a hash table is quicker, whatever the order. */
  private static final int MOST = 16;

  private final @Nullable Object[] pairs;
  private int next; // where the next one may be found; a race only costs a look at the others

  private FewFields(@Nullable Object[] pairs) {
    this.pairs = pairs;
  }

  static Map<String, @Nullable Object> of(@Nullable Object[] from, int begin, int end) {
    if (end - begin > 2 * MOST || namesOneTwice(from, begin, end)) {
      Map<String, @Nullable Object> many = new LinkedHashMap<>();
      for (int i = begin; i < end; i += 2) {
        many.put((String) Objects.requireNonNull(from[i]), from[i + 1]);
      }
      return Collections.unmodifiableMap(many);
    }
    return new FewFields(Arrays.copyOfRange(from, begin, end));
  }

  private static boolean namesOneTwice(@Nullable Object[] pairs, int begin, int end) {
    long seen = 0;
    for (int i = begin; i < end; i += 2) {
      String name = (String) Objects.requireNonNull(pairs[i]);
      long mark = 1L << name.hashCode();
      if ((seen & mark) != 0 && find(pairs, begin, i, name) >= 0) {
        return true;
      }
      seen |= mark;
    }
    return false;
  }

  private static int find(@Nullable Object[] pairs, int begin, int end, Object name) {
    for (int i = begin; i < end; i += 2) {
      if (name.equals(pairs[i])) {
        return i;
      }
    }
    return -1;
  }

  private int find(@Nullable Object name) {
    int likely = next;
    if (likely < pairs.length && pairs[likely] == name) {
      next = likely + 2;
      return likely;
    }
    int found = name == null ? -1 : find(pairs, 0, pairs.length, name);
    if (found >= 0) {
      next = found + 2;
    }
    return found;
  }

  @Override
  public int size() {
    return pairs.length / 2;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return find(name) >= 0;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    int found = find(name);
    return found < 0 ? null : pairs[found + 1];
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return FewFields.this.size();
      }

      @Override
      public Iterator<Entry<String, @Nullable Object>> iterator() {
        return new Entries();
      }
    };
  }

  private final class Entries implements Iterator<Entry<String, @Nullable Object>> {
    private int at;

    @Override
    public boolean hasNext() {
      return at < pairs.length;
    }

    @Override
    public Entry<String, @Nullable Object> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      at += 2;
      return new SimpleImmutableEntry<>(
          (String) Objects.requireNonNull(pairs[at - 2]), pairs[at - 1]);
    }
  }
}
