package dev.penstock.artifact.store;

/**
 * Where a line of a catalogue's log is.
 *
 * @param segment the number of its file
 * @param offset where it starts
 * @param length how many bytes it has, with the newline
 */
record Place(int segment, int offset, int length) {}
