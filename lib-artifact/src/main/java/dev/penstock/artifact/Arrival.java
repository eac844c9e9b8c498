package dev.penstock.artifact;

/** How a version comes into a repository. */
public enum Arrival {
  /** It is published into it. */
  PUBLISHED,
  /** It is copied from another repository on somebody's order. */
  COPIED,
  /** It is kept from another repository of the domain, because a reader was given it. */
  RETAINED,
  /** It is taken in through an external connection, because a reader was given it. */
  INGESTED
}
