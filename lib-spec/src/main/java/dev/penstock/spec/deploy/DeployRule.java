package dev.penstock.spec.deploy;

import static dev.penstock.diagnostic.Severity.ERROR;
import static dev.penstock.diagnostic.Severity.INFO;
import static dev.penstock.diagnostic.Severity.WARNING;

import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.tree.Rule;
import dev.penstock.spec.tree.YamlFault;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules of an appspec: how much each matters in service, agent and strict mode. */
enum DeployRule implements Rule {
  SYNTAX("appspec.syntax", "", ERROR, ERROR, ERROR),
  TAB("appspec.tab", "D-018", ERROR, ERROR, ERROR),
  EMPTY("appspec.empty", "D-010", ERROR, ERROR, ERROR),
  NOT_A_MAPPING("appspec.not-a-mapping", "D-011", ERROR, ERROR, ERROR),
  SEVERAL_DOCUMENTS("appspec.several-documents", "D-015", WARNING, WARNING, WARNING),
  DUPLICATE_KEY("appspec.duplicate-key", "D-013", WARNING, WARNING, WARNING),
  ALIASES("appspec.aliases", "D-014", WARNING, ERROR, ERROR),
  DATE("appspec.date", "D-014", WARNING, ERROR, ERROR),
  BYTE_ORDER_MARK("appspec.byte-order-mark", "D-017", WARNING, ERROR, ERROR),
  TAG("appspec.tag", "", ERROR, ERROR, ERROR),
  TOO_LARGE("appspec.too-large", "", ERROR, ERROR, ERROR),

  NOT_SERVER("appspec.not-server", "D-001", ERROR, ERROR, ERROR),
  JSON("appspec.json", "D-001", INFO, null, ERROR),
  VERSION("appspec.version", "D-005", ERROR, ERROR, ERROR),
  VERSION_SPELLING("appspec.version-spelling", "D-006", INFO, null, ERROR),
  OS("appspec.os", "D-030", ERROR, ERROR, ERROR),
  UNKNOWN_KEY("appspec.unknown-key", "D-008", WARNING, WARNING, WARNING),
  WRONG_KIND("appspec.wrong-kind", "D-466", ERROR, ERROR, ERROR),
  FILE_EXISTS_BEHAVIOR("appspec.file-exists-behavior", "D-031", ERROR, ERROR, ERROR),

  NO_FILES("appspec.no-files", "D-468", null, null, ERROR),
  MISSING_SOURCE("appspec.missing-source", "D-041", ERROR, ERROR, ERROR),
  MISSING_DESTINATION("appspec.missing-destination", "D-041", ERROR, ERROR, ERROR),
  NUMBER_AS_PATH("appspec.number-as-path", "D-041", WARNING, WARNING, ERROR),
  OUTSIDE_BUNDLE("appspec.outside-bundle", "D-042", WARNING, WARNING, ERROR),
  RELATIVE_DESTINATION("appspec.relative-destination", "D-045", WARNING, WARNING, ERROR),

  WINDOWS_PERMISSIONS("appspec.windows-permissions", "D-060", ERROR, ERROR, ERROR),
  MISSING_OBJECT("appspec.missing-object", "D-061", ERROR, ERROR, ERROR),
  UNREACHED_OBJECT("appspec.unreached-object", "D-469", WARNING, WARNING, WARNING),
  PERMISSION_TYPE("appspec.permission-type", "D-063", ERROR, ERROR, ERROR),
  DEEP_GLOB("appspec.deep-glob", "D-462", WARNING, WARNING, WARNING),
  GLOB_CHARACTER("appspec.glob-character", "D-071", WARNING, WARNING, WARNING),
  MODE("appspec.mode", "D-065", ERROR, ERROR, ERROR),
  OCTAL_MODE("appspec.octal-mode", "D-066", WARNING, WARNING, ERROR),
  ACL("appspec.acl", "D-067", ERROR, ERROR, ERROR),
  CONTEXT_TYPE("appspec.context-type", "D-068", ERROR, ERROR, ERROR),
  CONTEXT_USER("appspec.context-user", "D-460", WARNING, WARNING, WARNING),
  CONTEXT_RANGE("appspec.context-range", "D-069", ERROR, ERROR, ERROR),

  UNKNOWN_EVENT("appspec.unknown-event", "D-082", WARNING, WARNING, ERROR),
  RESERVED_EVENT("appspec.reserved-event", "D-082", WARNING, WARNING, ERROR),
  MISSING_LOCATION("appspec.missing-location", "D-083", ERROR, ERROR, ERROR),
  TIMEOUT("appspec.timeout", "D-084", ERROR, ERROR, ERROR),
  TIMEOUT_READING("appspec.timeout-reading", "D-084", WARNING, WARNING, ERROR),
  SUDO_TEXT("appspec.sudo-text", "D-086", WARNING, WARNING, WARNING),
  WINDOWS_USER("appspec.windows-user", "D-087", WARNING, WARNING, WARNING),
  EVENT_TIME("appspec.event-time", "D-085", WARNING, WARNING, ERROR),
  DEFAULT_TIMEOUT("appspec.default-timeout", "D-085", WARNING, WARNING, WARNING),

  UNDOCUMENTED_VERSION("appspec.undocumented-version", "D-007", WARNING, WARNING, ERROR),
  RESOURCES("appspec.resources", "D-130", ERROR, ERROR, ERROR),
  SEVERAL_RESOURCES("appspec.several-resources", "D-133", ERROR, ERROR, ERROR),
  RESOURCE_TYPE("appspec.resource-type", "D-130", ERROR, ERROR, ERROR),
  RESOURCE_NAME("appspec.resource-name", "D-130", ERROR, ERROR, ERROR),
  KEY_CASE("appspec.key-case", "D-471", WARNING, WARNING, ERROR),
  REQUIRED("appspec.required", "D-130", ERROR, ERROR, ERROR),
  PLACEHOLDER("appspec.placeholder", "", INFO, INFO, WARNING),
  TASK_DEFINITION("appspec.task-definition", "D-140", WARNING, WARNING, ERROR),
  CONTAINER_PORT("appspec.container-port", "D-142", ERROR, ERROR, ERROR),
  QUOTED_PORT("appspec.quoted-port", "D-142", INFO, INFO, WARNING),
  PORT_RANGE("appspec.port-range", "D-142", WARNING, WARNING, WARNING),
  NETWORK("appspec.network", "D-144", ERROR, ERROR, ERROR),
  CAPACITY("appspec.capacity", "D-145", ERROR, ERROR, ERROR),
  UNUSED_PROVIDER("appspec.unused-provider", "D-145", INFO, INFO, INFO),
  FUNCTION_VERSION("appspec.function-version", "D-151", ERROR, ERROR, ERROR),
  EQUAL_VERSIONS("appspec.equal-versions", "D-151", WARNING, WARNING, WARNING),
  HOOK_SHAPE("appspec.hook-shape", "D-131", WARNING, WARNING, ERROR),
  UNKNOWN_HOOK("appspec.unknown-hook", "D-132", ERROR, ERROR, ERROR),
  EMPTY_HOOK("appspec.empty-hook", "D-132", ERROR, ERROR, ERROR),
  REPEATED_HOOK("appspec.repeated-hook", "D-132", WARNING, WARNING, ERROR);

  private final String id;
  private final String reference;
  private final @Nullable Severity service;
  private final @Nullable Severity agent;
  private final @Nullable Severity strict;

  DeployRule(
      String id,
      String reference,
      @Nullable Severity service,
      @Nullable Severity agent,
      @Nullable Severity strict) {
    this.id = id;
    this.reference = reference;
    this.service = service;
    this.agent = agent;
    this.strict = strict;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String reference() {
    return reference;
  }

  /** How much it matters in some mode: the most that any mode makes of it. */
  @Override
  public Severity severity() {
    return in(ConformanceMode.STRICT).or(() -> in(ConformanceMode.SERVICE)).orElse(INFO);
  }

  /** How much it matters in a mode; empty if that mode does not know it. */
  Optional<Severity> in(ConformanceMode mode) {
    return Optional.ofNullable(
        switch (mode) {
          case SERVICE -> service;
          case AGENT -> agent;
          case STRICT -> strict;
        });
  }

  /** The rule that a fault of the document breaks, as a mode sees it. */
  static Rule of(YamlFault fault, ConformanceMode mode) {
    DeployRule rule = of(fault);
    return new Judged(rule.id, rule.in(mode).orElse(INFO), rule.reference);
  }

  private record Judged(String id, Severity severity, String reference) implements Rule {}

  private static DeployRule of(YamlFault fault) {
    return switch (fault) {
      case SYNTAX, COMPLEX_KEY, BAD_ALIAS, BAD_MERGE -> SYNTAX;
      case TAB -> TAB;
      case EMPTY -> EMPTY;
      case NOT_A_MAPPING -> NOT_A_MAPPING;
      case SEVERAL_DOCUMENTS -> SEVERAL_DOCUMENTS;
      case DUPLICATE_KEY -> DUPLICATE_KEY;
      case ALIASES -> ALIASES;
      case BYTE_ORDER_MARK -> BYTE_ORDER_MARK;
      case TAG -> TAG;
      case TOO_LARGE -> TOO_LARGE;
    };
  }
}
