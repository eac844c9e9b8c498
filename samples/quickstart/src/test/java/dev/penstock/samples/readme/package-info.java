/** The README's snippets, compiled and run as a reader would. */
package dev.penstock.samples.readme;
