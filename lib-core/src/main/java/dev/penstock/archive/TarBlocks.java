package dev.penstock.archive;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The blocks of a tar archive, unpacked if gzip packed them. Counts what goes in and comes out, so
 * that an archive which unpacks to too much is noticed while it does.
 */
final class TarBlocks {
  static final int BLOCK = 512;

  /** How much may follow the end mark: tar pads to a record, whose size its user chooses. */
  private static final long MOST_PADDING = 1 << 20;

  private final Counted packed;
  private final InputStream unpacked;
  private final ExtractionLimits limits;
  private long count;

  private TarBlocks(Counted packed, InputStream unpacked, ExtractionLimits limits) {
    this.packed = packed;
    this.unpacked = unpacked;
    this.limits = limits;
  }

  static TarBlocks of(InputStream archive, ExtractionLimits limits) throws IOException {
    Counted packed = new Counted(archive);
    BufferedInputStream buffered = new BufferedInputStream(packed, ZipFormat.BUFFER);
    buffered.mark(2);
    boolean isGzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    try {
      return new TarBlocks(
          packed, isGzip ? new GZIPInputStream(buffered, ZipFormat.BUFFER) : buffered, limits);
    } catch (ZipException | EOFException e) {
      throw unreadable(e);
    }
  }

  /** The next block, or nothing at the end of the stream. */
  byte[] block() throws IOException {
    byte[] block = new byte[BLOCK];
    int read = read(block, 0, BLOCK);
    return read == BLOCK ? block : new byte[0];
  }

  /** Reads exactly that many bytes. */
  void readFully(byte[] buffer, int length) throws IOException {
    if (read(buffer, 0, length) < length) {
      throw new ArchiveException("", "damaged: it ends too early");
    }
  }

  /** Passes over what fills the last block of that many bytes. */
  void skipPadding(long size) throws IOException {
    int rest = (int) (size % BLOCK);
    if (rest > 0) {
      readFully(new byte[BLOCK], BLOCK - rest);
    }
  }

  /** Reads to the end of the stream, where gzip keeps its checksum. */
  void finish() throws IOException {
    byte[] buffer = new byte[ZipFormat.BUFFER];
    long padding = 0;
    for (int read = read(buffer, 0, buffer.length);
        read > 0;
        read = read(buffer, 0, buffer.length)) {
      padding += read;
      if (padding > MOST_PADDING) {
        throw new ArchiveException("", "damaged: more data follows its end");
      }
    }
  }

  private int read(byte[] buffer, int offset, int length) throws IOException {
    int read;
    try {
      read = unpacked.readNBytes(buffer, offset, length);
    } catch (ZipException | EOFException e) {
      throw unreadable(e);
    }
    count += read;
    if (count > ExtractionLimits.RATIO_FLOOR && count / limits.ratio() > packed.count) {
      throw new ArchiveException(
          "", "unpacks to more than " + limits.ratio() + " times its size, like a bomb");
    }
    return read;
  }

  private static ArchiveException unreadable(IOException cause) {
    ArchiveException failure =
        new ArchiveException("", "damaged: its compressed data is unreadable or incomplete");
    failure.initCause(cause);
    return failure;
  }

  /** Counts what is read from the archive itself. */
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
