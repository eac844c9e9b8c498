/**
 * Each job through the public API, beside its limit and what a user would pick instead, in one run:
 * of JMH, or of rounds where forks that follow each other differ more than what is compared.
 *
 * <p>{@link dev.penstock.samples.benchmarks.BenchmarkTable} runs them and prints ratios.
 */
@NullMarked
package dev.penstock.samples.benchmarks;

import org.jspecify.annotations.NullMarked;
