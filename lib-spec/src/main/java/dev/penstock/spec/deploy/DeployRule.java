package dev.penstock.spec.deploy;

import static dev.penstock.diagnostic.Severity.ERROR;
import static dev.penstock.diagnostic.Severity.INFO;
import static dev.penstock.diagnostic.Severity.WARNING;

import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.tree.Rule;
import dev.penstock.spec.tree.YamlFault;

/** The rules of an appspec. */
enum DeployRule implements Rule {
  SYNTAX("appspec.syntax", ERROR),
  TAB("appspec.tab", ERROR),
  EMPTY("appspec.empty", ERROR),
  NOT_A_MAPPING("appspec.not-a-mapping", ERROR),
  SEVERAL_DOCUMENTS("appspec.several-documents", WARNING),
  DUPLICATE_KEY("appspec.duplicate-key", WARNING),
  ALIASES("appspec.aliases", WARNING),
  BYTE_ORDER_MARK("appspec.byte-order-mark", WARNING),
  TAG("appspec.tag", ERROR),
  TOO_LARGE("appspec.too-large", ERROR),
  NOT_SERVER("appspec.not-server", ERROR),
  VERSION("appspec.version", ERROR),
  OS("appspec.os", ERROR),
  UNKNOWN_KEY("appspec.unknown-key", WARNING),
  WRONG_KIND("appspec.wrong-kind", ERROR),
  FILE_EXISTS_BEHAVIOR("appspec.file-exists-behavior", ERROR),
  MISSING_SOURCE("appspec.missing-source", ERROR),
  MISSING_DESTINATION("appspec.missing-destination", ERROR),
  OUTSIDE_BUNDLE("appspec.outside-bundle", ERROR),
  RELATIVE_DESTINATION("appspec.relative-destination", WARNING),
  WINDOWS_PERMISSIONS("appspec.windows-permissions", ERROR),
  MISSING_OBJECT("appspec.missing-object", ERROR),
  PERMISSION_TYPE("appspec.permission-type", ERROR),
  MODE("appspec.mode", ERROR),
  OCTAL_MODE("appspec.octal-mode", WARNING),
  UNKNOWN_EVENT("appspec.unknown-event", WARNING),
  RESERVED_EVENT("appspec.reserved-event", WARNING),
  MISSING_LOCATION("appspec.missing-location", ERROR),
  TIMEOUT("appspec.timeout", ERROR),
  EVENT_TIME("appspec.event-time", WARNING),
  READ_OVER("appspec.read-over", INFO);

  private final String id;
  private final Severity severity;

  DeployRule(String id, Severity severity) {
    this.id = id;
    this.severity = severity;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Severity severity() {
    return severity;
  }

  /** The rule that a fault of the document breaks. */
  static Rule of(YamlFault fault) {
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
