package dev.penstock.spec.pipeline;

import java.util.Locale;

/** How a definition spells its keys, and how strict it is about kinds of values. */
enum Form {
  /** The service's own JSON or YAML: lowerCamelCase, a text is a text. */
  SERVICE,
  /** A resource of a template: PascalCase, numbers and booleans become texts (P-1511, P-1516). */
  TEMPLATE;

  /** A key in this form. */
  String spell(String key) {
    String first = key.substring(0, 1);
    return (this == SERVICE ? first.toLowerCase(Locale.ROOT) : first.toUpperCase(Locale.ROOT))
        + key.substring(1);
  }

  /** The same key as the other form spells it. */
  String misspell(String key) {
    return (this == SERVICE ? TEMPLATE : SERVICE).spell(key);
  }
}
