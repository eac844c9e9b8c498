package dev.penstock.artifact;

import dev.penstock.artifact.VersionEvent.Operation;

/** One repository's voice. */
record EventSource(String domain, String repository, VersionListener listener) {

  void tell(
      VersionDescription version, Operation operation, int assetsAdded, boolean isStatusChanged) {
    listener.onChange(
        new VersionEvent(domain, repository, version, operation, assetsAdded, isStatusChanged));
  }
}
