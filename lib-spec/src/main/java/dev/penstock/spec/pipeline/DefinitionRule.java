package dev.penstock.spec.pipeline;

import static dev.penstock.diagnostic.Severity.ERROR;
import static dev.penstock.diagnostic.Severity.INFO;
import static dev.penstock.diagnostic.Severity.WARNING;

import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.tree.Rule;
import dev.penstock.spec.tree.YamlFault;

/** The rules that a definition can break as a file, beside those of pipelines. */
enum DefinitionRule implements Rule {
  SYNTAX("definition.syntax", ERROR, "P-1505"),
  TAB("definition.tab", ERROR, "P-1505"),
  NOT_A_MAPPING("definition.not-a-mapping", ERROR, ""),
  EMPTY("definition.empty", ERROR, ""),
  SEVERAL_DOCUMENTS("definition.several-documents", WARNING, ""),
  DUPLICATE_KEY("definition.duplicate-key", WARNING, ""),
  ALIASES("definition.aliases", INFO, ""),
  BYTE_ORDER_MARK("definition.byte-order-mark", INFO, "P-1505"),
  TAG("definition.tag", ERROR, "P-1519"),
  TOO_LARGE("definition.too-large", ERROR, ""),
  NO_JSON("definition.no-json", WARNING, "P-1505"),
  FOREIGN("definition.foreign", ERROR, "P-1506"),
  NO_PIPELINE("definition.no-pipeline", ERROR, "P-1520"),
  METADATA("definition.metadata", INFO, "P-1501"),
  UNKNOWN_KEY("definition.unknown-key", ERROR, ""),
  KEY_CASE("definition.key-case", WARNING, "P-1511"),
  REQUIRED("definition.required", ERROR, ""),
  WRONG_TYPE("definition.wrong-type", ERROR, ""),
  TEXT_TYPE("definition.text-type", ERROR, "P-1525"),
  BOOLEAN_TEXT("definition.boolean-text", ERROR, "P-436"),
  NESTED_VALUE("definition.nested-value", ERROR, "P-1518"),
  WORD("definition.word", ERROR, ""),
  ACTION_TYPE("definition.action-type", ERROR, "P-142"),
  ONE_CONDITION("definition.one-condition", ERROR, "P-138"),
  EMPTY_PATTERNS("definition.empty-patterns", ERROR, "P-719"),
  REPEATED_REGION("definition.repeated-region", ERROR, "P-1512"),
  PIPELINE_TAG("definition.pipeline-tag", ERROR, "P-1455"),
  PLAIN_SECRET("definition.plain-secret", WARNING, "P-1534");

  private final String id;
  private final Severity severity;
  private final String reference;

  DefinitionRule(String id, Severity severity, String reference) {
    this.id = id;
    this.severity = severity;
    this.reference = reference;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Severity severity() {
    return severity;
  }

  @Override
  public String reference() {
    return reference;
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
