package dev.penstock.artifact.store;

import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Reads content and verifies it: small content at once, other content block by block. */
record ContentReader(DurableDirectory directory, ContentFiles files) {

  InputStream open(Digest digest) throws IOException {
    ContentId id = ContentId.of(digest);
    Packs.Packed packed = files.packs().read(id);
    return packed == null
        ? new VerifyingInput(loose(id), id, () -> files.suspect(id))
        : new VerifyingInput(
            new ByteArrayInputStream(packed.bytes()), id, () -> files.suspect(id, packed.place()));
  }

  private InputStream loose(ContentId id) throws IOException {
    OpenFile file = file(id);
    try {
      byte[] small = small(file);
      return small == null ? file.stream() : new ByteArrayInputStream(small);
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /** All of a small file, which is closed then; null if it is a larger one. */
  private static byte @Nullable [] small(OpenFile file) throws IOException {
    if (file.size() > HashingOutput.BUFFER) {
      return null;
    }
    byte[] all = file.read(0, (int) file.size());
    file.close();
    return all;
  }

  SeekableByteChannel openVerified(Digest digest) throws IOException {
    ContentId id = ContentId.of(digest);
    Packs.Packed packed = files.packs().read(id);
    if (packed != null) {
      ContentId found = sha256(packed.bytes());
      if (found.equals(id)) {
        return new BytesChannel(packed.bytes());
      }
      if (!files.fallBack(id, packed.place())) {
        files.suspect(id);
        throw new AlteredContentException(id.digest(), found.digest());
      }
    }
    OpenFile file = file(id);
    try {
      byte[] small = small(file);
      if (small != null) {
        requireSame(id, sha256(small));
        return new BytesChannel(small); // what was verified, whatever becomes of the file
      }
      MessageDigest sha256 = ContentDigests.digest("SHA-256");
      byte[] block = new byte[HashingOutput.BUFFER];
      InputStream all = file.stream();
      for (int count = all.read(block); count >= 0; count = all.read(block)) {
        sha256.update(block, 0, count);
      }
      requireSame(id, ContentId.of(sha256.digest()));
      return file.channel().position(0);
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private static ContentId sha256(byte[] bytes) {
    return ContentId.of(ContentDigests.digest("SHA-256").digest(bytes));
  }

  private void requireSame(ContentId id, ContentId found) throws AlteredContentException {
    if (!found.equals(id)) {
      files.suspect(id);
      throw new AlteredContentException(id.digest(), found.digest());
    }
  }

  private OpenFile file(ContentId id) throws IOException {
    try {
      return directory.read(files.loose().path(id));
    } catch (NoSuchFileException e) {
      throw new MissingContentException(id.digest());
    }
  }
}
