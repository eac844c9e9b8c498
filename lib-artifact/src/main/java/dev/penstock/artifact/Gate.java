package dev.penstock.artifact;

import dev.penstock.artifact.store.Catalogue.Change;
import java.io.IOException;

/** The admission of a domain, asked on behalf of one of its repositories. */
record Gate(Admission admission, String repository) {

  void beforePublish(VersionCoordinates version) throws IOException {
    admission.beforePublish(repository, version);
  }

  /** Lets a version in, which may change other documents together with the draft. */
  void admit(PackageDraft draft, VersionCoordinates version, Arrival arrival) throws IOException {
    for (Change change : admission.alongWith(repository, version, arrival, draft.exists())) {
      draft.with(change);
    }
  }

  /** Forgets what is known about a package that is being removed. */
  void forget(PackageDraft draft) throws IOException {
    for (Change change : admission.alongWithDeletion(repository, draft.coordinates())) {
      draft.with(change);
    }
  }
}
