package dev.penstock.revision;

/** What an installation does when a file is already where it wants to put one. */
public enum FileExistsBehavior {
  /** Fail, and name the file. */
  DISALLOW,
  /** Replace the file. */
  OVERWRITE,
  /** Keep the file that is there. */
  RETAIN
}
