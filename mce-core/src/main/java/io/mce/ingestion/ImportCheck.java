package io.mce.ingestion;

/**
 * What would become of the rows of a file, as far as they were looked at.
 *
 * @param number grows with each choice of mapping and scope that is looked at
 * @param finished whether all rows were
 */
public record ImportCheck(int number, boolean finished, ImportCounts counts) {}
