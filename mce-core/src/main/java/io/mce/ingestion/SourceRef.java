package io.mce.ingestion;

import io.mce.kernel.OrganizationId;

/** Whom a hook key stands for. */
public record SourceRef(OrganizationId organizationId, SourceId source) {}
