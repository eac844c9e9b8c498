package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import dev.penstock.diagnostic.Fix;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.InstallPlan;
import dev.penstock.revision.InstallPlan.HookScript;
import dev.penstock.revision.InstallPlan.Permission;
import dev.penstock.spec.deploy.ServerAppSpec.OperatingSystem;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a server's appspec in the order in which the agent does (D-009). */
final class ServerAppSpecReader {

  static final ImmutableSet<String> KEYS =
      ImmutableSet.of("version", "os", "files", "file_exists_behavior", "permissions", "hooks");

  private static final String LITERAL_VERSION = "0.0";

  private final Level top;
  private final Notes notes;

  ServerAppSpecReader(Level top) {
    this.top = top;
    this.notes = top.notes();
  }

  ReadResult<ServerAppSpec> read() {
    top.checkKeys(KEYS);
    version();
    OperatingSystem os = os();
    Map<String, List<HookScript>> hooks = new HooksReader(top, os).read();
    List<InstallPlan.FileCopy> files = new FilesReader(top, os).read();
    List<Permission> permissions = new PermissionsReader(top, os, files).read();
    Optional<FileExistsBehavior> behavior = fileExistsBehavior();
    return notes.concludeWith(() -> new ServerAppSpec(os, files, permissions, hooks, behavior));
  }

  /** D-005, D-006: the number zero; a quoted one is a text. */
  private void version() {
    Node node = top.value("version");
    if (node instanceof Scalar scalar && AgentValue.of(scalar).isZero()) {
      if (!scalar.text().equals(LITERAL_VERSION)) {
        notes.report(
            DeployRule.VERSION_SPELLING,
            scalar,
            top.at("version"),
            "version " + scalar.text() + " is taken by the agent, but not by every tool",
            LITERAL_VERSION,
            "",
            Notes.rewritten(scalar, LITERAL_VERSION));
      }
      return;
    }
    String found = "the version is missing";
    if (node instanceof Scalar scalar && !node.isNull()) {
      found = (scalar.isPlain() ? "version " : "the quoted version ") + scalar.text();
    } else if (node != null && !node.isNull()) {
      found = "the version is " + node.kind();
    }
    notes.report(
        DeployRule.VERSION,
        top.place("version"),
        top.at("version"),
        found,
        LITERAL_VERSION,
        "write \"version: 0.0\", without quotes",
        node instanceof Scalar scalar && !node.isNull()
            ? Notes.rewritten(scalar, LITERAL_VERSION)
            : Optional.empty());
  }

  private OperatingSystem os() {
    Node node = top.value("os");
    for (OperatingSystem os : OperatingSystem.values()) {
      if (node instanceof Scalar scalar && scalar.text().equals(os.word())) {
        return os;
      }
    }
    String text = node instanceof Scalar scalar ? '"' + scalar.text() + '"' : "";
    String found =
        node == null || node.isNull()
            ? "the operating system is missing"
            : "unsupported operating system " + (text.isEmpty() ? node.kind() : text);
    notes.report(
        DeployRule.OS,
        top.place("os"),
        top.at("os"),
        found,
        words(OperatingSystem.values(), OperatingSystem::word),
        "",
        corrected(node, OperatingSystem.values(), OperatingSystem::word));
    return OperatingSystem.LINUX;
  }

  private static <T> String words(T[] values, Function<T, String> word) {
    return Arrays.stream(values).map(word).collect(Collectors.joining(", "));
  }

  /** Mends a word that is right but for its capitals. */
  private static <T> Optional<Fix> corrected(
      @Nullable Node node, T[] values, Function<T, String> word) {
    return node instanceof Scalar scalar
        ? Arrays.stream(values)
            .map(word)
            .filter(scalar.text()::equalsIgnoreCase)
            .findFirst()
            .flatMap(scalar::replacedBy)
        : Optional.empty();
  }

  private Optional<FileExistsBehavior> fileExistsBehavior() {
    Optional<Scalar> scalar = top.scalar("file_exists_behavior");
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    for (FileExistsBehavior behavior : FileExistsBehavior.values()) {
      if (behavior.name().equals(scalar.get().text())) {
        return Optional.of(behavior);
      }
    }
    notes.report(
        DeployRule.FILE_EXISTS_BEHAVIOR,
        scalar.get(),
        top.at("file_exists_behavior"),
        "found \"" + scalar.get().text() + "\"",
        words(FileExistsBehavior.values(), FileExistsBehavior::name),
        "",
        corrected(scalar.get(), FileExistsBehavior.values(), FileExistsBehavior::name));
    return Optional.empty();
  }
}
