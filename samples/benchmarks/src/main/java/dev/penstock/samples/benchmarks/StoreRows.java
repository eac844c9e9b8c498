package dev.penstock.samples.benchmarks;

import java.util.List;

/** The goals of the artifact store. */
record StoreRows(Invocation invocation) {

  String rows() throws Exception {
    return inMemory() + reading() + onDisk() + large() + pages();
  }

  private String inMemory() throws Exception {
    return invocation.jmh(
        options -> options.include("StoreBenchmark.(put|putByHand)$").param("disk", "memory"),
        List.of(
            new Goal(
                "store-1 put 1,000 x 1 KB, to hash, write and rename",
                "put memory",
                "putByHand memory",
                "us",
                Bar.atMost(1.3))));
  }

  private String reading() throws Exception {
    return invocation.rows(
        () -> invocation.rounds(StoreReadRounds.class, invocation.seconds(3)),
        List.of(
            new Goal(
                "store-4 verify 1,000 x 1 KB, then read",
                "read",
                "readByHand",
                "us",
                Bar.atMost(1.3)),
            new Goal(
                "store-4 verify 1,000 x 1 KB while reading",
                "stream",
                "readByHand",
                "us",
                Bar.atMost(1.3))));
  }

  private String onDisk() throws Exception {
    return invocation.jmh(
        options ->
            options
                .include("StoreBenchmark.(putRecorded|putRecordedByHand|putAll|pack)$")
                .param("disk", "disk"),
        List.of(
            new Goal(
                "store-2 durable put and record, 1,000 x 1 KB",
                "putRecorded disk",
                "putRecordedByHand disk",
                "us",
                Bar.atMost(1.3)),
            new Goal(
                "store-3 durable batch of 1,000 x 1 KB, to one file and force",
                "putAll disk",
                "pack disk",
                "us",
                Bar.atMost(5))));
  }

  private String large() throws Exception {
    int seconds = invocation.isQuick() ? 30 : 120;
    return invocation.rows(
        () -> invocation.rounds(LargeContentRounds.class, seconds),
        List.of(
            new Goal(
                "store-5 durable put of 256 MB, to its four digests",
                "put",
                "fourDigests",
                "ms",
                Bar.atMost(1.15)),
            new Goal(
                "store-5 put of 256 MB again, to its four digests",
                "putAgain",
                "fourDigests",
                "ms",
                Bar.atMost(1.05)),
            new Goal(
                "store-5 durable put of 256 MB, to SHA-256 alone",
                "put",
                "sha256",
                "ms",
                Bar.atMost(1.15))));
  }

  private String pages() throws Exception {
    return invocation.jmh(
        options -> options.include("CatalogueBenchmark"),
        List.of(
            new Goal(
                "catalogue last page of 100,000 versions, to the first",
                "lastPage 100000",
                "firstPage 100000",
                "us",
                Bar.atMost(1.5))));
  }
}
