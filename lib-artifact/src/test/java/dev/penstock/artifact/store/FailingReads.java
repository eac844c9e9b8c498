package dev.penstock.artifact.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The real disk, of which one step of reading goes wrong. */
final class FailingReads extends DiskDecorator {
  private final Fault fault;
  private int stepsLeft;
  private boolean hasFailed;

  enum Fault {
    /** The step fails. */
    ERROR,
    /** A read gives one byte, as it may; opening is not concerned. */
    SHORT,
    /** A read gives nothing, as at the end of a file; opening is not concerned. */
    END
  }

  FailingReads(int stepsLeft, Fault fault) {
    this.stepsLeft = stepsLeft;
    this.fault = fault;
  }

  boolean hasFailed() {
    return hasFailed;
  }

  private boolean isNow() {
    boolean isNow = stepsLeft-- == 0;
    hasFailed |= isNow;
    return isNow;
  }

  @Override
  public FileChannel openToRead(Path file) throws IOException {
    if (fault == Fault.ERROR && isNow()) {
      throw new IOException("input/output error");
    }
    return super.openToRead(file);
  }

  @Override
  public int read(FileChannel file, ByteBuffer into, long offset) throws IOException {
    if (!into.hasRemaining() || !isNow()) {
      return super.read(file, into, offset);
    }
    if (fault == Fault.ERROR) {
      throw new IOException("input/output error");
    }
    if (fault == Fault.END) {
      return -1;
    }
    ByteBuffer one = into.slice(into.position(), 1);
    int count = super.read(file, one, offset);
    into.position(into.position() + count);
    return count;
  }

  @Override
  public void read(RandomAccessFile file, long offset, byte[] into) throws IOException {
    if (isNow() && fault != Fault.SHORT) {
      throw fault == Fault.END ? new EOFException() : new IOException("input/output error");
    }
    super.read(file, offset, into);
  }
}
