package dev.penstock.journal;

import java.io.IOException;
import java.util.List;

/** The file operations that a file journal needs, so that tests can let each of them fail. */
interface JournalStorage {

  /** Where the files are, for messages. */
  String place();

  /** The names of all files there, in no order. */
  List<String> names() throws IOException;

  /** Opens an existing file for reading only. */
  SegmentFile reader(String name) throws IOException;

  /** Opens an existing file for reading and appending. */
  SegmentFile writer(String name) throws IOException;

  /** Creates an empty file for appending; fails if it exists. */
  SegmentFile create(String name) throws IOException;

  /** Gives a file a name that no file has. */
  void rename(String from, String to) throws IOException;

  /** Deletes a file if it is there. */
  void delete(String name) throws IOException;

  /** Makes the directory's entries durable. */
  void force() throws IOException;
}
