package dev.penstock.samples.benchmarks;

import java.util.List;

/**
 * How many times faster the artifact store is than JGit's object store and Maven's local
 * repository.
 */
record StorePeerRows(Invocation invocation) {

  String rows() throws Exception {
    return "\n" + Goal.HEADER + inMemory() + onDisk();
  }

  private String inMemory() throws Exception {
    return invocation.jmh(
        options ->
            options
                .include("StorePeerBenchmark.(put|read|jgitLoose|jgitRead|mavenInstall|mavenRead)$")
                .param("disk", "memory"),
        List.of(
            new Goal(
                "store-1 JGit 7.8.0, loose objects, 1,000 x 1 KB",
                "put memory",
                "jgitLoose memory",
                "us",
                Bar.timesBetter(3.5)),
            new Goal(
                "store-4 JGit 7.8.0, read without verifying, 1,000 x 1 KB",
                "read memory",
                "jgitRead memory",
                "us",
                Bar.timesBetter(2)),
            new Goal(
                "store-1 Maven Resolver 2.0.25, install, 1,000 x 1 KB",
                "put memory",
                "mavenInstall memory",
                "us",
                Bar.timesBetter(7)),
            new Goal(
                "store-4 Maven Resolver 2.0.25, resolveArtifact without verifying, 1,000 x 1 KB",
                "read memory",
                "mavenRead memory",
                "us",
                Bar.timesBetter(2))));
  }

  private String onDisk() throws Exception {
    return invocation.jmh(
        options ->
            options
                .include("StorePeerBenchmark.(putAll|jgitPack|mavenInstallAll)$")
                .param("disk", "disk"),
        List.of(
            new Goal(
                "store-3 JGit 7.8.0, PackInserter, not durable, 1,000 x 1 KB",
                "putAll disk",
                "jgitPack disk",
                "us",
                Bar.timesBetter(3)),
            new Goal(
                "store-3 Maven Resolver 2.0.25, one request, not durable, 1,000 x 1 KB",
                "putAll disk",
                "mavenInstallAll disk",
                "us",
                Bar.timesBetter(25))));
  }
}
