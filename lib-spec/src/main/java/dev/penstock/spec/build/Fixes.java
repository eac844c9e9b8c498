package dev.penstock.spec.build;

import dev.penstock.diagnostic.Fix;
import dev.penstock.diagnostic.Position;
import dev.penstock.diagnostic.TextEdit;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a machine may mend in a buildspec without asking: where only one thing can be meant. */
final class Fixes {

  private static final String DEPEND_ON = "depend-on";

  /** Keys of which a mapping may have one: a slip of one beside another is left to people. */
  private static final List<Set<String>> RIVALS =
      List.of(
          Set.of("commands", "steps"),
          Set.of("uses", "run"),
          Set.of("compute-type", "fleet"),
          Set.of("build-list", "build-graph", "build-matrix", "build-fanout"));

  /** Nobody misspells keys among so many. */
  private static final int MAX_KEYS = 50;

  /** Larger batches are left to people, since looking through one takes time for each fault. */
  private static final int MAX_BUILDS = 200;

  private Fixes() {}

  /** A key that is a slip of another, which does not stand beside it, nor a second slip of it. */
  static Optional<Fix> correctedKey(Section section, Mapping.Entry entry, Set<String> keys) {
    if (section.mapping().entries().size() > MAX_KEYS) {
      return Optional.empty();
    }
    return Section.slip(entry.name(), keys)
        .filter(word -> section.mapping().entry(word) == null)
        .filter(word -> isOnlySlip(section, keys, word) && !hasRival(section, keys, word))
        .flatMap(entry.key()::replacedBy);
  }

  private static boolean isOnlySlip(Section section, Set<String> keys, String word) {
    int slips = 0;
    for (Mapping.Entry other : section.mapping().entries()) {
      slips += Section.slip(other.name(), keys).filter(word::equals).isPresent() ? 1 : 0;
    }
    return slips == 1;
  }

  private static boolean hasRival(Section section, Set<String> keys, String word) {
    Set<String> rivals =
        RIVALS.stream().filter(each -> each.contains(word)).findFirst().orElse(Set.of());
    return !rivals.isEmpty()
        && section.mapping().entries().stream()
            .map(other -> Section.slip(other.name(), keys).orElse(other.name()))
            .anyMatch(other -> !other.equals(word) && rivals.contains(other));
  }

  /** A value that is a slip of another. */
  static Optional<Fix> corrected(Node value, Set<String> words) {
    return value instanceof Scalar scalar
        ? Section.slip(scalar.text(), words).flatMap(scalar::replacedBy)
        : Optional.empty();
  }

  /** A text as a list of one. */
  static Optional<Fix> listOf(Scalar text) {
    if (!isOnOneLine(text)) {
      return Optional.empty();
    }
    List<TextEdit> edits =
        text.quoted()
            .map(Fixes::bracketed)
            .orElseGet(
                () ->
                    List.of(
                        TextEdit.insert(text.position(), "["), TextEdit.insert(text.end(), "]")));
    return Optional.of(new Fix("write it as a list", edits));
  }

  private static List<TextEdit> bracketed(Fix quoting) {
    TextEdit edit = quoting.edits().get(0);
    return List.of(new TextEdit(edit.start(), edit.end(), "[" + edit.replacement() + "]"));
  }

  /** A text with something at its end, within its quotes. */
  static Optional<Fix> appended(Scalar text, String addition) {
    if (!isOnOneLine(text)) {
      return Optional.empty();
    }
    Position end = text.end();
    Position at = text.isPlain() ? end : new Position(end.line(), end.column() - 1);
    return Optional.of(
        new Fix("append \"" + addition + "\"", List.of(TextEdit.insert(at, addition))));
  }

  /** Whether it stands on one line, without an anchor or a tag. */
  private static boolean isOnOneLine(Scalar text) {
    return text.replacedBy("x").isPresent();
  }

  /**
   * A command that its colon turned into a mapping, within quotes. Only behind a dash, since
   * elsewhere it might be an alias of what stands here.
   */
  static Optional<Fix> quotedItem(Mapping item, SourceText text) {
    Position from = item.position();
    Position to = item.end();
    if (from.line() != to.line() || !SourceText.isNearLeft(to) || !text.isBehindDash(from)) {
      return Optional.empty();
    }
    String written = text.between(from, to);
    if (written.startsWith("&") || written.startsWith("!") || written.startsWith("<<")) {
      return Optional.empty();
    }
    return Optional.of(
        Fix.replace("quote the command", from, to, "'" + written.replace("'", "''") + "'"));
  }

  /** The version in front of the first key, unless a key there is a slip of it. */
  static Optional<Fix> missingVersion(Section top, SourceText text) {
    Position at = top.mapping().position();
    boolean isBlock =
        at.column() == 1
            && top.mapping().entry("version") == null
            && top.mapping().entries().stream()
                .anyMatch(entry -> entry.key().position().equals(at));
    boolean isSlip =
        top.mapping().entries().stream()
            .anyMatch(entry -> Section.slip(entry.name(), Set.of("version")).isPresent());
    return isBlock && !isSlip
        ? Optional.of(
            new Fix(
                "add \"version: 0.2\"",
                List.of(TextEdit.insert(at, "version: 0.2" + text.lineEnd()))))
        : Optional.empty();
  }

  /** One of the shells that are documented, for the same shell under another name. */
  static Optional<Fix> documentedShell(Node shell) {
    return shell instanceof Scalar scalar
        ? switch (scalar.text()) {
          case "/bin/bash" -> scalar.replacedBy("bash");
          case "sh" -> scalar.replacedBy("/bin/sh");
          default -> Optional.<Fix>empty();
        }
        : Optional.empty();
  }

  /** Renames a build of a batch wherever it is named, unless another has the new name. */
  static Optional<Fix> renamed(Section batch, String type, Scalar identifier, String name) {
    if (batch.items(type).size() > MAX_BUILDS) {
      return Optional.empty();
    }
    List<Section> builds =
        batch.items(type).stream()
            .filter(Mapping.class::isInstance)
            .map(each -> new Section((Mapping) each, batch.at(type), batch.findings()))
            .toList();
    boolean isTaken =
        builds.stream()
            .map(build -> build.value("identifier"))
            .anyMatch(other -> other instanceof Scalar scalar && scalar.text().equals(name));
    if (isTaken || !BuildTask.isIdentifier(name)) {
      return Optional.empty();
    }
    List<TextEdit> edits = new ArrayList<>();
    List<Scalar> places =
        Stream.concat(
                Stream.of(identifier),
                builds.stream()
                    .flatMap(build -> build.items(DEPEND_ON).stream())
                    .filter(Scalar.class::isInstance)
                    .map(Scalar.class::cast)
                    .filter(each -> each.text().equals(identifier.text())))
            .distinct()
            .toList();
    for (Scalar place : places) {
      Optional<Fix> fix = place.replacedBy(name);
      if (fix.isEmpty()) {
        return Optional.empty();
      }
      edits.addAll(fix.get().edits());
    }
    return Optional.of(new Fix("write \"" + name + "\"", edits));
  }
}
