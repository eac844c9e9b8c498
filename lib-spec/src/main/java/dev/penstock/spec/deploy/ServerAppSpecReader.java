package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.InstallPlan;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.deploy.ServerAppSpec.OperatingSystem;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import dev.penstock.spec.tree.TreeReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the top level and the files of a server appspec. */
final class ServerAppSpecReader {

  private static final ImmutableSet<String> KEYS =
      ImmutableSet.of("version", "os", "files", "file_exists_behavior", "permissions", "hooks");
  private static final ImmutableSet<String> FILE_KEYS = ImmutableSet.of("source", "destination");

  private final Section top;
  private final Findings findings;

  private ServerAppSpecReader(Section top) {
    this.top = top;
    this.findings = top.findings();
  }

  static ReadResult<ServerAppSpec> read(SpecSource source) {
    Findings findings = new Findings(source.name());
    Mapping root = TreeReader.read(source, DeployRule::of, findings);
    if (root == null) {
      return findings.refuse();
    }
    for (Mapping.Entry entry : root.entries()) {
      if (entry.name().equalsIgnoreCase("resources")) {
        findings.report(
            DeployRule.NOT_SERVER,
            entry.key(),
            DocumentPath.ROOT.key(entry.name()),
            "this is the appspec of an ECS or Lambda deployment",
            String.join(", ", KEYS),
            "");
        return findings.refuse();
      }
    }
    return new ServerAppSpecReader(new Section(root, DocumentPath.ROOT, findings)).read();
  }

  private ReadResult<ServerAppSpec> read() {
    Fields.checkKeys(top, KEYS, ImmutableSet.of());
    version();
    OperatingSystem os = os();
    List<InstallPlan.FileCopy> files = new ArrayList<>();
    Fields.eachMapping(top, "files", (entry, i) -> file(entry, os).ifPresent(files::add));
    return findings.conclude(
        new ServerAppSpec(
            os,
            files,
            new PermissionsReader(top).read(os),
            new HooksReader(top).read(),
            fileExistsBehavior()));
  }

  /** D-005: the number zero, written with a point or as a plain 0; a quoted one is a text. */
  private void version() {
    Node node = top.value("version");
    if (node instanceof Scalar scalar && scalar.isPlain() && isZero(scalar.text())) {
      return;
    }
    String found = "the version is missing";
    if (node instanceof Scalar scalar && !node.isNull()) {
      found = (scalar.isPlain() ? "version " : "the quoted version ") + scalar.text();
    } else if (node != null && !node.isNull()) {
      found = "the version is " + node.kind();
    }
    findings.report(
        DeployRule.VERSION,
        node == null ? top.mapping() : node,
        top.at("version"),
        found,
        "0.0",
        "write \"version: 0.0\", without quotes");
  }

  private static boolean isZero(String text) {
    String digits = text.startsWith("-") ? text.substring(1) : text;
    int point = digits.indexOf('.');
    boolean isZeros = digits.chars().allMatch(c -> c == '0' || c == '.');
    return isZeros && point == digits.lastIndexOf('.') && digits.indexOf('0') >= 0;
  }

  private OperatingSystem os() {
    Node node = top.value("os");
    for (OperatingSystem os : OperatingSystem.values()) {
      if (node instanceof Scalar scalar && scalar.text().equals(word(os))) {
        return os;
      }
    }
    String text = node instanceof Scalar scalar ? scalar.text() : "";
    String found =
        node == null || node.isNull()
            ? "the operating system is missing"
            : "unsupported operating system " + (text.isEmpty() ? node.kind() : '"' + text + '"');
    findings.report(
        DeployRule.OS,
        node == null ? top.mapping() : node,
        top.at("os"),
        found,
        Arrays.stream(OperatingSystem.values())
            .map(ServerAppSpecReader::word)
            .collect(Collectors.joining(", ")),
        "");
    return OperatingSystem.LINUX;
  }

  private static String word(OperatingSystem os) {
    return os.name().toLowerCase(Locale.ROOT);
  }

  private Optional<FileExistsBehavior> fileExistsBehavior() {
    Optional<String> text = top.text("file_exists_behavior", DeployRule.WRONG_KIND);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    for (FileExistsBehavior behavior : FileExistsBehavior.values()) {
      if (behavior.name().equals(text.get())) {
        return Optional.of(behavior);
      }
    }
    findings.report(
        DeployRule.FILE_EXISTS_BEHAVIOR,
        top.keyNode("file_exists_behavior"),
        top.at("file_exists_behavior"),
        "found \"" + text.get() + "\"",
        Arrays.stream(FileExistsBehavior.values())
            .map(Enum::name)
            .collect(Collectors.joining(", ")),
        "");
    return Optional.empty();
  }

  private Optional<InstallPlan.FileCopy> file(Section entry, OperatingSystem os) {
    Fields.checkKeys(entry, FILE_KEYS, ImmutableSet.of());
    Optional<String> source = entry.text("source", DeployRule.WRONG_KIND);
    Optional<String> destination = entry.text("destination", DeployRule.WRONG_KIND);
    if (source.isEmpty()) {
      missing(DeployRule.MISSING_SOURCE, entry, "source");
    }
    if (destination.isEmpty()) {
      missing(DeployRule.MISSING_DESTINATION, entry, "destination");
    }
    if (source.isEmpty() || destination.isEmpty()) {
      return Optional.empty();
    }
    if (!Fields.staysInside(source.get())) {
      Fields.reportOutside(entry, "source", entry.keyNode("source"), source.get());
    }
    if (os == OperatingSystem.LINUX && !destination.get().startsWith("/")) {
      findings.report(
          DeployRule.RELATIVE_DESTINATION,
          entry.keyNode("destination"),
          entry.at("destination"),
          "\"" + destination.get() + "\" is relative to wherever the deployment runs",
          "",
          "begin it with /");
    }
    return Optional.of(new InstallPlan.FileCopy(source.get(), destination.get()));
  }

  private void missing(DeployRule rule, Section entry, String key) {
    Node value = entry.value(key);
    if (value == null || value.isNull()) {
      findings.report(rule, entry.keyNode(key), entry.path(), "the entry has no " + key);
    }
  }
}
