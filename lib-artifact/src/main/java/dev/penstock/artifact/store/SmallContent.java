package dev.penstock.artifact.store;

import java.nio.ByteBuffer;

/**
 * Content that is to be packed.
 *
 * @param id its name
 * @param bytes all of it; not changed, and its position left alone
 * @param superseded the length of the file that has had it so far; negative if there is none
 */
record SmallContent(ContentId id, ByteBuffer bytes, long superseded) {
  int length() {
    return bytes.remaining();
  }
}
