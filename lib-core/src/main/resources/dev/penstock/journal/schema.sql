-- The tables of dev.penstock.journal.JdbcJournal, for PostgreSQL and H2.
--
-- Elsewhere: stream ids must be compared byte by byte (a binary or case-sensitive collation), and
-- "fields" holds up to 16 MB of text: CLOB in Oracle and Db2, LONGTEXT in MySQL and MariaDB,
-- VARCHAR(MAX) in SQL Server. The default character set must hold all of Unicode.

-- One row: the version of these tables, and the highest epoch of any stream that was removed.
CREATE TABLE penstock_journal (
  schema_version INTEGER NOT NULL,
  removed_epoch  BIGINT  NOT NULL
);

INSERT INTO penstock_journal (schema_version, removed_epoch) VALUES (1, 0);

-- One row for each stream: who may append (epoch), and which events there are.
CREATE TABLE penstock_stream (
  stream         VARCHAR(400) NOT NULL,
  epoch          BIGINT       NOT NULL,
  first_sequence BIGINT       NOT NULL,
  next_sequence  BIGINT       NOT NULL,
  PRIMARY KEY (stream)
);

-- One row for each event. The primary key is the second lock: no two writers get one number.
CREATE TABLE penstock_event (
  stream          VARCHAR(400) NOT NULL,
  sequence_number BIGINT       NOT NULL,
  epoch           BIGINT       NOT NULL,
  record_format   INTEGER      NOT NULL,
  written_by      VARCHAR(40)  NOT NULL,
  event_type      VARCHAR(400) NOT NULL,
  event_version   INTEGER      NOT NULL,
  fields          TEXT         NOT NULL,
  PRIMARY KEY (stream, sequence_number)
);
