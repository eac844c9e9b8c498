package dev.penstock.artifact.store;

import java.io.IOException;

/** What a catalogue once wrote to its directory is not there as it was. */
public final class DamagedCatalogueException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Says where.
   *
   * @param place the file and the place in it
   * @param found what is wrong there
   */
  public DamagedCatalogueException(String place, String found) {
    super(
        place
            + ": "
            + found
            + ". This was durable before, so it is damage and no torn write. Nothing was changed."
            + " Put the file back from a copy");
  }
}
