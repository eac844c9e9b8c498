package dev.penstock.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Real files, of which one operation fails: the one with a given number, or all from it on. Nothing
 * is forced, as no test cuts the power.
 */
final class FaultyStorage implements JournalStorage {

  /** How it fails. */
  enum Fault {
    /** The operation does nothing. */
    REFUSES,
    /** A write stops in the middle; other operations do nothing. */
    WRITES_HALF,
    /** The operation is done, and reported as failed. */
    DOES_IT_AND_FAILS,
    /** Nothing can be written from then on. */
    REFUSES_FROM_THEN_ON
  }

  private final JournalStorage real;
  private final Fault fault;
  private final int failing;
  private int operations;

  /** Called instead of each force of a file. */
  private Runnable onForce = () -> {};

  private FaultyStorage(JournalStorage real, Fault fault, int failing) {
    this.real = real;
    this.fault = fault;
    this.failing = failing;
  }

  /** Files of which no operation fails. */
  static FaultyStorage faultless(Path directory) {
    return of(directory, Fault.REFUSES, Integer.MAX_VALUE);
  }

  static FaultyStorage of(Path directory, Fault fault, int failing) {
    return new FaultyStorage(new DirectoryStorage(directory), fault, failing);
  }

  void onForce(Runnable action) {
    onForce = action;
  }

  /** How many operations that change something there were. */
  int operations() {
    return operations;
  }

  private interface Operation {
    void run() throws IOException;
  }

  private void change(Operation whole, Operation half) throws IOException {
    int number = operations++;
    if (number < failing || (number > failing && fault != Fault.REFUSES_FROM_THEN_ON)) {
      whole.run();
      return;
    }
    if (fault == Fault.WRITES_HALF) {
      half.run();
    } else if (fault == Fault.DOES_IT_AND_FAILS) {
      whole.run();
    }
    throw new IOException("No space left on device");
  }

  @Override
  public String place() {
    return real.place();
  }

  @Override
  public List<String> names() throws IOException {
    return real.names();
  }

  @Override
  public SegmentFile reader(String name) throws IOException {
    return real.reader(name);
  }

  @Override
  public SegmentFile writer(String name) throws IOException {
    return new FaultyFile(real.writer(name));
  }

  @Override
  public SegmentFile create(String name) throws IOException {
    change(() -> real.create(name).close(), () -> {});
    return writer(name);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    change(() -> real.rename(from, to), () -> {});
  }

  @Override
  public void delete(String name) throws IOException {
    change(() -> real.delete(name), () -> {});
  }

  @Override
  public void force() throws IOException {
    change(() -> {}, () -> {});
  }

  private final class FaultyFile implements SegmentFile {
    private final SegmentFile file;

    FaultyFile(SegmentFile file) {
      this.file = file;
    }

    @Override
    public long length() throws IOException {
      return file.length();
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) throws IOException {
      return file.read(position, into, offset, length);
    }

    @Override
    public void append(byte[] from, int offset, int length) throws IOException {
      change(() -> file.append(from, offset, length), () -> file.append(from, offset, length / 2));
    }

    @Override
    public void force() throws IOException {
      change(() -> onForce.run(), () -> {});
    }

    @Override
    public void truncate(long length) throws IOException {
      change(() -> file.truncate(length), () -> {});
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
