package dev.penstock.source;

/** One step of a compiled glob: it takes a character, or leads on without one. */
sealed interface GlobStep {

  /** Whether the step takes this character; steps that only lead on take none. */
  default boolean takes(int character) {
    return false;
  }

  /** Whether the step may take another character after one that it took. */
  default boolean isRepeating() {
    return false;
  }

  /** Takes one character. */
  record Literal(int expected) implements GlobStep {
    @Override
    public boolean takes(int character) {
      return character == expected;
    }
  }

  /** Takes one character of a segment. */
  record OneOfSegment() implements GlobStep {
    @Override
    public boolean takes(int character) {
      return character != '/';
    }
  }

  /** Takes one character within, or without, the ranges; bounds alternate, both inclusive. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record OneOfClass(int[] bounds, boolean isNegated) implements GlobStep {
    @Override
    public boolean takes(int character) {
      boolean isWithin = false;
      for (int i = 0; i < bounds.length && !isWithin; i += 2) {
        isWithin = bounds[i] <= character && character <= bounds[i + 1];
      }
      return character != '/' && isWithin != isNegated;
    }
  }

  /** Takes any run of characters, with or without slashes, and leads on at any time. */
  record Run(boolean crossesSegments) implements GlobStep {
    @Override
    public boolean takes(int character) {
      return crossesSegments || character != '/';
    }

    @Override
    public boolean isRepeating() {
      return true;
    }
  }

  /** Leads on, and where a segment starts also behind the directories that follow. */
  record MaybeDirectories(int behind) implements GlobStep {}

  /** Leads to each alternative. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Fork(int[] alternatives) implements GlobStep {}

  /** Leads behind the alternatives. */
  record Jump(int target) implements GlobStep {}

  /** The end of the pattern. */
  record End() implements GlobStep {}
}
