package dev.penstock.spec.tree;

import dev.penstock.spec.TagResolver;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * What distinguishes documents of one kind before their format matters.
 *
 * @param firstKey the key that such documents begin with, for hints
 * @param functions the tags that stand for a mapping of one entry, and the key of that entry: if
 *     {@code !Ref} stands for {@code Ref}, {@code !Ref name} is read as <code>{Ref: name}</code>
 * @param needs what to do about an empty document, for hints
 * @param nothing words that, standing alone, are an empty document too
 * @param tags gives a text to texts with other tags
 * @param notes what is noted of every text as it is read, see {@link Scalar#notes}
 */
public record Dialect(
    String firstKey,
    Map<String, String> functions,
    String needs,
    Set<String> nothing,
    TagResolver tags,
    ToIntFunction<String> notes) {

  /** Documents that begin with a version, without tags. */
  static final Dialect VERSIONED = new Dialect("version", Map.of());

  /** Copies the collections. */
  public Dialect {
    functions = Map.copyOf(functions);
    nothing = Set.copyOf(nothing);
  }

  /**
   * Documents whose other tags are all faults.
   *
   * @param firstKey the key that such documents begin with, for hints
   * @param functions the tags that stand for a mapping of one entry, and the key of that entry
   * @param needs what to do about an empty document, for hints
   * @param nothing words that, standing alone, are an empty document too
   */
  public Dialect(
      String firstKey, Map<String, String> functions, String needs, Set<String> nothing) {
    this(firstKey, functions, needs, nothing, TagResolver.NONE, text -> 0);
  }

  /**
   * Documents that begin with a version.
   *
   * @param tags gives a text to texts with tags
   * @param notes what is noted of every text
   * @return the dialect
   */
  public static Dialect versioned(TagResolver tags, ToIntFunction<String> notes) {
    return new Dialect(
        VERSIONED.firstKey(),
        VERSIONED.functions(),
        VERSIONED.needs(),
        VERSIONED.nothing(),
        tags,
        notes);
  }

  /**
   * Documents that need no more than their first key.
   *
   * @param firstKey the key that such documents begin with, for hints
   * @param functions the tags that stand for a mapping of one entry, and the key of that entry
   */
  public Dialect(String firstKey, Map<String, String> functions) {
    this(firstKey, functions, "begin with \"" + firstKey + ":\"", Set.of());
  }
}
