package dev.penstock.spec.build;

import static dev.penstock.diagnostic.Severity.ERROR;
import static dev.penstock.diagnostic.Severity.INFO;
import static dev.penstock.diagnostic.Severity.WARNING;

import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.tree.Rule;
import dev.penstock.spec.tree.YamlFault;

/** The rules of a buildspec. The severity is that of the common case. */
enum BuildRule implements Rule {
  SYNTAX("BS001", ERROR),
  TAB("BS002", ERROR),
  NOT_A_MAPPING("BS003", ERROR),
  SEVERAL_DOCUMENTS("BS004", WARNING),
  DUPLICATE_KEY("BS005", ERROR),
  ALIASES("BS006", INFO),
  BYTE_ORDER_MARK("BS007", INFO),
  TAG("BS008", ERROR),
  VERSION_MISSING("BS010", ERROR),
  VERSION_UNSUPPORTED("BS011", ERROR),
  VERSION_OLD("BS012", WARNING),
  OLD_KEY("BS014", WARNING),
  ENV_IN_OLD_VERSION("BS015", INFO),
  UNKNOWN_TOP_LEVEL_KEY("BS020", WARNING),
  MISPLACED_KEY("BS021", WARNING),
  SECTION_KIND("BS022", ERROR),
  EMPTY_SECTION("BS023", WARNING),
  COMPANION_KEY("BS024", INFO),
  PHASES_MISSING("BS030", ERROR),
  BATCH_ONLY("BS031", INFO),
  NO_KNOWN_PHASE("BS032", ERROR),
  UNKNOWN_PHASE("BS033", WARNING),
  PHASE_KIND("BS034", ERROR),
  EMPTY_PHASE("BS035", WARNING),
  NO_COMMANDS("BS036", WARNING),
  SCALAR_COMMANDS("BS037", WARNING),
  MAPPING_ITEM("BS038", ERROR),
  NESTED_COMMANDS("BS039", ERROR),
  EMPTY_ITEM("BS040", WARNING),
  EMPTY_LIST("BS041", WARNING),
  UNQUOTED_ITEM("BS042", INFO),
  UNKNOWN_PHASE_KEY("BS043", WARNING),
  RUNTIMES_OUTSIDE_INSTALL("BS044", WARNING),
  STEPS_AND_COMMANDS("BS045", ERROR),
  ON_FAILURE("BS047", ERROR),
  RUNTIME_KIND("BS060", ERROR),
  UNKNOWN_RUNTIME("BS061", WARNING),
  UNQUOTED_VERSION("BS062", INFO),
  NO_RUNTIME("BS065", WARNING),
  UNKNOWN_ENV_KEY("BS070", WARNING),
  ENV_KIND("BS071", ERROR),
  VARIABLE_KIND("BS072", ERROR),
  EMPTY_VARIABLE("BS073", WARNING),
  VARIABLE_NAME("BS074", WARNING),
  RESERVED_VARIABLE("BS075", WARNING),
  NOT_EXPANDED("BS076", WARNING),
  VARIABLE_TWICE("BS077", WARNING),
  UNQUOTED_VARIABLE("BS079", INFO),
  SECRET_REFERENCE("BS080", ERROR),
  EXPORTED_KIND("BS081", ERROR),
  NOT_EXPORTABLE("BS082", WARNING),
  UNKNOWN_SHELL("BS083", WARNING),
  FILES_MISSING("BS090", ERROR),
  SCALAR_FILES("BS091", WARNING),
  TYPE_DEPRECATED("BS092", INFO),
  ARTIFACT_KEY("BS093", WARNING),
  YES_OR_NO("BS094", WARNING),
  DIRECTORY_PATTERN("BS095", INFO),
  RUN_AS("BS150", ERROR),
  READ_OVER("BS900", INFO),
  TOO_LARGE("BS901", ERROR);

  private final String id;
  private final Severity severity;

  BuildRule(String id, Severity severity) {
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
      case EMPTY, NOT_A_MAPPING -> NOT_A_MAPPING;
      case SEVERAL_DOCUMENTS -> SEVERAL_DOCUMENTS;
      case DUPLICATE_KEY -> DUPLICATE_KEY;
      case ALIASES -> ALIASES;
      case BYTE_ORDER_MARK -> BYTE_ORDER_MARK;
      case TAG -> TAG;
      case TOO_LARGE -> TOO_LARGE;
    };
  }
}
