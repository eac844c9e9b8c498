package dev.penstock.spec.tree;

/** What can be wrong with a document before its format matters. */
public enum YamlFault {
  /** The text is no YAML. */
  SYNTAX,
  /** A tab indents a line. */
  TAB,
  /** The document is empty. */
  EMPTY,
  /** The document is something else than a mapping. */
  NOT_A_MAPPING,
  /** More documents follow the first. */
  SEVERAL_DOCUMENTS,
  /** A key stands twice in one mapping; the later one wins. */
  DUPLICATE_KEY,
  /** A key is no text. */
  COMPLEX_KEY,
  /** Anchors or merge keys are used. */
  ALIASES,
  /** An alias names no anchor, or the very part that it stands in. */
  BAD_ALIAS,
  /** A merge key is given something else than mappings. */
  BAD_MERGE,
  /** The text begins with a byte order mark. */
  BYTE_ORDER_MARK,
  /** A tag that only some other tool understands. */
  TAG,
  /** The text is too long, too deep, or grows too large when its aliases are replaced. */
  TOO_LARGE
}
