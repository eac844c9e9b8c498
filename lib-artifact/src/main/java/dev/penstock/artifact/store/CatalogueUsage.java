package dev.penstock.artifact.store;

/**
 * How big a catalogue in files is.
 *
 * @param documents how many documents it has
 * @param neededBytes how many bytes of its files they take
 * @param fileBytes how many bytes its files have; the rest is freed as commits come, or by {@link
 *     FileCatalogue#compact}
 */
public record CatalogueUsage(int documents, long neededBytes, long fileBytes) {}
