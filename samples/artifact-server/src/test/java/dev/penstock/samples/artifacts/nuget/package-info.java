/** NuGet's third protocol against the sample server, as its documentation describes it. */
@NullMarked
package dev.penstock.samples.artifacts.nuget;

import org.jspecify.annotations.NullMarked;
