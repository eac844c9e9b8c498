package dev.penstock.spec.pipeline;

/** How much is known about a value. */
enum Knowledge {
  /** It stands in the file. */
  WRITTEN,
  /** It was worked out of the file and the parameters. */
  RESOLVED,
  /** Parts of the text are unknown, and stand for themselves in the rest. */
  PARTIAL,
  /** Nothing is known; a text stands for it. */
  UNKNOWN,
  /** It was reported as a fault already. */
  FAULTY
}
