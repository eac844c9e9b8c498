/**
 * JMH: each job through the public API, beside its limit and what a user would pick instead, in one
 * run.
 *
 * <p>{@link dev.penstock.samples.benchmarks.BenchmarkTable} runs them and prints ratios.
 */
@NullMarked
package dev.penstock.samples.benchmarks;

import org.jspecify.annotations.NullMarked;
