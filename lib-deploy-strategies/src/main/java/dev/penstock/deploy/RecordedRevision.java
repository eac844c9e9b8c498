package dev.penstock.deploy;

import dev.penstock.revision.Digest;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.Revision;

/**
 * A revision as events keep it, with the way in which it was installed: a rollback installs it in
 * the same way (D-357).
 */
record RecordedRevision(
    String id,
    String bundle,
    String digest,
    String description,
    FileExistsBehavior fileExistsBehavior) {

  static RecordedRevision of(Revision revision, FileExistsBehavior behavior) {
    return new RecordedRevision(
        revision.id(),
        revision.bundle(),
        revision.digest().hex(),
        revision.description(),
        behavior);
  }

  /** The same, installed in another way. */
  RecordedRevision installedBy(FileExistsBehavior behavior) {
    return new RecordedRevision(id, bundle, digest, description, behavior);
  }

  Revision toRevision() {
    return new Revision(id, bundle, new Digest(digest), description);
  }
}
